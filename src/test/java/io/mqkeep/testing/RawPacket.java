package io.mqkeep.testing;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A control packet as it was on the wire, with readers for what tests ask about. A reader that does not fit the packet's
 * type fails with an exception, as does a packet that is too short for it.
 */
public final class RawPacket {
    private final MqttVersion version;
    private final int firstByte;
    private final byte[] body;

    private RawPacket(MqttVersion version, int firstByte, byte[] body) {
        this.version = version;
        this.firstByte = firstByte;
        this.body = body;
    }

    /** A property of MQTT 5 with the bytes of its value (texts and binary data without their length). */
    public record Property(int id, List<Byte> value) {
        /** Returns the value as an unsigned number. */
        public long number() {
            long number = 0;
            for (byte b : value) {
                number = number << 8 | (b & 0xFF);
            }
            return number;
        }

        /** Returns the value as text. */
        public String text() {
            byte[] bytes = new byte[value.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = value.get(i);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads the next packet.
     *
     * @param version the version of the connection; a CONNECT speaks for itself
     * @return null when the stream ends before a packet begins
     * @throws EOFException when it ends within a packet
     */
    public static @Nullable RawPacket read(InputStream in, MqttVersion version) throws IOException {
        int firstByte = in.read();
        if (firstByte < 0) {
            return null;
        }
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.read();
            if (digit < 0 || shift > 21) {
                throw new EOFException("a packet broke off in its Remaining Length");
            }
            length |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                break;
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("a packet broke off after " + body.length + " of " + length + " bytes");
        }
        RawPacket packet = new RawPacket(version, firstByte, body);
        boolean speaksForItself = firstByte >> 4 == PacketType.CONNECT.number() && body.length > 6;
        return speaksForItself
                ? new RawPacket(body[6] == 5 ? MqttVersion.V5 : MqttVersion.V3_1_1, firstByte, body)
                : packet;
    }

    public MqttVersion version() {
        return version;
    }

    public PacketType type() {
        for (PacketType type : PacketType.values()) {
            if (type.number() == firstByte >> 4) {
                return type;
            }
        }
        throw new IllegalStateException("no packet type begins with byte " + Integer.toHexString(firstByte));
    }

    /** Returns the first byte: the type and its flags. */
    public int firstByte() {
        return firstByte;
    }

    public boolean dup() {
        return (firstByte & 0x08) != 0;
    }

    public int qos() {
        return firstByte >> 1 & 0x03;
    }

    public boolean retain() {
        return (firstByte & 0x01) != 0;
    }

    /** Returns everything after the fixed header. */
    public byte[] body() {
        return body.clone();
    }

    /** Returns the whole packet. */
    public byte[] bytes() {
        return RawPackets.packet(firstByte, body);
    }

    /** Returns the packet identifier. */
    public int packetId() {
        ByteBuffer in = ByteBuffer.wrap(body);
        switch (type()) {
            case PUBLISH -> {
                if (qos() == 0) {
                    throw new IllegalStateException("a QoS 0 PUBLISH has no packet identifier: " + this);
                }
                text(in);
            }
            case PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK -> {}
            case CONNECT, CONNACK, PINGREQ, PINGRESP, DISCONNECT, AUTH ->
                throw new IllegalStateException(type() + " has no packet identifier");
        }
        return in.getShort() & 0xFFFF;
    }

    /** Returns the topic of a PUBLISH. */
    public String topic() {
        expectType(PacketType.PUBLISH);
        return text(ByteBuffer.wrap(body));
    }

    /** Returns the payload of a PUBLISH. */
    public byte[] payload() {
        ByteBuffer in = afterProperties();
        expectType(PacketType.PUBLISH);
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return payload;
    }

    /** Returns the payload of a PUBLISH as text. */
    public String payloadText() {
        return new String(payload(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the reason code of an acknowledgement, DISCONNECT, AUTH or CONNACK; 0 when it is left out. The codes of
     * SUBACK and UNSUBACK are {@link #codes()}.
     */
    public int reasonCode() {
        int at = switch (type()) {
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> 2;
            case DISCONNECT, AUTH -> 0;
            case CONNACK -> 1;
            case CONNECT, PUBLISH, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP ->
                throw new IllegalStateException(type() + " has no single reason code");
        };
        return at < body.length ? body[at] & 0xFF : 0;
    }

    /** Returns the codes of SUBACK or UNSUBACK. */
    public List<Integer> codes() {
        ByteBuffer in = afterProperties();
        List<Integer> codes = new ArrayList<>();
        while (in.hasRemaining()) {
            codes.add(in.get() & 0xFF);
        }
        return codes;
    }

    /** Returns the topic filters of SUBSCRIBE or UNSUBSCRIBE. */
    public List<String> filters() {
        ByteBuffer in = afterProperties();
        List<String> filters = new ArrayList<>();
        while (in.hasRemaining()) {
            filters.add(text(in));
            if (type() == PacketType.SUBSCRIBE) {
                in.get();
            }
        }
        return filters;
    }

    /** Returns the Subscription Options of SUBSCRIBE, one byte for each filter. */
    public List<Integer> subscriptionOptions() {
        expectType(PacketType.SUBSCRIBE);
        ByteBuffer in = afterProperties();
        List<Integer> options = new ArrayList<>();
        while (in.hasRemaining()) {
            text(in);
            options.add(in.get() & 0xFF);
        }
        return options;
    }

    /** Returns the Connect Flags of CONNECT. */
    public int connectFlags() {
        expectType(PacketType.CONNECT);
        return body[7] & 0xFF;
    }

    /** Returns Clean Start of CONNECT (Clean Session in MQTT 3.1.1). */
    public boolean cleanStart() {
        return (connectFlags() & 0x02) != 0;
    }

    /** Returns the keep alive of CONNECT in seconds. */
    public int keepAlive() {
        expectType(PacketType.CONNECT);
        return (body[8] & 0xFF) << 8 | (body[9] & 0xFF);
    }

    /** Returns the client identifier of CONNECT. */
    public String clientId() {
        expectType(PacketType.CONNECT);
        return text(afterProperties());
    }

    /** Returns the properties in the order sent; none in MQTT 3.1.1. */
    public List<Property> properties() {
        List<Property> properties = new ArrayList<>();
        read(properties);
        return properties;
    }

    /** Returns the first property with this identifier ({@link RawProperties} has the names), or null. */
    public @Nullable Property property(int id) {
        return properties().stream()
                .filter(property -> property.id == id)
                .findFirst()
                .orElse(null);
    }

    private ByteBuffer afterProperties() {
        return read(new ArrayList<>());
    }

    private ByteBuffer read(List<Property> properties) {
        ByteBuffer in = ByteBuffer.wrap(body);
        switch (type()) {
            case CONNECT -> in.position(10);
            case CONNACK -> in.position(2);
            case PUBLISH -> {
                text(in);
                in.position(in.position() + (qos() == 0 ? 0 : 2));
            }
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> in.position(Math.min(3, body.length));
            case SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK -> in.position(2);
            case DISCONNECT, AUTH -> in.position(Math.min(1, body.length));
            case PINGREQ, PINGRESP -> {}
        }
        if (version == MqttVersion.V5 && in.hasRemaining()) {
            int end = variableByteInteger(in);
            end += in.position();
            while (in.position() < end) {
                properties.add(property(in));
            }
        }
        return in;
    }

    private static Property property(ByteBuffer in) {
        int id = in.get();
        byte[] value = switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A -> bytes(in, 1);
            case 0x13, 0x21, 0x22, 0x23 -> bytes(in, 2);
            case 0x02, 0x11, 0x18, 0x27 -> bytes(in, 4);
            case 0x0B -> Bytes.number(variableByteInteger(in), 4);
            // The two texts of a User Property are shown as "name=value".
            case 0x26 -> (text(in) + "=" + text(in)).getBytes(StandardCharsets.UTF_8);
            default -> bytes(in, in.getShort() & 0xFFFF);
        };
        List<Byte> boxed = new ArrayList<>();
        for (byte b : value) {
            boxed.add(b);
        }
        return new Property(id, List.copyOf(boxed));
    }

    private static int variableByteInteger(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte digit = in.get();
            value |= (digit & 0x7F) << shift;
            if (digit >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, in.getShort() & 0xFFFF), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private void expectType(PacketType expected) {
        if (type() != expected) {
            throw new IllegalStateException("not a " + expected + ": " + this);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawPacket that && firstByte == that.firstByte && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * firstByte + Arrays.hashCode(body);
    }

    /** Returns the type and the first bytes, for failed tests. */
    @Override
    public String toString() {
        byte[] bytes = bytes();
        int shown = Math.min(bytes.length, 48);
        return type() + " [" + Bytes.toHex(Arrays.copyOf(bytes, shown)) + (shown < bytes.length ? " …]" : "]");
    }
}
