package io.mqkeep.protocol;

/** The server's answer to PINGREQ (3.13 of both versions). */
public record PingResp() implements Packet {
    @Override
    public PacketType type() {
        return PacketType.PINGRESP;
    }
}
