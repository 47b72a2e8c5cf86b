package io.mqkeep.protocol;

/** An MQTT Control Packet as a value. Which connection and which version carries it is the transport's business. */
public sealed interface Packet
        permits Acknowledgement,
                Auth,
                Connect,
                ConnAck,
                Disconnect,
                PingReq,
                PingResp,
                Publish,
                SubAck,
                Subscribe,
                UnsubAck,
                Unsubscribe {

    PacketType type();

    /** A packet identifier is two bytes and never zero ([MQTT-2.2.1-3]; in 3.1.1 [MQTT-2.3.1-1]). */
    static int checkedPacketId(int packetId) {
        if (packetId < 1 || packetId > 65_535) {
            throw new IllegalArgumentException("packet identifier " + packetId + " is not in 1 to 65535");
        }
        return packetId;
    }
}
