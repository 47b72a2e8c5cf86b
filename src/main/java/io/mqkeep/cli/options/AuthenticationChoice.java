package io.mqkeep.cli.options;

import io.mqkeep.protocol.Binary;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was asked about enhanced authentication, besides the method and the file that a session remembers.
 *
 * @param data for this run only; null when none was typed
 * @param again after how long to authenticate again, or null for never
 */
public record AuthenticationChoice(
        @Nullable Binary data, @Nullable Duration again) {
    public static final AuthenticationChoice NONE = new AuthenticationChoice(null, null);

    /** Leaves the data out: it may be a secret. */
    @Override
    public String toString() {
        return "AuthenticationChoice[again=" + again + "]";
    }
}
