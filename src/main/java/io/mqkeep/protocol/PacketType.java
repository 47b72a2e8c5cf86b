package io.mqkeep.protocol;

/** The MQTT Control Packet types (2.1.2 of 5.0, 2.2.1 of 3.1.1), named as the standard writes them. */
public enum PacketType {
    CONNECT,
    CONNACK,
    PUBLISH,
    PUBACK,
    PUBREC,
    PUBREL,
    PUBCOMP,
    SUBSCRIBE,
    SUBACK,
    UNSUBSCRIBE,
    UNSUBACK,
    PINGREQ,
    PINGRESP,
    DISCONNECT,
    AUTH;

    /** Returns the number in the first four bits of the fixed header, 1 to 15. */
    public int number() {
        return ordinal() + 1;
    }
}
