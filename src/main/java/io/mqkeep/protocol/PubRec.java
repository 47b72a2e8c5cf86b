package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first answer to a PUBLISH with QoS 2: the receiver owns the message (3.5 of both versions). */
public record PubRec(
        int packetId, ReasonCode reasonCode, @Nullable String reasonString, List<UserProperty> userProperties)
        implements Acknowledgement {

    public PubRec {
        Packet.checkedPacketId(packetId);
        userProperties = List.copyOf(userProperties);
    }

    public PubRec(int packetId) {
        this(packetId, ReasonCode.SUCCESS, null, List.of());
    }

    public PubRec(int packetId, ReasonCode reasonCode) {
        this(packetId, reasonCode, null, List.of());
    }

    @Override
    public PacketType type() {
        return PacketType.PUBREC;
    }
}
