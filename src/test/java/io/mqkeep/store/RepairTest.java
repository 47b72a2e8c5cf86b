package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Route;
import io.mqkeep.session.Change;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Phase;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.JournalReport.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepairTest {
    private static final long NOW = 1_795_000_000_000L;

    @TempDir
    Path folder;

    private final Journals journals = new Journals(new SessionLocks("test"));
    private final List<Integer> ends = new ArrayList<>();

    @Test
    void a_whole_session_is_whole_and_needs_no_repair() throws IOException {
        write(queued(1), queued(2));
        JournalReport report = journals.verify(file());
        assertEquals(Verdict.WHOLE, report.verdict());
        assertEquals(4, report.frames(), "the beginning, two commits, the mark of the close");
        assertEquals(2, report.changes());
        assertEquals(Files.size(file().journal()), report.size());
        assertEquals(List.of(), report.findings());
        byte[] before = bytes();
        assertNull(journals.repair(file(), NOW));
        assertArrayEquals(before, bytes());
    }

    @Test
    void an_unforced_tail_is_named_and_needs_no_repair() throws IOException {
        write(queued(1), queued(2));
        byte[] torn = Arrays.copyOf(bytes(), ends.get(2) - 3);
        Files.write(file().journal(), torn);
        JournalReport report = journals.verify(file());
        assertEquals(Verdict.UNFORCED_TAIL, report.verdict());
        assertEquals(
                List.of(new JournalFinding(ends.get(1), torn.length - ends.get(1), "not whole")), report.findings());
        assertNull(journals.repair(file(), NOW));
        assertArrayEquals(torn, bytes());
    }

    @Test
    void what_is_whole_on_both_sides_of_the_damage_is_kept() throws IOException {
        write(queued(1), queued(2), queued(3));
        byte[] damaged = bytes();
        damaged[ends.get(1) + 40] ^= 1;
        Files.write(file().journal(), damaged);

        assertEquals(Verdict.DAMAGED, journals.verify(file()).verdict());
        assertThrows(StoreException.SessionDamaged.class, () -> journals.open(file()));
        RepairReport report = repair();
        assertArrayEquals(damaged, Files.readAllBytes(report.setAside()));
        assertEquals(
                List.of(
                        new JournalFinding(ends.get(1), ends.get(2) - ends.get(1), "not whole"),
                        new JournalFinding(ends.get(2), 0, "frame 4 where 3 was expected")),
                report.leftOut());
        assertEquals(List.of(1L, 3L), numbers(report.kept()));
        assertEquals(Phase.LOST, report.kept().phase());
        assertEquals(NOW, report.kept().lostAt());
        try (JournalStore store = journals.open(file())) {
            assertEquals(report.kept(), store.recovered());
            assertEquals(List.of(), store.notices());
        }
    }

    @Test
    void a_change_whose_beginning_is_missing_is_listed_and_left_out() throws IOException {
        write(queued(1), queued(2), new Change.Sent(9, 2, null, NOW), new Change.Released(9), queued(3));
        damageFrame(2);
        RepairReport report = repair();
        assertEquals(List.of(1L, 3L), numbers(report.kept()));
        assertEquals(
                List.of(
                        "not whole",
                        "frame 4 where 3 was expected",
                        "Sent: what it speaks of is missing",
                        "Released: what it speaks of is missing"),
                report.leftOut().stream().map(JournalFinding::what).toList());
    }

    /** Or the next command would cut off what is missing here: messages that were acknowledged and never come again. */
    @Test
    void a_place_in_an_output_file_is_not_kept_when_a_later_one_may_be_missing() throws IOException {
        write(
                new Change.OutputAt(new OutputPosition("/data/out", "i", 10)),
                new Change.OutputAt(new OutputPosition("/data/out", "i", 20)),
                queued(1));
        damageFrame(2);
        assertEquals(List.of(), repair().kept().outputs());
    }

    @Test
    void a_place_in_an_output_file_that_was_stored_after_the_damage_is_kept() throws IOException {
        OutputPosition last = new OutputPosition("/data/out", "i", 20);
        write(queued(1), new Change.OutputAt(new OutputPosition("/data/out", "i", 10)), new Change.OutputAt(last));
        damageFrame(2);
        assertEquals(List.of(last), repair().kept().outputs());
    }

    @Test
    void a_message_on_an_identifier_that_was_freed_in_the_missing_part_is_kept() throws IOException {
        Message message = Message.of("a", Binary.ofText("x"), QoS.EXACTLY_ONCE);
        write(
                new Change.Sent(9, 1, message, NOW),
                new Change.Settled(1, 9, ReasonCode.SUCCESS),
                new Change.Sent(9, 2, message, NOW));
        damageFrame(2);
        RepairReport report = repair();
        assertEquals(2, report.kept().inFlight().getFirst().number());
        assertTrue(report.leftOut().toString().contains("message 1 must have been done with"));
    }

    /** A block of the disk may come back twice, and a payload may hold what looks like a frame. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void an_older_frame_that_stands_in_the_damage_does_not_bring_back_what_was_done_with(int offset)
            throws IOException {
        write(queued(1), new Change.Settled(1, 0, ReasonCode.NOT_AUTHORIZED), large(2), queued(3));
        byte[] damaged = bytes();
        int first = ends.get(0);
        System.arraycopy(damaged, first, damaged, ends.get(2) + offset, ends.get(1) - first);
        Files.write(file().journal(), damaged);
        assertEquals(List.of(3L), numbers(repair().kept()));
    }

    @Test
    void a_broken_beginning_of_the_file_does_not_cost_the_session() throws IOException {
        write(queued(1), queued(2));
        byte[] damaged = bytes();
        damaged[3] ^= 1;
        Files.write(file().journal(), damaged);
        assertEquals(List.of(1L, 2L), numbers(repair().kept()));
    }

    @Test
    void without_the_head_there_is_nothing_to_repair() throws IOException {
        write(queued(1));
        byte[] damaged = bytes();
        damaged[FileHeader.LENGTH + 40] ^= 1;
        Files.write(file().journal(), damaged);
        assertEquals(Verdict.DAMAGED, journals.verify(file()).verdict());
        assertThrows(StoreException.SessionDamaged.class, () -> journals.repair(file(), NOW));
        assertArrayEquals(damaged, bytes());
    }

    @Test
    void records_of_a_newer_version_are_not_repaired_away() throws IOException {
        write(queued(1), queued(2));
        byte[] damaged = bytes();
        damaged[ends.get(0) + 40] ^= 1;
        FrameHeader last = FrameHeader.read(damaged, ends.get(1));
        assertNotNull(last);
        FrameEncoder newer = new FrameEncoder();
        newer.begin().octet(200);
        newer.end(5, last == null ? 0 : last.salt(), damaged.length);
        byte[] both = Arrays.copyOf(damaged, damaged.length + newer.size());
        System.arraycopy(newer.bytes(), 0, both, damaged.length, newer.size());
        Files.write(file().journal(), both);
        assertThrows(StoreException.SessionFromNewerVersion.class, () -> journals.repair(file(), NOW));
        assertArrayEquals(both, bytes());
    }

    @Test
    void any_file_is_verified_and_repaired_or_refused_and_nothing_else() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SessionFile names = new SessionFile("s", Path.of("/sessions/s"));
        SimulatedDisk disk = new SimulatedDisk();
        RandomChanges changes = new RandomChanges(seed).withFewPacketIds();
        try (Journal journal = Journal.create(disk, names, changes.first())) {
            for (int turn = 0; turn < 20; turn++) {
                journal.commit(changes.next(3));
            }
        }
        byte[] whole = disk.read(names.journal());
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            SimulatedDisk damaged = new SimulatedDisk();
            damaged.put(names.journal(), bytes);
            Verdict verdict = Repair.verify(damaged, names).verdict();
            try {
                RepairReport report = Repair.repair(damaged, names, NOW);
                assertEquals(verdict == Verdict.DAMAGED, report != null, "seed " + seed);
                try (Journal journal = Journal.open(damaged, names)) {
                    assertTrue(report == null || journal.snapshot().equals(report.kept()), "seed " + seed);
                }
            } catch (StoreException.SessionDamaged nothingToKeep) {
                assertArrayEquals(bytes, damaged.read(names.journal()), "seed " + seed);
            }
        }
    }

    @Test
    void a_repair_that_fails_leaves_the_damaged_file() {
        SessionFile names = new SessionFile("s", Path.of("/sessions/s"));
        RandomChanges changes = new RandomChanges(1);
        SimulatedDisk first = new SimulatedDisk();
        try (Journal journal = Journal.create(first, names, changes.first())) {
            journal.commit(changes.next(3));
            journal.commit(changes.next(3));
        }
        byte[] damaged = first.read(names.journal());
        int secondFrame = FileHeader.LENGTH + frameLength(damaged, FileHeader.LENGTH);
        damaged[secondFrame + 40] ^= 1;
        for (int failing = 0; failing < 9; failing++) {
            int index = failing;
            SimulatedDisk disk = new SimulatedDisk();
            disk.put(names.journal(), damaged);
            disk.setFaults(
                    operation -> operation.index() == index ? SimulatedDisk.Fault.FAILS : SimulatedDisk.Fault.NONE);
            assertThrows(StoreException.CannotStore.class, () -> Repair.repair(disk, names, NOW), "operation " + index);
            SimulatedDisk after = disk.afterPowerCut(new Random(index));
            if (!Arrays.equals(damaged, after.read(names.journal()))) {
                Journal.open(after, names).close();
            }
        }
    }

    private static int frameLength(byte[] bytes, int offset) {
        FrameHeader header = FrameHeader.read(bytes, offset);
        return header == null ? 0 : (int) header.frameLength();
    }

    private RepairReport repair() {
        @Nullable RepairReport report = journals.repair(file(), NOW);
        if (report == null) {
            throw new AssertionError("there was nothing to repair");
        }
        return report;
    }

    private void damageFrame(int commit) throws IOException {
        byte[] damaged = bytes();
        damaged[ends.get(commit - 1) + FrameHeader.LENGTH] ^= 1;
        Files.write(file().journal(), damaged);
    }

    /** Commits each change by itself and notes where each frame ends. */
    private void write(Change... changes) throws IOException {
        try (JournalStore store = journals.openOrCreate(
                file(), () -> new RandomChanges(1).identity().withRoute(Route.DIRECT))) {
            ends.add(bytes().length);
            for (Change change : changes) {
                store.commit(List.of(change));
                ends.add(bytes().length);
            }
        }
    }

    private byte[] bytes() throws IOException {
        return Files.readAllBytes(file().journal());
    }

    private static Change queued(long number) {
        return new Change.Queued(
                number, Message.of("a", Binary.ofText("payload of some length"), QoS.AT_LEAST_ONCE), NOW);
    }

    private static Change large(long number) {
        return new Change.Queued(number, Message.of("a", Binary.wrap(new byte[500]), QoS.AT_LEAST_ONCE), NOW);
    }

    private static List<Long> numbers(Snapshot session) {
        return session.queued().stream().map(QueuedMessage::number).toList();
    }

    private SessionFile file() {
        return new SessionHome(folder).file("till-7");
    }
}
