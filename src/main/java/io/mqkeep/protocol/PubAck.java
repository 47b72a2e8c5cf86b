package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a PUBLISH with QoS 1 (3.4 of both versions). */
public record PubAck(
        int packetId, ReasonCode reasonCode, @Nullable String reasonString, List<UserProperty> userProperties)
        implements Acknowledgement {

    public PubAck {
        Packet.checkedPacketId(packetId);
        userProperties = List.copyOf(userProperties);
    }

    public PubAck(int packetId) {
        this(packetId, ReasonCode.SUCCESS, null, List.of());
    }

    public PubAck(int packetId, ReasonCode reasonCode) {
        this(packetId, reasonCode, null, List.of());
    }

    @Override
    public PacketType type() {
        return PacketType.PUBACK;
    }
}
