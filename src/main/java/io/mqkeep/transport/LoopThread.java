package io.mqkeep.transport;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Makes the loop's thread and waits for its end, which Netty announces a little before it has come. */
final class LoopThread implements ThreadFactory {
    private volatile @Nullable Thread thread;

    @Override
    public Thread newThread(Runnable task) {
        Thread made = new FastThreadLocalThread(task, "mqkeep loop");
        made.setDaemon(true);
        thread = made;
        return made;
    }

    /** Waits until the thread is gone, also when interrupted; the interrupt is kept. */
    void awaitEnd() {
        Thread running = thread;
        boolean interrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
