package io.mqkeep.cli.options;

import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.protocol.QoS;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked to be read.
 *
 * @param filters none means the session's own subscriptions
 * @param subscription what was asked about all of them
 * @param qos null when not said: 2 with a session, else 0
 * @param output the file to append to, or null for standard output
 * @param handler what messages are handed to instead of being printed, or null
 * @param countByTopic whether they are counted instead of being printed
 * @param buffered whether several messages may leave in one write
 */
public record SubscribeRequest(
        List<String> filters,
        SubscriptionChoice subscription,
        @Nullable QoS qos,
        Selection selection,
        Ending ending,
        MessageFormat format,
        @Nullable Path output,
        @Nullable HandlerRequest handler,
        boolean countByTopic,
        boolean buffered) {

    public SubscribeRequest {
        filters = List.copyOf(filters);
    }

    /** Returns the QoS that is meant. */
    public QoS qosOrDefault(boolean withSession) {
        if (qos != null) {
            return qos;
        }
        return withSession ? QoS.EXACTLY_ONCE : QoS.AT_MOST_ONCE;
    }
}
