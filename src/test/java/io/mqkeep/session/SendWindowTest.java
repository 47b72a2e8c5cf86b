package io.mqkeep.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window finds its size with servers whose time is a number. */
class SendWindowTest {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    private final SendWindow window = new SendWindow();
    private long now;

    /** A server and the way to it. */
    private interface Server {
        /** Returns how long it works on one message when so many are in flight, in nanoseconds. */
        double workOn(int inFlight);
    }

    /** Publishes as much as the window takes until so many messages are acknowledged. */
    private void publish(Server server, long wayNanos, int messages) {
        Deque<Long> answers = new ArrayDeque<>();
        double busyUntil = now;
        for (int done = 0; done < messages; ) {
            while (answers.size() < window.size()) {
                busyUntil = Math.max(busyUntil, now + wayNanos / 2.0) + server.workOn(answers.size());
                answers.add((long) busyUntil + wayNanos / 2);
            }
            window.full();
            now = Math.max(now + 50 * MICROSECOND, answers.getFirst());
            while (!answers.isEmpty() && answers.getFirst() <= now) {
                answers.removeFirst();
                window.acknowledged();
                done++;
            }
            window.turn(now);
        }
    }

    @Test
    void a_server_that_walks_through_all_that_is_in_flight_is_not_given_all_it_allows() {
        window.begin(65_535);
        publish(inFlight -> 10_000 + 20.0 * inFlight, 100 * MICROSECOND, 500_000);
        assertTrue(window.size() <= 256, () -> "size " + window.size());
    }

    @Test
    void a_long_way_is_filled() {
        window.begin(65_535);
        // 50,000 a second and 100 ms: 5,000 are on their way at a time.
        publish(inFlight -> 20_000, 100 * MILLISECOND, 1_000_000);
        assertTrue(window.size() >= 4096 && window.size() <= 16_384, () -> "size " + window.size());
    }

    @Test
    void a_window_that_has_become_too_large_gets_smaller() {
        window.begin(65_535);
        publish(inFlight -> 20_000, 100 * MILLISECOND, 1_000_000);
        int before = window.size();
        publish(inFlight -> 10_000 + 20.0 * inFlight, 100 * MICROSECOND, 10_000_000);
        assertTrue(window.size() < before / 4, () -> "size " + window.size() + ", before " + before);
    }

    @Test
    void it_does_not_grow_for_nothing_when_the_rate_is_the_same_with_any_size() {
        window.begin(65_535);
        publish(inFlight -> 10_000, 100 * MICROSECOND, 1_000_000);
        assertTrue(window.size() <= SendWindow.FIRST, () -> "size " + window.size());
    }

    @Test
    void a_machine_that_is_slower_for_a_while_does_not_mislead_it() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        window.begin(65_535);
        double[] pace = {1};
        int[] left = {0};
        publish(
                inFlight -> {
                    if (left[0]-- <= 0) {
                        pace[0] = 0.8 + 0.4 * random.nextDouble();
                        left[0] = 5_000;
                    }
                    return pace[0] * (10_000 + 20.0 * inFlight);
                },
                100 * MICROSECOND,
                2_000_000);
        assertTrue(window.size() <= 1024, () -> "size " + window.size() + " with seed " + seed);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "20", "33", "100", "256", "300"})
    void what_the_server_allows_is_never_exceeded(int ceiling) {
        window.begin(ceiling);
        int[] most = {0};
        publish(
                inFlight -> {
                    most[0] = Math.max(most[0], inFlight + 1);
                    return 1_000;
                },
                10 * MILLISECOND,
                200_000);
        assertTrue(most[0] <= ceiling, () -> "in flight " + most[0]);
        assertTrue(window.size() >= Math.min(SendWindow.LEAST, ceiling));
    }

    @Test
    void who_has_little_to_say_learns_nothing_from_it() {
        window.begin(65_535);
        for (int i = 0; i < 100_000; i++) {
            now += MILLISECOND;
            window.acknowledged();
            window.turn(now);
            assertEquals(SendWindow.FIRST, window.size());
        }
    }

    @Test
    void the_same_times_give_the_same_window() {
        publishInto(window);
        int first = window.size();
        now = 0;
        publishInto(window);
        assertEquals(first, window.size());
    }

    private void publishInto(SendWindow into) {
        into.begin(10_000);
        publish(inFlight -> 5_000 + inFlight, MILLISECOND, 300_000);
    }
}
