package io.mqkeep.protocol;

import java.util.List;

/**
 * Asks the server to end subscriptions (3.10 of both versions).
 *
 * @param filters at least one, each compared with the subscribed ones character by character ([MQTT-3.10.3-2])
 */
public record Unsubscribe(int packetId, List<String> filters, List<UserProperty> userProperties) implements Packet {

    public Unsubscribe {
        Packet.checkedPacketId(packetId);
        filters = List.copyOf(filters);
        userProperties = List.copyOf(userProperties);
    }

    @Override
    public PacketType type() {
        return PacketType.UNSUBSCRIBE;
    }

    /** Returns how many bytes this packet takes on the wire in MQTT 5; 3.1.1 knows no limit to hold it against. */
    public long encodedSize() {
        long payload = 0;
        for (String filter : filters) {
            payload += 2L + Utf8.length(filter);
        }
        return WireSize.request(WireSize.userProperties(userProperties), payload);
    }
}
