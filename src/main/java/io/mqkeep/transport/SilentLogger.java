package io.mqkeep.transport;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Drops what Netty has to say: stdout and stderr belong to the command, and looking for a logging library costs time at
 * every start. What matters of it reaches people as a {@link Closing}; failures of our own code take another way out.
 */
final class SilentLogger extends AbstractInternalLogger {
    private SilentLogger(String name) {
        super(name);
    }

    /** Makes Netty silent; to be called before any other class of it is touched. */
    static void install() {
        InternalLoggerFactory.setDefaultFactory(new Factory());
    }

    private static final class Factory extends InternalLoggerFactory {
        @Override
        protected InternalLogger newInstance(String name) {
            return new SilentLogger(name);
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public void trace(String message) {}

    @Override
    public void trace(String format, @Nullable Object a) {}

    @Override
    public void trace(String format, @Nullable Object a, @Nullable Object b) {}

    @Override
    public void trace(String format, @Nullable Object... arguments) {}

    @Override
    public void trace(String message, Throwable cause) {}

    @Override
    public void trace(Throwable cause) {}

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String format, @Nullable Object a) {}

    @Override
    public void debug(String format, @Nullable Object a, @Nullable Object b) {}

    @Override
    public void debug(String format, @Nullable Object... arguments) {}

    @Override
    public void debug(String message, Throwable cause) {}

    @Override
    public void debug(Throwable cause) {}

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public void info(String message) {}

    @Override
    public void info(String format, @Nullable Object a) {}

    @Override
    public void info(String format, @Nullable Object a, @Nullable Object b) {}

    @Override
    public void info(String format, @Nullable Object... arguments) {}

    @Override
    public void info(String message, Throwable cause) {}

    @Override
    public void info(Throwable cause) {}

    @Override
    public boolean isWarnEnabled() {
        return false;
    }

    @Override
    public void warn(String message) {}

    @Override
    public void warn(String format, @Nullable Object a) {}

    @Override
    public void warn(String format, @Nullable Object a, @Nullable Object b) {}

    @Override
    public void warn(String format, @Nullable Object... arguments) {}

    @Override
    public void warn(String message, Throwable cause) {}

    @Override
    public void warn(Throwable cause) {}

    @Override
    public boolean isErrorEnabled() {
        return false;
    }

    @Override
    public void error(String message) {}

    @Override
    public void error(String format, @Nullable Object a) {}

    @Override
    public void error(String format, @Nullable Object a, @Nullable Object b) {}

    @Override
    public void error(String format, @Nullable Object... arguments) {}

    @Override
    public void error(String message, Throwable cause) {}

    @Override
    public void error(Throwable cause) {}
}
