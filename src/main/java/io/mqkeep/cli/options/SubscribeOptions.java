package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.protocol.QoS;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which QoS to read, for how long, and where to print it. */
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
            MessageFormat format,
            StreamOptions stream,
            HandlerOptions handlers,
            @Nullable SessionRequest session,
            Path directory) {
        if (filters.all().isEmpty() && session == null) {
            throw Failure.usage("--topic is missing: without a session there is nothing to read");
        }
        Selection selection = selecting.selection();
        HandlerRequest handler = handlers.request();
        if (handler != null && (format instanceof MessageFormat.Json || output != null || stream.countByTopic())) {
            throw Failure.usage("--exec prints what the command prints, and no messages: there is no room for "
                    + (format instanceof MessageFormat.Json
                            ? "--json"
                            : output != null ? "--output" : "--count-by-topic"));
        }
        if (stream.countByTopic() && output != null) {
            throw Failure.usage("--count-by-topic and --output: a count is no message to append");
        }
        return new SubscribeRequest(
                filters.all(),
                subscription,
                qos,
                selection,
                endings.ending(selection, count, duration),
                format,
                output == null ? null : directory.resolve(output),
                handler,
                stream.countByTopic(),
                stream.buffered());
    }
}
