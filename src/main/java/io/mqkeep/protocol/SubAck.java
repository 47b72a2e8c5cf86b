package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to SUBSCRIBE (3.9 of both versions).
 *
 * @param reasonCodes one for each subscription asked for, in their order: a granted QoS or a refusal
 */
public record SubAck(
        int packetId,
        List<ReasonCode> reasonCodes,
        @Nullable String reasonString,
        List<UserProperty> userProperties) implements Packet {

    public SubAck {
        Packet.checkedPacketId(packetId);
        reasonCodes = List.copyOf(reasonCodes);
        userProperties = List.copyOf(userProperties);
    }

    @Override
    public PacketType type() {
        return PacketType.SUBACK;
    }
}
