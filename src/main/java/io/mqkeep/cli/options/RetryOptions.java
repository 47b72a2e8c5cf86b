package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.client.Reconnect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is tried again, and how often: commands that may run for long have these. */
@Heading("Retry options")
public final class RetryOptions {
    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Converters.Wait.class,
            description = "Try again until the server is there at first, but not longer than this. Default: try once.")
    private @Nullable Duration wait;

    @Option(
            names = "--reconnect-limit",
            paramLabel = "N",
            converter = Converters.Attempts.class,
            description = "When the connection is lost, give up after this many attempts in a row. Default: never for"
                    + " sub, pub --stdin-line and connect --stay, at once for others.")
    private @Nullable Integer limit;

    @Option(
            names = "--reconnect-delay",
            paramLabel = "MIN[:MAX]",
            converter = Converters.Delay.class,
            description =
                    "Pause MIN before the first attempt and twice as long before each further one, MAX at most; up"
                            + " to half of a pause is left out at random. Default: 1s:60s.")
    private @Nullable ReconnectDelay delay;

    @Option(names = "--no-reconnect", description = "A lost connection is the end: the same as --reconnect-limit 0.")
    private boolean never;

    @Option(
            names = "--republish-interval",
            paramLabel = "TIME",
            converter = Converters.Wait.class,
            description = "Send what is not acknowledged for so long again on the same connection: MQTT 3.1.1 only."
                    + " With QoS 1 it may arrive twice by that. Default: never.")
    private @Nullable Duration republish;

    /**
     * Returns what was asked, checked.
     *
     * @param options null when none of these was given
     * @param longRun whether this command makes a lost connection again when nothing was said about it
     * @throws Failure when options don't go together
     */
    public static RetryRequest request(@Nullable RetryOptions options, boolean longRun) {
        return (options == null ? new RetryOptions() : options).request(longRun);
    }

    private RetryRequest request(boolean longRun) {
        if (never && (limit != null || delay != null)) {
            throw Failure.usage("--no-reconnect and " + (limit != null ? "--reconnect-limit" : "--reconnect-delay")
                    + " contradict each other");
        }
        boolean wanted = !never && (longRun || limit != null || delay != null);
        ReconnectDelay pauses = delay == null ? ReconnectDelay.DEFAULT : delay;
        Reconnect reconnect = wanted
                ? new Reconnect(
                        limit == null ? Reconnect.UNLIMITED : limit,
                        pauses.first().toMillis(),
                        pauses.longest().toMillis())
                : Reconnect.NEVER;
        return new RetryRequest(reconnect, wait, republish);
    }
}
