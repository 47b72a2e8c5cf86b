package io.mqkeep.session;

import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.QoS;
import org.jspecify.annotations.Nullable;

/** CONNACK properties that differ from the standard's defaults in one thing. */
final class ServerSays {
    private ServerSays() {}

    static ConnAckProperties receiveMaximum(int maximum) {
        return properties(null, maximum, QoS.EXACTLY_ONCE, true, null, null);
    }

    static ConnAckProperties maximumQoS(QoS maximum) {
        return properties(null, 65_535, maximum, true, null, null);
    }

    static ConnAckProperties noRetain() {
        return properties(null, 65_535, QoS.EXACTLY_ONCE, false, null, null);
    }

    static ConnAckProperties maximumPacketSize(long maximum) {
        return properties(null, 65_535, QoS.EXACTLY_ONCE, true, maximum, null);
    }

    static ConnAckProperties sessionExpiry(long seconds) {
        return properties(seconds, 65_535, QoS.EXACTLY_ONCE, true, null, null);
    }

    static ConnAckProperties keepAlive(int seconds) {
        return properties(null, 65_535, QoS.EXACTLY_ONCE, true, null, seconds);
    }

    static ConnAckProperties properties(
            @Nullable Long sessionExpiryInterval,
            int receiveMaximum,
            QoS maximumQoS,
            boolean retainAvailable,
            @Nullable Long maximumPacketSize,
            @Nullable Integer serverKeepAlive) {
        ConnAckProperties standard = ConnAckProperties.DEFAULT;
        return new ConnAckProperties(
                sessionExpiryInterval,
                receiveMaximum,
                maximumQoS,
                retainAvailable,
                maximumPacketSize,
                null,
                standard.topicAliasMaximum(),
                null,
                standard.userProperties(),
                standard.wildcardSubscriptionAvailable(),
                standard.subscriptionIdentifiersAvailable(),
                standard.sharedSubscriptionAvailable(),
                serverKeepAlive,
                null,
                null,
                null,
                null);
    }
}
