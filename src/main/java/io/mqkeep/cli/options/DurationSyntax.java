package io.mqkeep.cli.options;

import java.math.BigDecimal;
import java.time.Duration;

/** How people write a length of time: {@code 30s}, {@code 500ms}, {@code 1.5h}, {@code 7d}, or plain seconds. */
public final class DurationSyntax {
    private DurationSyntax() {}

    /**
     * Reads a length of time.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none
     */
    public static Duration parse(String text) {
        int unitStart = text.length();
        while (unitStart > 0 && Character.isLetter(text.charAt(unitStart - 1))) {
            unitStart--;
        }
        long millisPerUnit = switch (text.substring(unitStart)) {
            case "ms" -> 1;
            case "", "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> throw notADuration(text);
        };
        String amount = text.substring(0, unitStart);
        if (amount.isEmpty() || amount.length() > 12 || !isPlainDecimal(amount)) {
            throw notADuration(text);
        }
        return Duration.ofMillis(new BigDecimal(amount)
                .multiply(BigDecimal.valueOf(millisPerUnit))
                .longValue());
    }

    /**
     * Reads a length of time that the protocol counts in seconds.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none, or not of whole seconds
     */
    public static long parseSeconds(String text) {
        Duration duration = parse(text);
        if (duration.toMillisPart() != 0) {
            throw new IllegalArgumentException("'" + text + "' is not a number of whole seconds");
        }
        return duration.toSeconds();
    }

    /** Digits with at most one point among them; BigDecimal would also take exponents and signs. */
    private static boolean isPlainDecimal(String text) {
        boolean pointSeen = false;
        boolean digitSeen = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !pointSeen) {
                pointSeen = true;
            } else if (c >= '0' && c <= '9') {
                digitSeen = true;
            } else {
                return false;
            }
        }
        return digitSeen;
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a length of time such as 500ms, 30s, 15m, 12h or 7d (without a unit: seconds)");
    }
}
