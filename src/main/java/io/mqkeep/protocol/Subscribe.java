package io.mqkeep.protocol;

import java.util.List;

/**
 * Asks for subscriptions (3.8 of both versions).
 *
 * @param subscriptions at least one ([MQTT-3.8.3-2]); all with the same subscription identifier, since the packet has
 *     room for one only
 */
public record Subscribe(int packetId, List<Subscription> subscriptions, List<UserProperty> userProperties)
        implements Packet {

    public Subscribe {
        Packet.checkedPacketId(packetId);
        subscriptions = List.copyOf(subscriptions);
        userProperties = List.copyOf(userProperties);
    }

    @Override
    public PacketType type() {
        return PacketType.SUBSCRIBE;
    }

    /** Returns how many bytes this packet takes on the wire in MQTT 5; 3.1.1 knows no limit to hold it against. */
    public long encodedSize() {
        int identifier = subscriptions.getFirst().subscriptionIdentifier();
        long properties = WireSize.userProperties(userProperties)
                + (identifier == 0 ? 0 : 1 + WireSize.variableByteInteger(identifier));
        long payload = 0;
        for (Subscription subscription : subscriptions) {
            payload += 3L + Utf8.length(subscription.filter());
        }
        return WireSize.request(properties, payload);
    }
}
