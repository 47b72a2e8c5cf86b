package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.subscribe.JsonMatch;
import io.mqkeep.session.Reader;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When reading ends. */
@Heading("When to end")
public final class EndingOptions {
    private static final Duration RETAINED_IDLE = Duration.ofSeconds(1);

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "End when no message has come for this time; a limit as --duration is.")
    private @Nullable Duration idle;

    @Option(
            names = "--until-match",
            paramLabel = "REGEX",
            description = "End with the first message in whose payload this matches (a Java regular expression).")
    private @Nullable String untilMatch;

    @Option(
            names = "--until-json",
            paramLabel = "POINTER=VALUE",
            description = "End with the first message whose payload is JSON and has this value at this JSON pointer,"
                    + " such as /state=done or /sensors/0/ok=true.")
    private @Nullable String untilJson;

    @Option(
            names = {"-E", "--exit-when-subscribed"},
            description = "Subscribe and end: nothing is read. With a session the server keeps messages from then on.")
    private boolean atOnce;

    /**
     * Returns what was asked, checked.
     *
     * @throws Failure when options don't go together, or are not understood
     */
    public Ending ending(Selection selection, @Nullable Long count, @Nullable Duration duration) {
        if (untilMatch != null && untilJson != null) {
            throw Failure.usage("--until-match and --until-json: only one of them can be the end");
        }
        if (atOnce && (count != null || duration != null || idle != null || untilMatch != null || untilJson != null)) {
            throw Failure.usage("--exit-when-subscribed reads nothing: there is no other end to wait for");
        }
        Duration meant = idle == null && selection.retained() == Reader.Retained.ONLY ? RETAINED_IDLE : idle;
        return new Ending(count, duration, meant, pattern(), json(), atOnce);
    }

    private @Nullable Pattern pattern() {
        if (untilMatch == null) {
            return null;
        }
        try {
            return Pattern.compile(untilMatch);
        } catch (PatternSyntaxException e) {
            throw Failure.usage("--until-match: '" + untilMatch + "' is not a regular expression: " + e.getDescription()
                    + (e.getIndex() < 0 ? "" : " (at character " + (e.getIndex() + 1) + ")"));
        }
    }

    private @Nullable JsonMatch json() {
        if (untilJson == null) {
            return null;
        }
        try {
            return JsonMatch.parse(untilJson);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--until-json: " + e.getMessage());
        }
    }
}
