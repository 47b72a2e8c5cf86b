package io.mqkeep.cli.publish;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the next message may go out. Sleeps on the thread that asks, which is interrupted to leave. */
final class Pace {
    private final double nanosBetween;
    private long next;
    private boolean begun;

    /**
     * @param rate messages a second, or null for no limit
     * @param pause between two messages, or null for none
     */
    Pace(@Nullable Double rate, @Nullable Duration pause) {
        double byRate = rate == null ? 0 : 1e9 / rate;
        nanosBetween = Math.max(byRate, pause == null ? 0 : (double) pause.toNanos());
    }

    /** Says whether a message has to wait for its turn now. */
    boolean waits() {
        return begun && next > System.nanoTime();
    }

    /** Waits for the next message's turn, which it has until it is {@link #taken}. */
    void awaitTurn() throws InterruptedException {
        long now = System.nanoTime();
        if (!begun) {
            begun = true;
            next = now;
        }
        sleep(next - now);
    }

    /** Takes the turn for a message, and waits for the message's own delay, in seconds. */
    void taken(double delay) throws InterruptedException {
        // Not from now: a wait that was a little long is made good by the next. But what was missed is not hurried
        // after.
        next = Math.max(next, System.nanoTime() - 1_000_000_000L) + (long) nanosBetween;
        sleep((long) (delay * 1e9));
    }

    private static void sleep(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
