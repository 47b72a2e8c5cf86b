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
}
