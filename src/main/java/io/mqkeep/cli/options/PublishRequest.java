package io.mqkeep.cli.options;

import io.mqkeep.protocol.QoS;
import org.jspecify.annotations.Nullable;

/**
 * What was asked to be published.
 *
 * @param topic empty when every message says its own
 * @param qos null when not said: 2 with a session, else 0, and never more than the server takes
 * @param offline whether it is only queued
 * @param key the idempotency key, or null
 * @param shape how messages are made, and how fast they go out
 */
public record PublishRequest(
        String topic,
        PayloadSource payload,
        @Nullable QoS qos,
        boolean retain,
        boolean offline,
        @Nullable String key,
        PublishShape shape) {

    /** Says whether there is one message, and no more. */
    public boolean isOne() {
        return !(payload instanceof PayloadSource.Lines) && shape.repeat() == 1;
    }

    /** Returns the QoS that is meant. */
    public QoS qosOrDefault(boolean withSession) {
        if (qos != null) {
            return qos;
        }
        return withSession ? QoS.EXACTLY_ONCE : QoS.AT_MOST_ONCE;
    }
}
