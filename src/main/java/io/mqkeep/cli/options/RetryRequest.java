package io.mqkeep.cli.options;

import io.mqkeep.client.Reconnect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is tried again.
 *
 * @param reconnect what to do when an established connection is lost
 * @param patience how long to try until there is a first connection, or null for once
 * @param republish after how long what is not acknowledged is sent again on a live connection, or null for never
 */
public record RetryRequest(
        Reconnect reconnect,
        @Nullable Duration patience,
        @Nullable Duration republish) {
    /** Nothing is tried again. */
    public static final RetryRequest NONE = new RetryRequest(Reconnect.NEVER, null, null);
}
