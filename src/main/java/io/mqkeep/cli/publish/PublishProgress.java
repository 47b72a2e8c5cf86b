package io.mqkeep.cli.publish;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.Times;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Says how publishing goes, on a thread of its own: a bar that is drawn over itself, or a line a second. */
public final class PublishProgress implements AutoCloseable {
    private static final int BAR = 24;

    private final Notes notes;
    private final PublishTally tally;
    private final DoubleSupplier done;
    private final boolean bar;
    private final boolean shown;
    private final long start = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "mqkeep-progress");

    /**
     * @param done which part of the work is given out, 0 to 1; negative when the end is not known
     * @param asked whether lines are wanted where a bar can't be
     */
    public PublishProgress(Notes notes, PublishTally tally, DoubleSupplier done, boolean asked) {
        this.notes = notes;
        this.tally = tally;
        this.done = done;
        bar = notes.terminal() && done.getAsDouble() >= 0;
        shown = bar || asked;
        if (shown) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            while (!ended.await(bar ? 200 : 1000, TimeUnit.MILLISECONDS)) {
                if (bar) {
                    notes.status(barText());
                } else {
                    notes.note(numbers());
                }
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private String barText() {
        double part = Math.clamp(done.getAsDouble(), 0, 1);
        int full = (int) (part * BAR);
        double seconds = (System.nanoTime() - start) / 1e9;
        String left = part > 0 ? Times.length((long) Math.ceil(seconds * (1 - part) / part) * 1000) + " left" : "";
        return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + (int) (part * 100) + "% " + numbers() + " "
                + left;
    }

    private String numbers() {
        double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
        long sent = tally.allSent();
        return sent + " sent, " + tally.allAcknowledged() + " acknowledged, "
                + String.format(Locale.ROOT, "%.0f/s", sent / seconds);
    }

    /** Says how it went. */
    @Override
    public void close() {
        ended.countDown();
        if (!shown) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        notes.status("");
        long refused = tally.allRefused();
        Duration time = Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
        notes.note(numbers() + " in " + Times.seconds(time) + (refused > 0 ? ", " + refused + " refused" : ""));
    }
}
