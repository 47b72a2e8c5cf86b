package io.mqkeep.cli.options;

import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.protocol.QoS;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked to be read.
 *
 * @param filters none means the session's own subscriptions
 * @param subscription what was asked about all of them
 * @param qos null when not said: 2 with a session, else 0
 * @param count how many messages, or null for no end
 * @param duration how long, or null for no end
 * @param output the file to append to, or null for standard output
 */
public record SubscribeRequest(
        List<String> filters,
        SubscriptionChoice subscription,
        @Nullable QoS qos,
        @Nullable Long count,
        @Nullable Duration duration,
        MessageFormat format,
        @Nullable Path output) {

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
