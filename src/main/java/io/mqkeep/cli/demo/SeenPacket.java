package io.mqkeep.cli.demo;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.PacketType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A packet as it passes on the wire, read only as far as the story needs it.
 *
 * @param bodyStart where its fixed header ends
 */
record SeenPacket(PacketType type, int flags, int bodyStart, Binary whole) {

    /** Reads the next packet, or null at the end of the stream. */
    static @Nullable SeenPacket read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        byte[] header = new byte[5];
        header[0] = (byte) first;
        int length = 0;
        int size = 1;
        int digit;
        do {
            if (size == header.length) {
                throw new IOException("a remaining length of more than four bytes");
            }
            digit = in.readUnsignedByte();
            header[size] = (byte) digit;
            length |= (digit & 0x7F) << (7 * (size - 1));
            size++;
        } while (digit >= 0x80);
        byte[] bytes = new byte[size + length];
        System.arraycopy(header, 0, bytes, 0, size);
        if (in.readNBytes(bytes, size, length) < length) {
            throw new EOFException();
        }
        return new SeenPacket(typeOf(first >> 4), first & 0x0F, size, Binary.wrap(bytes));
    }

    /** Returns all of it; read only. */
    byte[] bytes() {
        return whole.array();
    }

    private static PacketType typeOf(int number) throws IOException {
        for (PacketType type : PacketType.values()) {
            if (type.number() == number) {
                return type;
            }
        }
        throw new IOException("no packet has the type " + number);
    }

    /** Returns what the story says of it. */
    String words() {
        return switch (type) {
            case PUBLISH -> {
                int qos = (flags >> 1) & 3;
                String dup = (flags & 8) != 0 ? ", DUP" : "";
                int topicLength = number(bodyStart);
                String topic = new String(bytes(), bodyStart + 2, topicLength, StandardCharsets.UTF_8);
                yield qos == 0
                        ? "PUBLISH to " + topic
                        : "PUBLISH to " + topic + ", packet id " + number(bodyStart + 2 + topicLength) + ", QoS " + qos
                                + dup;
            }
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> type + ", packet id " + number(bodyStart);
            case CONNACK -> "CONNACK, session present: " + ((bytes()[bodyStart] & 1) == 1 ? "yes" : "no");
            default -> type.toString();
        };
    }

    private int number(int at) {
        return ((bytes()[at] & 0xFF) << 8) | (bytes()[at + 1] & 0xFF);
    }
}
