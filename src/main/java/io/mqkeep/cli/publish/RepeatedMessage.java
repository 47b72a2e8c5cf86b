package io.mqkeep.cli.publish;

import io.mqkeep.protocol.Binary;
import org.jspecify.annotations.Nullable;

/** One payload, as many times as it is asked for. */
public final class RepeatedMessage implements LineSource {
    private final Binary payload;
    private final long times;
    private volatile long count;

    public RepeatedMessage(Binary payload, long times) {
        this.payload = payload;
        this.times = times;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public @Nullable Line next() {
        if (count == times) {
            return null;
        }
        long number = count + 1;
        count = number;
        return new Line(number, payload, false, null);
    }

    @Override
    public double done() {
        return (double) count / times;
    }

    @Override
    public void close() {}
}
