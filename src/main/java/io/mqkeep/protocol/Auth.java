package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of enhanced authentication (5.0: 3.15); MQTT 3.1.1 has no such packet. */
public record Auth(
        ReasonCode reasonCode,
        @Nullable String authenticationMethod,
        @Nullable Binary authenticationData,
        @Nullable String reasonString,
        List<UserProperty> userProperties)
        implements Packet {

    public Auth {
        userProperties = List.copyOf(userProperties);
    }

    @Override
    public PacketType type() {
        return PacketType.AUTH;
    }

    /** Leaves the authentication data out: it may be a secret. */
    @Override
    public String toString() {
        return "Auth[reasonCode=" + reasonCode + ", authenticationMethod=" + authenticationMethod + "]";
    }
}
