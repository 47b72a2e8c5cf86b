package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The process is killed, or the power fails and any of what was not forced is gone. The session that is found is one that it
 * was, no older than the last commit that had to be forced.
 */
final class PowerCutTest {
    private static final SessionFile FILE = new SessionFile("till-7", Path.of("/sessions/till-7.mqs"));
    private static final int ROUNDS = 400;

    @Test
    void nothing_that_was_forced_is_lost_and_nothing_is_invented() {
        long seed = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            String problem = livesThroughPowerCuts(seed + round, new SimulatedDisk());
            assertEquals("", problem, "seed " + (seed + round));
        }
    }

    @Test
    void a_program_that_does_not_force_its_file_is_found_out() {
        assertFoundOut(seed -> livesThroughPowerCuts(seed, new SimulatedDisk().ignoringForce()));
    }

    @Test
    void a_program_that_does_not_force_the_folder_is_found_out() {
        assertFoundOut(seed -> livesThroughPowerCuts(seed, new SimulatedDisk().ignoringForceFolder()));
    }

    private interface Run {
        String problem(long seed);
    }

    private static void assertFoundOut(Run run) {
        long seed = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            if (!run.problem(seed + round).isEmpty()) {
                return;
            }
        }
        assertTrue(false, "seed " + seed);
    }

    /** Returns what went wrong, or an empty text. */
    private static String livesThroughPowerCuts(long seed, SimulatedDisk first) {
        Random random = new Random(seed);
        // Large messages now and then, so that the file is also written anew.
        int payload = random.nextInt(4) == 0 ? 300_000 : 10;
        RandomChanges changes = new RandomChanges(seed).withPayload(payload);
        SimulatedDisk disk = first;
        List<Snapshot> states = new ArrayList<>();
        states.add(changes.first());
        int oldestAllowed = 0;
        Journal journal = Journal.create(disk, FILE, changes.first());
        for (int cut = 0; cut < 4; cut++) {
            for (int turn = random.nextInt(8); turn > 0; turn--) {
                List<Change> commit = random.nextInt(3) == 0
                        ? List.of(changes.apply(new Change.Closed(turn)))
                        : changes.next(random.nextInt(1, 4));
                journal.commit(commit);
                states.add(changes.snapshot());
                if (commit.stream().anyMatch(Change::mustBeForced)) {
                    oldestAllowed = states.size() - 1;
                }
            }
            if (random.nextBoolean()) {
                journal.force();
                oldestAllowed = states.size() - 1;
            }
            boolean killedOnly = random.nextInt(3) == 0;
            int relied = killedOnly && random.nextBoolean() ? dieBeforeForce(journal, disk, changes, states) : -1;
            disk = killedOnly ? disk.afterKill() : disk.afterPowerCut(random);
            try {
                journal = Journal.open(disk, FILE);
            } catch (StoreException e) {
                return "cut " + cut + ": " + e.getMessage();
            }
            int found = states.lastIndexOf(journal.snapshot());
            if (found < (killedOnly ? states.size() - 1 : oldestAllowed)) {
                return "cut " + cut + ": state " + found + " of " + states.size() + ", oldest allowed " + oldestAllowed;
            }
            states.subList(found + 1, states.size()).clear();
            if (!killedOnly) {
                oldestAllowed = found;
            } else if (found == relied) {
                // Whoever opened it acts on what was found, and no power cut may take that away.
                oldestAllowed = found;
            }
            changes.goBackTo(journal.snapshot());
        }
        journal.close();
        return "";
    }

    /** The process is killed when a commit is written and not forced yet. Returns the state after that commit. */
    private static int dieBeforeForce(
            Journal journal, SimulatedDisk disk, RandomChanges changes, List<Snapshot> states) {
        List<Change> commit = List.of(changes.apply(new Change.Connecting("killed " + states.size(), true, 60, 1)));
        disk.setFaults(operation ->
                operation.what().startsWith("force") ? SimulatedDisk.Fault.FAILS : SimulatedDisk.Fault.NONE);
        assertThrows(StoreException.CannotStore.class, () -> journal.commit(commit));
        states.add(changes.snapshot());
        return states.size() - 1;
    }
}
