package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last packet of a connection (3.14 of both versions). In MQTT 3.1.1 only the client sends it, and it is empty.
 *
 * @param sessionExpiryInterval seconds that replace those of CONNECT, or null; only from the client ([MQTT-3.14.2-2])
 * @param serverReference another server to use, or null; only from the server
 */
public record Disconnect(
        ReasonCode reasonCode,
        @Nullable Long sessionExpiryInterval,
        @Nullable String reasonString,
        List<UserProperty> userProperties,
        @Nullable String serverReference)
        implements Packet {

    public Disconnect {
        userProperties = List.copyOf(userProperties);
    }

    public Disconnect(ReasonCode reasonCode) {
        this(reasonCode, null, null, List.of(), null);
    }

    /** Leaves in good order: the server drops the Will. */
    public static Disconnect normal() {
        return new Disconnect(ReasonCode.SUCCESS);
    }

    /** Leaves in good order and asks the server to end the session at once. In MQTT 3.1.1 this can't be asked. */
    public static Disconnect endingSession() {
        return new Disconnect(ReasonCode.SUCCESS, 0L, null, List.of(), null);
    }

    @Override
    public PacketType type() {
        return PacketType.DISCONNECT;
    }
}
