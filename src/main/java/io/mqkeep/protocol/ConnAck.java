package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's answer to CONNECT (3.2 of both versions).
 *
 * @param reasonCode the return codes of MQTT 3.1.1 are given as the MQTT 5 reason codes that mean the same
 */
public record ConnAck(boolean sessionPresent, ReasonCode reasonCode, ConnAckProperties properties) implements Packet {

    @Override
    public PacketType type() {
        return PacketType.CONNACK;
    }

    /**
     * What the server says of itself (5.0: 3.2.2.3). Where a property is absent its default of the standard stands
     * here; what has no default is null. A 3.1.1 server says none of it.
     *
     * @param sessionExpiryInterval seconds the server uses in place of those asked for, or null when it takes those
     * @param receiveMaximum 1 to 65,535 PUBLISHes with QoS 1 or 2 at a time
     * @param maximumPacketSize bytes, or null for no limit but the protocol's
     * @param serverKeepAlive seconds to use in place of those asked for, or null
     */
    public record ConnAckProperties(
            @Nullable Long sessionExpiryInterval,
            int receiveMaximum,
            QoS maximumQoS,
            boolean retainAvailable,
            @Nullable Long maximumPacketSize,
            @Nullable String assignedClientIdentifier,
            int topicAliasMaximum,
            @Nullable String reasonString,
            List<UserProperty> userProperties,
            boolean wildcardSubscriptionAvailable,
            boolean subscriptionIdentifiersAvailable,
            boolean sharedSubscriptionAvailable,
            @Nullable Integer serverKeepAlive,
            @Nullable String responseInformation,
            @Nullable String serverReference,
            @Nullable String authenticationMethod,
            @Nullable Binary authenticationData) {

        public static final ConnAckProperties DEFAULT = new ConnAckProperties(
                null,
                65_535,
                QoS.EXACTLY_ONCE,
                true,
                null,
                null,
                0,
                null,
                List.of(),
                true,
                true,
                true,
                null,
                null,
                null,
                null,
                null);

        public ConnAckProperties {
            userProperties = List.copyOf(userProperties);
        }
    }
}
