package io.mqkeep.transport;

/** A task whose failure is shown by the thread's handler; Netty would tell its log only, which is silent. */
final class ShownTask implements Runnable {
    private final Runnable task;

    ShownTask(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        try {
            task.run();
        } catch (Throwable fault) {
            show(fault);
        }
    }

    /** Gives a failure to the handler of this thread: stderr, unless someone set another. */
    static void show(Throwable fault) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }
}
