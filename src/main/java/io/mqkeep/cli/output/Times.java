package io.mqkeep.cli.output;

import io.mqkeep.protocol.Connect.ConnectProperties;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** Moments and lengths of time as text. */
public final class Times {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    /** Returns a moment as ISO-8601 in UTC with milliseconds; {@link Long#MAX_VALUE} is {@code never}. */
    public static String instant(long epochMillis) {
        return epochMillis == Long.MAX_VALUE ? "never" : MILLIS.format(Instant.ofEpochMilli(epochMillis));
    }

    static @Nullable String instant(@Nullable Long epochMillis) {
        return epochMillis == null ? null : instant(epochMillis.longValue());
    }

    /** Returns a length of time in its largest whole unit: {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
    public static String length(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 2 * 86_400) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " d";
    }

    /** Returns a length of time as it is said in a sentence: {@code 30 s}, {@code 0.5 s}. */
    public static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }

    /** Returns an interval of the protocol as people write it: {@code 7d}, {@code 90s}, {@code never}. */
    public static String interval(long seconds) {
        if (seconds == ConnectProperties.EXPIRES_NEVER) {
            return "never";
        }
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds > 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        if (seconds > 0 && seconds % 60 == 0) {
            return seconds / 60 + "m";
        }
        return seconds + "s";
    }
}
