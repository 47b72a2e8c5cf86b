package io.mqkeep.cli.options;

import io.mqkeep.cli.publish.PayloadEncoding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How messages are made, and how fast they go out.
 *
 * @param nullDelimited whether a line ends with NUL
 * @param jsonLines whether a line is a whole message
 * @param encoding what stands for the payload
 * @param repeat how often one message is published, at least 1
 * @param pause between two messages, or null for none
 * @param rate messages a second, or null for no limit
 * @param template whether places in topic and payload are filled in
 * @param progress whether lines are wanted that say how it goes
 * @param waitSubscriber how long to wait for a subscriber, or null when none is needed
 */
public record PublishShape(
        boolean nullDelimited,
        boolean jsonLines,
        PayloadEncoding encoding,
        long repeat,
        @Nullable Duration pause,
        @Nullable Double rate,
        boolean template,
        boolean progress,
        @Nullable Duration waitSubscriber) {

    /** Says whether a payload is what is given for it. */
    public boolean isPlain() {
        return !jsonLines && !template && encoding == PayloadEncoding.TEXT;
    }
}
