package io.mqkeep.transport;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Catches what threads would print when nobody catches it, for the time of a test. */
final class ShownFailures implements AutoCloseable {
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    ShownFailures() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    }

    /** Returns the next failure that was shown. */
    Throwable next() {
        try {
            Throwable failure = failures.poll(10, TimeUnit.SECONDS);
            if (failure == null) {
                throw new AssertionError("nothing was shown");
            }
            return failure;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
