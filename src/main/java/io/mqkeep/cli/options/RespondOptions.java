package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.session.Reader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which questions to answer. */
@Heading("Message options")
public final class RespondOptions {
    @Option(
            names = {"-q", "--qos"},
            paramLabel = "0|1|2",
            converter = Converters.QualityOfService.class,
            description = "The most the server may send with; an answer has the QoS of its question. Default: 1, or 2"
                    + " with a session.")
    private @Nullable QoS qos;

    @Option(
            names = {"-C", "--count"},
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "End after this many questions.")
    private @Nullable Long count;

    @Option(
            names = {"-W", "--duration"},
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "End after this time. With --count it is a limit: fewer questions are a failure then.")
    private @Nullable Duration duration;

    @Option(
            names = {"-e", "--response-topic"},
            paramLabel = "TOPIC",
            converter = PropertyConverters.ResponseTopic.class,
            description = "Where an answer goes when its question does not say. In MQTT 3.1.1 none does.")
    private @Nullable String responseTopic;

    /** Returns where an answer goes whose question does not say, or null. */
    public @Nullable String responseTopic() {
        return responseTopic;
    }

    /**
     * Returns what is to be read.
     *
     * @throws Failure when there is nothing to read, no command to answer, or the answers would be read too
     */
    public SubscribeRequest request(FilterOptions filters, HandlerOptions handlers, boolean session) {
        HandlerRequest handler = handlers.request();
        if (handler == null) {
            throw Failure.usage("--exec is missing: what the command prints is the answer");
        }
        if (filters.all().isEmpty() && !session) {
            throw Failure.usage("--topic is missing: without a session there is nothing to read");
        }
        for (String filter : filters.all()) {
            if (responseTopic != null && TopicFilter.matches(filter, responseTopic)) {
                throw Failure.usage("--response-topic '" + responseTopic + "' is itself in '" + filter
                        + "': every answer would be another question");
            }
        }
        return new SubscribeRequest(
                filters.all(),
                SubscriptionChoice.NONE,
                qos == null && !session ? QoS.AT_LEAST_ONCE : qos,
                new Selection(List.of(), Reader.Retained.COUNTED, false, List.of()),
                new Ending(count, duration, null, null, null, false),
                new MessageFormat.Plain(false, true, true),
                null,
                handler,
                false,
                false);
    }
}
