package io.mqkeep.cli.shell;

import java.util.function.LongSupplier;

/**
 * How fast messages may come onto a screen: far faster than anybody reads, and slow enough for the line that is being
 * typed. A burst of a few screens passes at once.
 */
final class Pace {
    static final int BURST = 2_000;
    private static final int MESSAGES_PER_SECOND = 1_000;
    private static final long BURST_BYTES = 1 << 20;
    private static final long PAUSE_MILLIS = 20;

    private final LongSupplier nanoTime;
    private double messages = BURST;
    private double bytes = BURST_BYTES;
    private long filledAt;

    /** @param nanoTime a clock that never goes back, in nanoseconds */
    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        filledAt = nanoTime.getAsLong();
    }

    /** Says whether so many messages of so many bytes may be shown now; if so they are counted as shown. */
    synchronized boolean admits(int count, long size) {
        fill();
        // One that is larger than all there ever is passes when there is all.
        if (messages < count || (bytes < size && bytes < BURST_BYTES)) {
            return false;
        }
        messages -= count;
        bytes -= Math.min((double) size, bytes);
        return true;
    }

    /** Waits for a moment in which something more may be shown; says whether it was not interrupted. */
    boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        double seconds = (now - filledAt) / 1e9;
        filledAt = now;
        messages = Math.min(BURST, messages + seconds * MESSAGES_PER_SECOND);
        bytes = Math.min(BURST_BYTES, bytes + seconds * BURST_BYTES);
    }
}
