package io.mqkeep.cli.shell;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Interruption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A command that runs: in the foreground until it is done or under way, then in the background. */
final class Job {
    private static final long LEAVE_MILLIS = 3_000;

    private final int number;
    private final String line;
    private final Interruption interruption = new Interruption();
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private volatile boolean underWay;
    private volatile boolean endsByItself;
    private volatile @Nullable KeptConnection connection;

    /**
     * @param number what the person calls it when it goes on in the background
     * @param line what was typed
     */
    Job(int number, String line) {
        this.number = number;
        this.line = line;
    }

    int number() {
        return number;
    }

    String line() {
        return line;
    }

    Interruption interruption() {
        return interruption;
    }

    /** Returns the connection it uses, or null. */
    @Nullable
    KeptConnection connection() {
        return connection;
    }

    void uses(KeptConnection used) {
        connection = used;
    }

    void start(Supplier<Exit> command) {
        Thread thread = new Thread(
                () -> {
                    try {
                        ended.complete(command.get());
                    } finally {
                        ended.complete(Exit.BUG);
                        taken.complete(null);
                    }
                },
                "mqkeep-command");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on it goes on in the background. Called by the command. */
    void underWay(boolean endsByItselfNow) {
        endsByItself = endsByItselfNow;
        underWay = true;
        taken.complete(null);
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Says whether it was given an end. */
    boolean endsByItself() {
        return endsByItself;
    }

    /** Done when the command is done. */
    CompletableFuture<Exit> ended() {
        return ended;
    }

    /** Done when the shell has taken in that the command is done. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Waits until it is done, but not for ever: it may be busy with something that nothing ends. */
    void awaitEnd() {
        try {
            ended.get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException tooLate) {
            // It ends when it can.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Done when the next line may come: the command is done, or under way. */
    CompletableFuture<Void> taken() {
        return taken;
    }
}
