package io.mqkeep.session;

import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the server that a message goes beyond (5.0: [MQTT-3.2.2-11], [MQTT-3.2.2-14], [MQTT-3.2.2-15]).
 *
 * @param needs the message's QoS, or the bytes of its packet; 0 when it is to be retained
 * @param takes the most of that the server takes
 */
public record ServerLimit(Kind kind, long needs, long takes) {

    /** Which limit. */
    public enum Kind {
        MAXIMUM_QOS,
        RETAIN_AVAILABLE,
        MAXIMUM_PACKET_SIZE
    }

    /** Returns what the limit is, as the end of a sentence about the message. */
    public String words() {
        return switch (kind) {
            case MAXIMUM_QOS -> "has QoS " + needs + ", and the server takes at most QoS " + takes;
            case RETAIN_AVAILABLE -> "is to be retained, and the server does not retain messages";
            case MAXIMUM_PACKET_SIZE -> "needs a packet of " + needs + " bytes, and the server takes at most " + takes;
        };
    }

    /**
     * Returns what the server would answer to a subscription, by what it said in CONNACK, or null when it takes such. It
     * is not asked then: it would end the connection (5.0: 3.2.2.3.11 to 3.2.2.3.13).
     */
    static @Nullable ReasonCode against(Subscription subscription, ConnAckProperties server) {
        String filter = subscription.filter();
        if (!server.sharedSubscriptionAvailable() && TopicFilter.isShared(filter)) {
            return ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED;
        }
        if (!server.subscriptionIdentifiersAvailable() && subscription.subscriptionIdentifier() != 0) {
            return ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED;
        }
        boolean wildcard = filter.indexOf('#') >= 0 || filter.indexOf('+') >= 0;
        return wildcard && !server.wildcardSubscriptionAvailable()
                ? ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED
                : null;
    }

    /** Returns the limit that keeps a server with these properties from taking a message, or null when it can. */
    public static @Nullable ServerLimit against(Message message, ConnAckProperties server, MqttVersion version) {
        if (message.qos().compareTo(server.maximumQoS()) > 0) {
            return new ServerLimit(
                    Kind.MAXIMUM_QOS,
                    message.qos().number(),
                    server.maximumQoS().number());
        }
        if (message.retain() && !server.retainAvailable()) {
            return new ServerLimit(Kind.RETAIN_AVAILABLE, 0, 0);
        }
        Long maximum = server.maximumPacketSize();
        if (maximum != null) {
            long size = new Publish(message.qos() == QoS.AT_MOST_ONCE ? 0 : 1, false, message).encodedSize(version);
            if (size > maximum) {
                return new ServerLimit(Kind.MAXIMUM_PACKET_SIZE, size, maximum);
            }
        }
        return null;
    }
}
