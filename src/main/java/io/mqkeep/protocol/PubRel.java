package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sender's word that it has forgotten the message and the packet identifier may be released (3.6 of both versions). */
public record PubRel(
        int packetId, ReasonCode reasonCode, @Nullable String reasonString, List<UserProperty> userProperties)
        implements Acknowledgement {

    public PubRel {
        Packet.checkedPacketId(packetId);
        userProperties = List.copyOf(userProperties);
    }

    public PubRel(int packetId) {
        this(packetId, ReasonCode.SUCCESS, null, List.of());
    }

    public PubRel(int packetId, ReasonCode reasonCode) {
        this(packetId, reasonCode, null, List.of());
    }

    @Override
    public PacketType type() {
        return PacketType.PUBREL;
    }
}
