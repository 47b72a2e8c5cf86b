package io.mqkeep.cli.options;

import io.mqkeep.protocol.Connect.ConnectProperties;

/** How people write a Session Expiry Interval: a length of time, or {@code never}. */
public final class SessionExpirySyntax {
    private static final String NEVER = "never";

    private SessionExpirySyntax() {}

    /**
     * Reads seconds, 0 to 4,294,967,295; the largest means never.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none
     */
    public static long parse(String text) {
        if (text.equals(NEVER)) {
            return ConnectProperties.EXPIRES_NEVER;
        }
        long seconds = DurationSyntax.parseSeconds(text);
        if (seconds > ConnectProperties.EXPIRES_NEVER) {
            throw new IllegalArgumentException("'" + text
                    + "' is longer than the protocol can say (4294967294 seconds, about 136 years, or never)");
        }
        return seconds;
    }
}
