package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now);

    @Test
    void a_burst_passes_and_what_comes_after_it_waits_for_time() {
        assertTrue(pace.admits(Pace.BURST, 100));
        assertFalse(pace.admits(1, 1));

        now += 1_000_000_000L;

        assertTrue(pace.admits(1_000, 1));
        assertFalse(pace.admits(10, 1));
    }

    @Test
    void large_messages_count_by_their_bytes_and_the_largest_still_passes() {
        assertTrue(pace.admits(1, 1L << 30));
        assertFalse(pace.admits(1, 1_000));

        now += 10_000_000_000L;

        assertTrue(pace.admits(1, 1_000));
    }
}
