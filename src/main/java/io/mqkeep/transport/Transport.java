package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import java.time.Duration;

/**
 * One event loop thread and the connections opened on it. Tasks, timers and listeners all run on that thread, one at a
 * time.
 */
public interface Transport extends AutoCloseable {
    /**
     * Begins to open a connection and returns at once. All addresses of the host are tried in turn. The listener hears
     * {@link ConnectionListener#opened} or {@link ConnectionListener#closed} within the timeout, also when the name can't
     * be looked up in that time. From any thread.
     */
    void open(ServerAddress address, Duration timeout, ConnectionListener listener);

    /**
     * Runs a task on the loop's thread, after those given before it. From any thread. What a task throws goes to the
     * thread's uncaught exception handler, and the loop goes on.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the transport was closed
     */
    void execute(Runnable task);

    /** Runs a task on the loop's thread after a delay in milliseconds, unless cancelled before. From any thread. */
    Timer schedule(Runnable task, long delayMillis);

    /** Says whether the caller is the loop's thread. */
    boolean onLoop();

    /**
     * Closes what is open, without waiting for what was written, and ends the thread, waiting until it has ended: a JVM that exits while a thread waits in
     * native code pays for it with up to 300 ms. Not from the loop's thread.
     */
    @Override
    void close();

    /** A task that was scheduled. */
    interface Timer {
        void cancel();
    }
}
