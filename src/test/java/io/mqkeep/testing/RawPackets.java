package io.mqkeep.testing;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import java.nio.charset.StandardCharsets;

/**
 * Control packets as bytes, built by hand in one version of the protocol. Properties and reason codes are left out in
 * {@link #V3_1_1}. Nothing is checked: tests send what the standard forbids.
 */
public final class RawPackets {
    public static final RawPackets V5 = new RawPackets(MqttVersion.V5);
    public static final RawPackets V3_1_1 = new RawPackets(MqttVersion.V3_1_1);

    private final MqttVersion version;

    private RawPackets(MqttVersion version) {
        this.version = version;
    }

    /** Returns the builder for a version. */
    public static RawPackets of(MqttVersion version) {
        return version == MqttVersion.V5 ? V5 : V3_1_1;
    }

    /** Returns a packet with a first byte of one's choice; the Remaining Length is that of the body. */
    public static byte[] packet(int firstByte, byte[]... body) {
        byte[] whole = Bytes.concat(body);
        return Bytes.concat(Bytes.number(firstByte, 1), Bytes.variableByteInteger(whole.length), whole);
    }

    public byte[] connAck(boolean sessionPresent, int code, byte[]... properties) {
        return packet(0x20, Bytes.number(sessionPresent ? 1 : 0, 1), Bytes.number(code, 1), properties(properties));
    }

    /** Returns a PUBLISH; the packet identifier is left out with QoS 0. */
    public byte[] publish(int packetId, String topic, byte[] payload, int qos, byte[]... properties) {
        return publish(0x30 | qos << 1, packetId, topic, payload, properties);
    }

    /** Returns a PUBLISH whose payload is a text. */
    public byte[] publish(int packetId, String topic, String payload, int qos, byte[]... properties) {
        return publish(packetId, topic, payload.getBytes(StandardCharsets.UTF_8), qos, properties);
    }

    /** Returns a PUBLISH with DUP set, as a server sends it again. */
    public byte[] publishAgain(int packetId, String topic, String payload, int qos, byte[]... properties) {
        return publish(0x38 | qos << 1, packetId, topic, payload.getBytes(StandardCharsets.UTF_8), properties);
    }

    /** Returns a PUBLISH that was retained. */
    public byte[] publishRetained(int packetId, String topic, String payload, int qos, byte[]... properties) {
        return publish(0x31 | qos << 1, packetId, topic, payload.getBytes(StandardCharsets.UTF_8), properties);
    }

    private byte[] publish(int firstByte, int packetId, String topic, byte[] payload, byte[]... properties) {
        byte[] id = (firstByte & 0x06) == 0 ? new byte[0] : Bytes.number(packetId, 2);
        return packet(firstByte, Bytes.text(topic), id, properties(properties), payload);
    }

    public byte[] pubAck(int packetId) {
        return packet(0x40, Bytes.number(packetId, 2));
    }

    public byte[] pubAck(int packetId, int code, byte[]... properties) {
        return acknowledgement(PacketType.PUBACK, packetId, code, properties);
    }

    public byte[] pubRec(int packetId) {
        return packet(0x50, Bytes.number(packetId, 2));
    }

    public byte[] pubRec(int packetId, int code, byte[]... properties) {
        return acknowledgement(PacketType.PUBREC, packetId, code, properties);
    }

    public byte[] pubRel(int packetId) {
        return packet(0x62, Bytes.number(packetId, 2));
    }

    public byte[] pubRel(int packetId, int code, byte[]... properties) {
        return acknowledgement(PacketType.PUBREL, packetId, code, properties);
    }

    public byte[] pubComp(int packetId) {
        return packet(0x70, Bytes.number(packetId, 2));
    }

    public byte[] pubComp(int packetId, int code, byte[]... properties) {
        return acknowledgement(PacketType.PUBCOMP, packetId, code, properties);
    }

    /** Returns one of the four acknowledgements with a reason code, which MQTT 3.1.1 leaves out. */
    public byte[] acknowledgement(PacketType type, int packetId, int code, byte[]... properties) {
        int firstByte = type.number() << 4 | (type == PacketType.PUBREL ? 0x02 : 0);
        byte[] id = Bytes.number(packetId, 2);
        return version == MqttVersion.V5
                ? packet(firstByte, id, Bytes.number(code, 1), properties(properties))
                : packet(firstByte, id);
    }

    public byte[] subAck(int packetId, int... codes) {
        return subAck(packetId, new byte[0], codes);
    }

    /** Returns a SUBACK with properties (already joined, without their length). */
    public byte[] subAck(int packetId, byte[] properties, int... codes) {
        return packet(0x90, Bytes.number(packetId, 2), properties(properties), codes(codes));
    }

    /** Returns an UNSUBACK; MQTT 3.1.1 leaves the codes out. */
    public byte[] unsubAck(int packetId, int... codes) {
        byte[] id = Bytes.number(packetId, 2);
        return version == MqttVersion.V5 ? packet(0xB0, id, properties(), codes(codes)) : packet(0xB0, id);
    }

    public byte[] pingResp() {
        return packet(0xD0);
    }

    public byte[] disconnect(int code, byte[]... properties) {
        return packet(0xE0, Bytes.number(code, 1), properties(properties));
    }

    public byte[] auth(int code, byte[]... properties) {
        return packet(0xF0, Bytes.number(code, 1), properties(properties));
    }

    private byte[] properties(byte[]... properties) {
        if (version != MqttVersion.V5) {
            return new byte[0];
        }
        byte[] all = Bytes.concat(properties);
        return Bytes.concat(Bytes.variableByteInteger(all.length), all);
    }

    private static byte[] codes(int... codes) {
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[i] = (byte) codes[i];
        }
        return bytes;
    }
}
