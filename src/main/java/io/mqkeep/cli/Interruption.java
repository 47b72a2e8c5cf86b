package io.mqkeep.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The wish that a command ends before it is done: a signal to the process, Ctrl-C at a prompt. A command waits for
 * everything through here, so that the wish reaches it wherever it is, and leaves through its own doors: its lease
 * says DISCONNECT.
 */
public final class Interruption {
    private final CompletableFuture<Exit> raised = new CompletableFuture<>();

    /** Asks the command to end with this status. The first wish counts. From any thread. */
    public void raise(Exit exit) {
        raised.complete(exit);
    }

    /** Hands the status to the task when the wish comes, or at once when it has come. On the thread that raises it. */
    public void whenRaised(Consumer<Exit> task) {
        var _ = raised.thenAccept(task);
    }

    /** Says whether the command was asked to end. */
    public boolean isRaised() {
        return raised.isDone();
    }

    /**
     * Does what waits in a way of its own, on this thread, which the wish interrupts.
     *
     * @throws Failure with the status asked for when the wish comes first
     */
    public <T> T interrupting(Callable<T> waiting) throws Exception {
        Thread here = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        var _ = raised.thenAccept(_ -> {
            synchronized (over) {
                if (!over.get()) {
                    here.interrupt();
                }
            }
        });
        try {
            return waiting.call();
        } catch (InterruptedException e) {
            raise(Exit.INTERRUPTED);
            throw new Failure(raised.join(), "", e);
        } finally {
            synchronized (over) {
                over.set(true);
            }
        }
    }

    /**
     * Waits for so many milliseconds.
     *
     * @throws Failure with the status asked for when the wish comes
     */
    public void pause(long millis) throws Exception {
        try {
            await(new CompletableFuture<>(), millis);
        } catch (TimeoutException over) {
            // As wanted.
        }
    }

    /**
     * Waits for so many milliseconds, where nothing but the wish can come of it.
     *
     * @throws Failure with the status asked for when the wish comes
     */
    public void pauseOrFail(long millis) {
        try {
            pause(millis);
        } catch (RuntimeException wish) {
            throw wish;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for a result.
     *
     * @throws Failure with the status asked for when the wish comes first
     * @throws Exception what the result failed with
     */
    public <T> T await(CompletableFuture<T> result) throws Exception {
        try {
            return await(result, Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new AssertionError("292 years are over", e);
        }
    }

    /**
     * Waits for a result for so many milliseconds.
     *
     * @throws TimeoutException when the time is over
     * @throws Failure with the status asked for when the wish comes first
     * @throws Exception what the result failed with
     */
    public <T> T await(CompletableFuture<T> result, long millis) throws Exception {
        try {
            CompletableFuture.anyOf(result, raised).get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            // Thrown again below, by the result itself, without the wrapping.
        } catch (InterruptedException e) {
            raise(Exit.INTERRUPTED);
        }
        if (!result.isDone()) {
            // Whoever raised it knows: there is nothing to say.
            throw new Failure(raised.join(), "");
        }
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
