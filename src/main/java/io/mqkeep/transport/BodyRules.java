package io.mqkeep.transport;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ReasonCode;
import io.netty.buffer.ByteBuf;

/** What must hold in the bytes of a whole packet and can't be seen any more once the codec has decoded it. */
final class BodyRules {
    /** The most reason codes taken in one packet: each is one byte on the wire and some thirty in memory. */
    static final int MOST_CODES = 65_536;

    private static final int SESSION_PRESENT = 0x01;
    private static final int QOS_BITS = 0x06;

    private BodyRules() {}

    /**
     * Throws when a packet from a server breaks a rule.
     *
     * @param in a buffer whose reader index is at the packet's first byte
     * @param body where the variable header begins
     * @param end where the packet ends
     */
    static void check(Handshake handshake, PacketType type, ByteBuf in, int body, int end) {
        switch (type) {
            case CONNACK -> checkConnAck(handshake, in, body, end);
            case PUBLISH -> checkPublish(handshake, in, body, end);
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> checkAcknowledgement(handshake, type, in, body, end);
            case SUBACK, UNSUBACK -> checkAnswer(handshake, type, in, body, end);
            case DISCONNECT, AUTH -> checkReasonCode(type, in, body, end);
            case PINGRESP -> {
                if (body != end) {
                    throw ProtocolViolation.malformed("PINGRESP is not empty");
                }
            }
            case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ ->
                throw ProtocolViolation.protocolError("a server may not send " + type);
        }
    }

    private static void checkConnAck(Handshake handshake, ByteBuf in, int body, int end) {
        checkLength(PacketType.CONNACK, body + 2, end);
        int flags = in.getUnsignedByte(body);
        int code = in.getUnsignedByte(body + 1);
        if (handshake.isV5() && end == body + 2) {
            // The codec would wait for a Property Length that never comes.
            throw ProtocolViolation.stranger(
                    ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
                    "the server answered MQTT 5 with an MQTT 3.1.1 CONNACK (" + ReturnCode.words(code)
                            + "); it does not speak MQTT 5");
        }
        if (!handshake.isV5() && end > body + 2) {
            throw ProtocolViolation.stranger(
                    ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
                    "the server answered MQTT 3.1.1 with an MQTT 5 CONNACK (" + ReasonCodes.words(code)
                            + "); it does not speak MQTT 3.1.1");
        }
        if ((flags & ~SESSION_PRESENT) != 0) {
            // 3.2.2.1 of both versions
            throw ProtocolViolation.malformed("CONNACK has reserved flags set");
        }
        if (flags == SESSION_PRESENT && code != 0) {
            // [MQTT-3.2.2-6]; in 3.1.1 [MQTT-3.2.2-4]
            throw ProtocolViolation.protocolError("CONNACK refuses the connection and says a session is present");
        }
        if (handshake.isV5()) {
            ReasonCodes.of(PacketType.CONNACK, code);
            PropertyRules.check(PacketType.CONNACK, in, body + 2, end);
        } else {
            ReturnCode.asReasonCode(code);
        }
    }

    private static void checkPublish(Handshake handshake, ByteBuf in, int body, int end) {
        checkLength(PacketType.PUBLISH, body + 2, end);
        int at = body + 2 + in.getUnsignedShort(body);
        if ((in.getByte(in.readerIndex()) & QOS_BITS) != 0) {
            checkLength(PacketType.PUBLISH, at + 2, end);
            checkPacketId(PacketType.PUBLISH, in, at);
            at += 2;
        }
        checkLength(PacketType.PUBLISH, at, end);
        if (handshake.isV5()) {
            PropertyRules.check(PacketType.PUBLISH, in, at, end);
        }
    }

    private static void checkAcknowledgement(Handshake handshake, PacketType type, ByteBuf in, int body, int end) {
        checkLength(type, body + 2, end);
        checkPacketId(type, in, body);
        // MQTT 3.1.1 has no reason codes: a third byte means nothing there.
        if (handshake.isV5() && end > body + 2) {
            ReasonCodes.of(type, in.getByte(body + 2));
            // Without a Property Length there are no properties (5.0: 3.4.2.2.1).
            if (end > body + 3) {
                PropertyRules.check(type, in, body + 3, end);
            }
        }
    }

    private static void checkAnswer(Handshake handshake, PacketType type, ByteBuf in, int body, int end) {
        checkLength(type, body + 2, end);
        checkPacketId(type, in, body);
        int payload = handshake.isV5() ? PropertyRules.check(type, in, body + 2, end) : body + 2;
        if (end - payload > MOST_CODES) {
            throw ProtocolViolation.with(
                    ReasonCode.QUOTA_EXCEEDED, type + " has more than " + MOST_CODES + " reason codes");
        }
        for (int at = payload; at < end; at++) {
            checkAnswerCode(handshake, type, in.getByte(at));
        }
    }

    private static void checkAnswerCode(Handshake handshake, PacketType type, int value) {
        if (handshake.isV5()) {
            ReasonCodes.of(type, value);
        } else if (type == PacketType.SUBACK && (value & 0xFF) > 2 && (value & 0xFF) != 0x80) {
            // 3.1.1: [MQTT-3.9.3-2]
            throw ProtocolViolation.protocolError(
                    "SUBACK has return code " + (value & 0xFF) + ", which MQTT 3.1.1 does not have");
        }
    }

    private static void checkReasonCode(PacketType type, ByteBuf in, int body, int end) {
        if (end > body) {
            ReasonCodes.of(type, in.getByte(body));
        }
        // Without a Property Length there are no properties (5.0: 3.14.2.2.1, 3.15.2.1).
        if (end > body + 1) {
            PropertyRules.check(type, in, body + 1, end);
        }
    }

    private static void checkPacketId(PacketType type, ByteBuf in, int at) {
        if (in.getShort(at) == 0) {
            // 2.2.1 of 5.0, 2.3.1 of 3.1.1
            throw ProtocolViolation.protocolError(type + " has packet identifier 0");
        }
    }

    private static void checkLength(PacketType type, int least, int end) {
        if (least > end) {
            throw ProtocolViolation.malformed(type + " is cut short");
        }
    }
}
