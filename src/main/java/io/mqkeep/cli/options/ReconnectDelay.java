package io.mqkeep.cli.options;

import java.time.Duration;

/**
 * How long to pause before a lost connection is made again.
 *
 * @param first before the first attempt, 1 ms to 1 day
 * @param longest what it doubles up to, not less
 */
record ReconnectDelay(Duration first, Duration longest) {
    static final ReconnectDelay DEFAULT = new ReconnectDelay(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /**
     * Reads {@code 1s} or {@code 500ms:30s}.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none
     */
    static ReconnectDelay parse(String text) {
        int colon = text.indexOf(':');
        Duration first = DurationSyntax.parse(colon < 0 ? text : text.substring(0, colon));
        Duration longest = colon < 0 ? longer(first, DEFAULT.longest) : DurationSyntax.parse(text.substring(colon + 1));
        if (first.isZero() || longest.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is not between 1ms and 1d");
        }
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("'" + text + "' has a longest pause that is shorter than the first");
        }
        return new ReconnectDelay(first, longest);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
