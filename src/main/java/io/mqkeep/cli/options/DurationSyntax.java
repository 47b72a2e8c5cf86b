package io.mqkeep.cli.options;

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
        // No BigDecimal: to load it takes as long as the rest of a command line.
        int point = amount.indexOf('.');
        long whole = number(point < 0 ? amount : amount.substring(0, point));
        if (whole >= Long.MAX_VALUE / millisPerUnit) {
            throw notADuration(text);
        }
        return Duration.ofMillis(
                whole * millisPerUnit + (point < 0 ? 0 : millisOfFraction(amount.substring(point + 1), millisPerUnit)));
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

    /** At most eleven digits, so that the product is no more than a long holds. */
    private static long millisOfFraction(String digits, long millisPerUnit) {
        long denominator = 1;
        for (int i = 0; i < digits.length(); i++) {
            denominator *= 10;
        }
        return number(digits) * millisPerUnit / denominator;
    }

    private static long number(String digits) {
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Digits with at most one point among them. */
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
