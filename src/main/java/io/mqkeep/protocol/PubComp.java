package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last packet of a QoS 2 handshake (3.7 of both versions). */
public record PubComp(
        int packetId, ReasonCode reasonCode, @Nullable String reasonString, List<UserProperty> userProperties)
        implements Acknowledgement {

    public PubComp {
        Packet.checkedPacketId(packetId);
        userProperties = List.copyOf(userProperties);
    }

    public PubComp(int packetId) {
        this(packetId, ReasonCode.SUCCESS, null, List.of());
    }

    public PubComp(int packetId, ReasonCode reasonCode) {
        this(packetId, reasonCode, null, List.of());
    }

    @Override
    public PacketType type() {
        return PacketType.PUBCOMP;
    }
}
