package io.mqkeep.cli.connection;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of day, but never going back: when somebody sets the clock back it goes on from where it was, since timers
 * run on it too. It follows a clock that was set forward, or that went on while the machine slept.
 */
final class ForwardClock implements LongSupplier {
    private final InstantSource clock;
    /** What the time of day was when {@code System.nanoTime} was 0. */
    private long origin = Long.MIN_VALUE;

    ForwardClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long getAsLong() {
        long sinceOrigin = System.nanoTime() / 1_000_000;
        origin = Math.max(origin, clock.millis() - sinceOrigin);
        return origin + sinceOrigin;
    }
}
