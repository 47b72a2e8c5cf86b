package io.mqkeep.protocol;

/** The MQTT Control Packet types (2.1.2 of 5.0, 2.2.1 of 3.1.1), named as the standard writes them. */
public enum PacketType {
    CONNECT(1),
    CONNACK(2),
    PUBLISH(3),
    PUBACK(4),
    PUBREC(5),
    PUBREL(6),
    PUBCOMP(7),
    SUBSCRIBE(8),
    SUBACK(9),
    UNSUBSCRIBE(10),
    UNSUBACK(11),
    PINGREQ(12),
    PINGRESP(13),
    DISCONNECT(14),
    AUTH(15);

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    /** Returns the number in the first four bits of the fixed header, 1 to 15. */
    public int number() {
        return number;
    }
}
