package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import org.jspecify.annotations.Nullable;

/** How a server's reason is said to a person. */
public final class Reasons {
    private Reasons() {}

    /** Returns the standard's words and the code, and the server's own words when it gave some. */
    public static String words(ReasonCode reasonCode, @Nullable String reasonString) {
        return reasonString == null || reasonString.isEmpty()
                ? reasonCode.toString()
                : reasonCode + ": " + reasonString;
    }
}
