package io.mqkeep.cli.options;

import io.mqkeep.cli.subscribe.JsonMatch;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When reading ends.
 *
 * @param count after how many messages, or null for no end
 * @param duration after how long, or null for no end
 * @param idle after how long without a message, or null for no end
 * @param match what in a payload is the end, or null
 * @param json which value in a payload is the end, or null
 * @param atOnce whether nothing is read at all
 */
public record Ending(
        @Nullable Long count,
        @Nullable Duration duration,
        @Nullable Duration idle,
        @Nullable Pattern match,
        @Nullable JsonMatch json,
        boolean atOnce) {

    /** Says whether a message can be the last one by what is in it. */
    public boolean byContent() {
        return match != null || json != null;
    }
}
