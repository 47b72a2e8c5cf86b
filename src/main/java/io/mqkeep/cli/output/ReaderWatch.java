package io.mqkeep.cli.output;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices that whoever reads our standard output has left while there is nothing to write: {@code sub | head -1} ends
 * then, and not when another message comes.
 */
public final class ReaderWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;

    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Looks for the readers of a pipe, and after them, on a thread of its own. */
    public ReaderWatch() {
        Thread thread = new Thread(this::watch, "mqkeep-reader-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Fails with {@link ClosedPipeException} when all who were there have left. */
    public CompletableFuture<Void> left() {
        return left;
    }

    private void watch() {
        PipeReaders readers = new PipeReaders();
        if (!readers.find()) {
            return;
        }
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!readers.isThere() && !readers.find()) {
                    left.completeExceptionally(new ClosedPipeException());
                    return;
                }
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
