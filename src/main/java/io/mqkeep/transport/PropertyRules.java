package io.mqkeep.transport;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ReasonCode;
import io.netty.buffer.ByteBuf;

/**
 * Which properties a packet from a server may have, and how often (5.0: 2.2.2). The codec keeps the last of two equal
 * properties and takes any property in any packet, so the bytes themselves are walked, before anything is built of them.
 */
final class PropertyRules {
    /**
     * The most User Properties and Subscription Identifiers taken in one packet. Each can be two to five bytes on the
     * wire and a hundred in memory: without a limit a packet that fits could not be decoded.
     */
    static final int MOST_REPEATED = 65_536;

    private static final int SUBSCRIPTION_IDENTIFIER = 0x0B;
    private static final int USER_PROPERTY = 0x26;

    private static final long OF_PUBLISH = bits(0x01, 0x02, 0x03, 0x08, 0x09, 0x0B, 0x23, 0x26);
    private static final long OF_CONNACK =
            bits(0x11, 0x12, 0x13, 0x15, 0x16, 0x1A, 0x1C, 0x1F, 0x21, 0x22, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A);
    private static final long OF_ACKNOWLEDGEMENT = bits(0x1F, 0x26);
    // Session Expiry Interval (0x11) stands here too, to be named a protocol error: [MQTT-3.14.2-2].
    private static final long OF_DISCONNECT = bits(0x11, 0x1C, 0x1F, 0x26);
    private static final long OF_AUTH = bits(0x15, 0x16, 0x1F, 0x26);

    private PropertyRules() {}

    /**
     * Walks the Property Length and the properties behind it.
     *
     * @param from where the Property Length begins
     * @param end where the packet ends
     * @return where the properties end
     */
    static int check(PacketType type, ByteBuf in, int from, int end) {
        long length = variableByteInteger(type, in, from, end);
        int at = from + size(length);
        int endOfProperties = at + value(length);
        if (endOfProperties > end) {
            throw ProtocolViolation.malformed(type + " has a Property Length that points beyond its end");
        }
        long allowed = allowedIn(type);
        long seen = 0;
        int repeated = 0;
        while (at < endOfProperties) {
            // Identifiers are Variable Byte Integers, but all there are take one byte (5.0: 2.2.2.2).
            int id = in.getUnsignedByte(at++);
            long bit = id < Long.SIZE ? 1L << id : 0;
            if ((allowed & bit) == 0) {
                throw ProtocolViolation.malformed(type + " has property " + hex(id) + ", which it can't have");
            }
            if (id == USER_PROPERTY || id == SUBSCRIPTION_IDENTIFIER) {
                if (++repeated > MOST_REPEATED) {
                    throw ProtocolViolation.with(
                            ReasonCode.QUOTA_EXCEEDED, type + " has more than " + MOST_REPEATED + " properties");
                }
            } else if ((seen & bit) != 0) {
                throw ProtocolViolation.protocolError(type + " has property " + hex(id) + " twice");
            }
            seen |= bit;
            at = afterValue(type, id, in, at, endOfProperties);
            if (at > endOfProperties) {
                throw ProtocolViolation.malformed(type + " has property " + hex(id) + ", which is cut short");
            }
        }
        return endOfProperties;
    }

    private static long allowedIn(PacketType type) {
        return switch (type) {
            case PUBLISH -> OF_PUBLISH;
            case CONNACK -> OF_CONNACK;
            case PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK -> OF_ACKNOWLEDGEMENT;
            case DISCONNECT -> OF_DISCONNECT;
            case AUTH -> OF_AUTH;
            case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, PINGRESP -> 0;
        };
    }

    private static int afterValue(PacketType type, int id, ByteBuf in, int at, int end) {
        return switch (id) {
            case 0x01, 0x24, 0x25, 0x28, 0x29, 0x2A -> at + 1;
            case 0x13, 0x21, 0x22, 0x23 -> at + 2;
            case 0x02, 0x11, 0x27 -> at + 4;
            case SUBSCRIPTION_IDENTIFIER -> at + size(variableByteInteger(type, in, at, end));
            case USER_PROPERTY -> afterBinary(in, afterBinary(in, at, end), end);
            default -> afterBinary(in, at, end);
        };
    }

    /** Returns where text or binary data ends, which is beyond the end when it is cut short. */
    private static int afterBinary(ByteBuf in, int at, int end) {
        return at + 2 > end ? end + 1 : at + 2 + in.getUnsignedShort(at);
    }

    /** Returns a Variable Byte Integer and how many bytes it took ({@link #value}, {@link #size}). */
    private static long variableByteInteger(PacketType type, ByteBuf in, int from, int end) {
        int value = 0;
        for (int i = 0; i < 4 && from + i < end; i++) {
            int digit = in.getUnsignedByte(from + i);
            value |= (digit & 0x7F) << (7 * i);
            if (digit < 0x80) {
                if (digit == 0 && i > 0) {
                    // [MQTT-1.5.5-1]
                    throw ProtocolViolation.malformed(type + " has a number that is written longer than it need be");
                }
                return (long) value << 8 | i + 1;
            }
        }
        throw ProtocolViolation.malformed(type + " has a number that does not end");
    }

    private static int value(long variableByteInteger) {
        return (int) (variableByteInteger >> 8);
    }

    private static int size(long variableByteInteger) {
        return (int) variableByteInteger & 0xFF;
    }

    private static long bits(int... ids) {
        long bits = 0;
        for (int id : ids) {
            bits |= 1L << id;
        }
        return bits;
    }

    private static String hex(int id) {
        return "0x" + Integer.toHexString(0x100 | id).substring(1);
    }
}
