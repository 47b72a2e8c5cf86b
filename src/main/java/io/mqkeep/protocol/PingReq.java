package io.mqkeep.protocol;

/** Says that the client is there, when it has had nothing else to say (3.12 of both versions). */
public record PingReq() implements Packet {
    @Override
    public PacketType type() {
        return PacketType.PINGREQ;
    }
}
