package io.mqkeep.cli.publish;

import io.mqkeep.protocol.Binary;
import io.mqkeep.session.InputPosition;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where lines to publish come from. */
public interface LineSource extends Closeable {
    /**
     * A line.
     *
     * @param number counted from 1
     * @param payload the bytes before its end; only the first ones when it is too long
     * @param tooLong whether it is longer than a payload can be
     * @param after what the session is to remember with the message, or null when the source has no places
     */
    record Line(
            long number,
            Binary payload,
            boolean tooLong,
            @Nullable InputPosition after) {}

    /** Says whether the next line is there already and {@link #next} does not wait. */
    boolean ready();

    /** Waits for the next line; returns null at the end. */
    @Nullable
    Line next() throws IOException;

    /** Returns which part is given out, 0 to 1; negative when nobody knows. From any thread. */
    default double done() {
        return -1;
    }
}
