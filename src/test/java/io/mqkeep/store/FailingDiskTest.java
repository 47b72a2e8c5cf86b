package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.SimulatedDisk.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every operation on the disk fails once, before or after it had its effect: a full disk, an error of the medium, a
 * folder that may not be written, a process that is killed. The failure is final, and the session opens afterwards.
 */
final class FailingDiskTest {
    private static final SessionFile FILE = new SessionFile("till-7", Path.of("/sessions/till-7.mqs"));
    private static final int TURNS = 14;

    private final long seed = System.nanoTime();

    @Test
    void the_session_opens_after_any_operation_of_its_life_failed() {
        SimulatedDisk whole = new SimulatedDisk();
        int operations = run(whole, -1, Fault.NONE).operations;
        assertTrue(operations > TURNS, "operations: " + operations);
        long moves = whole.operations().stream()
                .filter(operation -> operation.what().startsWith("move"))
                .count();
        assertTrue(moves >= 3, "created, written anew, mended: " + moves);
        for (Fault fault : new Fault[] {Fault.FAILS, Fault.FAILS_AFTERWARDS}) {
            for (int failing = 0; failing < operations; failing++) {
                String message = fault + " at operation " + failing + ", seed " + seed;
                SimulatedDisk disk = new SimulatedDisk();
                Run run = run(disk, failing, fault);
                disk.setFaults(operation -> Fault.NONE);
                assertOpens(disk.afterKill(), run, message + ", killed");
                for (int power = 0; power < 3; power++) {
                    assertOpens(disk.afterPowerCut(new Random(seed + power)), run, message + ", power cut " + power);
                }
            }
        }
    }

    @Test
    void the_first_failure_of_a_write_is_final() {
        assertFinal(Fault.FAILS, "write");
        assertFinal(Fault.FAILS_AFTERWARDS, "write");
    }

    @Test
    void the_first_failure_of_a_force_is_final() {
        assertFinal(Fault.FAILS, "force");
        assertFinal(Fault.FAILS_AFTERWARDS, "force");
    }

    @Test
    void a_file_that_can_not_be_made_smaller_is_no_failure_at_the_close() {
        SimulatedDisk disk = new SimulatedDisk();
        Journal journal = Journal.create(disk, FILE, new RandomChanges(seed).first());
        Message large = Message.of("a", Binary.wrap(new byte[2 * Journal.SMALL]), QoS.AT_LEAST_ONCE);
        journal.commit(List.of(new Change.Queued(1, large, 1)));
        journal.commit(List.of(new Change.Dropped(1, 0, Change.DropReason.ASKED)));
        disk.setFaults(operation -> Fault.FAILS);
        journal.close();
        assertTrue(disk.operations().size() > 0, "it did not try");
        disk.setFaults(operation -> Fault.NONE);
        assertTrue(disk.read(FILE.journal()).length > Journal.SMALL);

        try (Journal again = Journal.open(disk, FILE)) {
            assertEquals(List.of(), again.snapshot().queued());
            assertTrue(disk.read(FILE.journal()).length < 1_000, "the next opening tries again");
        }
    }

    private static void assertFinal(Fault fault, String operationName) {
        SimulatedDisk disk = new SimulatedDisk();
        RandomChanges changes = new RandomChanges(1);
        Journal journal = Journal.create(disk, FILE, changes.first());
        Change connecting = new Change.Connecting("one", true, 60, 1);
        disk.setFaults(operation -> operation.what().startsWith(operationName) ? fault : Fault.NONE);
        StoreException first =
                assertThrows(StoreException.CannotStore.class, () -> journal.commit(List.of(connecting)));
        disk.setFaults(operation -> Fault.NONE);
        assertSame(first, assertThrows(StoreException.CannotStore.class, () -> journal.commit(List.of(connecting))));
        assertSame(first, assertThrows(StoreException.CannotStore.class, journal::force));
        journal.close();
        assertEquals(List.of(), disk.operations(), "a failed write or force is never tried again");
    }

    /** A life: created, changed until it was written anew, closed, opened, changed. */
    private record Run(List<Snapshot> states, int oldestAllowed, boolean created, int operations) {}

    private Run run(SimulatedDisk disk, int failing, Fault fault) {
        disk.setFaults(operation -> operation.index() == failing ? fault : Fault.NONE);
        RandomChanges changes = new RandomChanges(seed).withPayload(20_000);
        List<Snapshot> states = new ArrayList<>(List.of(changes.first()));
        int oldestAllowed = 0;
        boolean created = false;
        @Nullable Journal journal = null;
        try {
            journal = Journal.create(disk, FILE, changes.first());
            created = true;
            for (int turn = 0; turn < TURNS; turn++) {
                List<Change> commit = commit(turn, changes);
                states.add(changes.snapshot());
                journal.commit(commit);
                if (commit.stream().anyMatch(Change::mustBeForced)) {
                    oldestAllowed = states.size() - 1;
                }
                if (turn == TURNS / 2) {
                    journal.force();
                    oldestAllowed = states.size() - 1;
                    journal.close();
                    // A tail for the opening to set aside.
                    tear(disk);
                    journal = Journal.open(disk, FILE);
                }
            }
        } catch (StoreException.CannotStore failed) {
            // The one that was asked for.
        } finally {
            if (journal != null) {
                journal.close();
            }
        }
        return new Run(states, oldestAllowed, created, disk.operations().size());
    }

    private static List<Change> commit(int turn, RandomChanges changes) {
        if (turn == 5) {
            // More than a file may hold before it is written anew.
            Message large = Message.of("a", Binary.wrap(new byte[Journal.LARGE]), QoS.AT_LEAST_ONCE);
            return List.of(changes.apply(new Change.Queued(changes.snapshot().nextNumber(), large, 1)));
        }
        return turn % 4 == 3 ? List.of(changes.apply(new Change.Closed(turn))) : changes.next(2);
    }

    private static void tear(SimulatedDisk disk) {
        byte[] bytes = disk.read(FILE.journal());
        disk.put(FILE.journal(), Arrays.copyOf(bytes, bytes.length + 100));
    }

    private static void assertOpens(SimulatedDisk disk, Run run, String message) {
        if (!disk.exists(FILE.journal())) {
            assertTrue(!run.created, message + ": no file");
            return;
        }
        try (Journal journal = Journal.open(disk, FILE)) {
            int found = run.states.lastIndexOf(journal.snapshot());
            assertTrue(found >= run.oldestAllowed, message + ": state " + found + ", allowed " + run.oldestAllowed);
            journal.commit(List.of(new Change.Connecting("again", false, 60, 1)));
        }
        assertTrue(!disk.exists(FILE.temporary()), message);
    }
}
