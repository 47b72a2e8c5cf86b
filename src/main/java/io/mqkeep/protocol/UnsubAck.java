package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to UNSUBSCRIBE (3.11 of both versions).
 *
 * @param reasonCodes one for each filter in the order asked; empty in MQTT 3.1.1, whose UNSUBACK has none
 */
public record UnsubAck(
        int packetId,
        List<ReasonCode> reasonCodes,
        @Nullable String reasonString,
        List<UserProperty> userProperties) implements Packet {

    public UnsubAck {
        Packet.checkedPacketId(packetId);
        reasonCodes = List.copyOf(reasonCodes);
        userProperties = List.copyOf(userProperties);
    }

    @Override
    public PacketType type() {
        return PacketType.UNSUBACK;
    }
}
