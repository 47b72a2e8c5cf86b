package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.protocol.QoS;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which QoS to read, and where and how to print it. */
@Heading("Message options")
public final class SubscribeOptions {
    @Option(
            names = {"-q", "--qos"},
            paramLabel = "0|1|2",
            converter = Converters.QualityOfService.class,
            description = "The most the server may send with. Default: 0, or 2 with a session.")
    private @Nullable QoS qos;

    @Option(
            names = {"-C", "--count"},
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "End after this many messages. With a session, not one more is taken from the server.")
    private @Nullable Long count;

    @Option(
            names = {"-W", "--duration"},
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "End after this time, also written 500ms, 5m, 1h. With --count or --until-... it is a limit:"
                    + " fewer messages are a failure then (exit status 4).")
    private @Nullable Duration duration;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print the topic and a space before the payload.")
    private boolean verbose;

    @Option(
            names = {"-N", "--no-newline"},
            description = "Print no line end after the payload.")
    private boolean noNewline;

    @Option(
            names = "--raw",
            description = "Let a terminal have every byte as it came, also those that it obeys instead of showing. A"
                    + " pipe or a file always has.")
    private boolean raw;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Append to this file instead of standard output.")
    private @Nullable Path output;

    /**
     * Returns what was asked, checked.
     *
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together
     */
    public SubscribeRequest request(
            FilterOptions filters,
            SubscriptionChoice subscription,
            SelectionOptions selecting,
            EndingOptions endings,
            FormatOptions formats,
            HandlerOptions handlers,
            boolean json,
            @Nullable SessionRequest session,
            Path directory) {
        if (json && verbose) {
            throw Failure.usage("--json and --verbose: the JSON object already has the topic");
        }
        if (json && noNewline) {
            throw Failure.usage("--json and --no-newline: every JSON object is a line");
        }
        if (json && raw) {
            throw Failure.usage("--json and --raw: JSON writes control characters its own way");
        }
        if (filters.all().isEmpty() && session == null) {
            throw Failure.usage("--topic is missing: without a session there is nothing to read");
        }
        Selection selection = selecting.selection();
        HandlerRequest handler = handlers.request();
        if (handler != null && (json || output != null || formats.countByTopic())) {
            throw Failure.usage("--exec prints what the command prints, and no messages: there is no room for "
                    + (json ? "--json" : output != null ? "--output" : "--count-by-topic"));
        }
        if (formats.countByTopic() && output != null) {
            throw Failure.usage("--count-by-topic and --output: a count is no message to append");
        }
        return new SubscribeRequest(
                filters.all(),
                subscription,
                qos,
                selection,
                endings.ending(selection, count, duration),
                formats.format(new MessageFormat.Plain(verbose, !noNewline, raw), json),
                output == null ? null : directory.resolve(output),
                handler,
                formats.countByTopic(),
                formats.buffered());
    }
}
