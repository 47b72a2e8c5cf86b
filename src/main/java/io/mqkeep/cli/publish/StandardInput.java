package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Standard input, read on a thread of its own: nothing ends a read of a terminal or a pipe that is already waiting, so
 * nobody who must be able to leave may do it.
 */
public final class StandardInput {
    private StandardInput() {}

    /** Returns all of it. */
    static byte[] readAll(App app, int limit) throws Exception {
        byte[] all = app.interruption()
                .await(apart(() -> app.in().readNBytes(limit + 1)).result());
        if (all.length > limit) {
            throw Failure.usage("--stdin-file: standard input is larger than a packet can be (256 MiB)");
        }
        return all;
    }

    /**
     * A task on a thread of its own.
     *
     * @param thread interrupted when nobody waits any more
     */
    public record Apart<T>(CompletableFuture<T> result, Thread thread) {}

    /** Runs what reads standard input. */
    public static <T> Apart<T> apart(Callable<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(reading.call());
                    } catch (IOException e) {
                        result.completeExceptionally(
                                new Failure(Exit.CANNOT_WRITE, "cannot read standard input: " + e.getMessage(), e));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "mqkeep-stdin");
        thread.setDaemon(true);
        thread.start();
        return new Apart<>(result, thread);
    }
}
