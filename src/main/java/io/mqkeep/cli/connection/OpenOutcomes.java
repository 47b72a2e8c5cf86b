package io.mqkeep.cli.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The messages that one command has published, until each has its outcome. From any thread. */
public final class OpenOutcomes {
    private final CompletableFuture<Void> allThere = new CompletableFuture<>();
    private long pending;
    private long without;
    private boolean complete;
    private @Nullable Throwable failed;

    /**
     * Takes in one more message.
     *
     * @param outcome done when its outcome is taken in
     */
    public void add(CompletableFuture<?> outcome) {
        synchronized (this) {
            pending++;
        }
        var _ = outcome.whenComplete((ended, failure) -> ended(failure));
    }

    private void ended(@Nullable Throwable failure) {
        boolean last;
        synchronized (this) {
            pending--;
            without += failure == null ? 0 : 1;
            failed = failed == null ? failure : failed;
            last = complete && pending == 0;
        }
        if (last) {
            end();
        }
    }

    /** Says that no more are added. Done when all have their outcome; fails when one will have none. */
    public CompletableFuture<Void> complete() {
        boolean last;
        synchronized (this) {
            complete = true;
            last = pending == 0;
        }
        if (last) {
            end();
        }
        return allThere;
    }

    private void end() {
        Throwable why;
        synchronized (this) {
            why = failed;
        }
        if (why == null) {
            allThere.complete(null);
        } else {
            // What follows from a failure wraps it.
            allThere.completeExceptionally(
                    why instanceof CompletionException && why.getCause() != null ? why.getCause() : why);
        }
    }

    /** Returns how many have no outcome. */
    public synchronized long count() {
        return pending + without;
    }
}
