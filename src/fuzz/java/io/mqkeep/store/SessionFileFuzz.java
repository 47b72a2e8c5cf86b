package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqkeep.session.Snapshot;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes as a session file: a session comes of them that is the same when it is opened again, or a refusal that leaves
 * them as they are. Looking, verifying and repairing agree with that.
 *
 * <p>Checksums would keep a fuzzer out. So the first octet chooses how the rest is taken: as a file; as the records of a
 * file that is whole; or as the records of a frame behind a good session.
 */
class SessionFileFuzz {
    private static final SessionFile FILE = new SessionFile("till-7", Path.of("/sessions/till-7.mqs"));
    private static final long SALT = 0x0123456789abcdefL;

    @FuzzTest(maxDuration = "10m")
    void any_file_is_a_session_or_a_refusal(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] bytes = switch (input[0] & 3) {
            case 0 -> rest;
            case 1 -> framed(new FileHeader(FileHeader.VERSION, SALT).bytes(), rest, 1);
            default -> framed(good(), rest, 2);
        };
        SimulatedDisk disk = new SimulatedDisk();
        disk.put(FILE.journal(), bytes);
        JournalReport report = Repair.verify(disk, FILE);
        Snapshot session;
        try (Journal journal = Journal.open(disk, FILE)) {
            session = journal.snapshot();
        } catch (StoreException.SessionDamaged refused) {
            assertEquals(JournalReport.Verdict.DAMAGED, report.verdict());
            assertUntouched(disk, bytes);
            repair(disk);
            return;
        } catch (StoreException.SessionFromNewerVersion refused) {
            assertEquals(JournalReport.Verdict.FROM_NEWER_VERSION, report.verdict());
            assertUntouched(disk, bytes);
            return;
        }
        try (Journal again = Journal.open(disk, FILE)) {
            assertNull(again.notice());
            assertEquals(session, again.snapshot());
        }
    }

    private static void assertUntouched(SimulatedDisk disk, byte[] bytes) {
        assertArrayEquals(bytes, disk.read(FILE.journal()));
        assertEquals(List.of(FILE.journal()), disk.files());
    }

    private static void repair(SimulatedDisk disk) {
        try {
            Repair.repair(disk, FILE, 1_000);
        } catch (StoreException.SessionDamaged | StoreException.SessionFromNewerVersion nothingToKeep) {
            return;
        }
        Journal.open(disk, FILE).close();
    }

    /** A session that has been made and nothing more. */
    private static byte[] good() {
        FrameEncoder frame = new FrameEncoder();
        RecordEncoder records = frame.begin();
        try {
            new SnapshotRecords(records, () -> {}).write(new RandomChanges(7).first());
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
        frame.end(1, SALT, 0);
        return concat(new FileHeader(FileHeader.VERSION, SALT).bytes(), Arrays.copyOf(frame.bytes(), frame.size()));
    }

    private static byte[] framed(byte[] before, byte[] records, int sequence) {
        FrameEncoder frame = new FrameEncoder();
        RecordEncoder encoder = frame.begin();
        for (byte octet : records) {
            encoder.octet(octet & 0xFF);
        }
        frame.end(sequence, SALT, before.length);
        return concat(before, Arrays.copyOf(frame.bytes(), frame.size()));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
