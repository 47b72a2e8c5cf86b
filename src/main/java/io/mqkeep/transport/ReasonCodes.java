package io.mqkeep.transport;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ReasonCode;
import java.util.EnumSet;
import java.util.Set;

/** Which reason codes a server may send in which packet (5.0: 2.4 and the table of each packet). */
final class ReasonCodes {
    // 5.0: 3.2.2.2
    private static final Set<ReasonCode> OF_CONNACK = EnumSet.of(
            ReasonCode.UNSPECIFIED_ERROR,
            ReasonCode.MALFORMED_PACKET,
            ReasonCode.PROTOCOL_ERROR,
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
            ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
            ReasonCode.BAD_USER_NAME_OR_PASSWORD,
            ReasonCode.NOT_AUTHORIZED,
            ReasonCode.SERVER_UNAVAILABLE,
            ReasonCode.SERVER_BUSY,
            ReasonCode.BANNED,
            ReasonCode.BAD_AUTHENTICATION_METHOD,
            ReasonCode.TOPIC_NAME_INVALID,
            ReasonCode.PACKET_TOO_LARGE,
            ReasonCode.QUOTA_EXCEEDED,
            ReasonCode.PAYLOAD_FORMAT_INVALID,
            ReasonCode.RETAIN_NOT_SUPPORTED,
            ReasonCode.QOS_NOT_SUPPORTED,
            ReasonCode.USE_ANOTHER_SERVER,
            ReasonCode.SERVER_MOVED,
            ReasonCode.CONNECTION_RATE_EXCEEDED);
    // 5.0: 3.9.3
    private static final Set<ReasonCode> OF_SUBACK = EnumSet.of(
            ReasonCode.SUCCESS,
            ReasonCode.GRANTED_QOS_1,
            ReasonCode.GRANTED_QOS_2,
            ReasonCode.UNSPECIFIED_ERROR,
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            ReasonCode.NOT_AUTHORIZED,
            ReasonCode.TOPIC_FILTER_INVALID,
            ReasonCode.PACKET_IDENTIFIER_IN_USE,
            ReasonCode.QUOTA_EXCEEDED,
            ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
            ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
            ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED);
    // 5.0: 3.11.3
    private static final Set<ReasonCode> OF_UNSUBACK = EnumSet.of(
            ReasonCode.SUCCESS,
            ReasonCode.NO_SUBSCRIPTION_EXISTED,
            ReasonCode.UNSPECIFIED_ERROR,
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            ReasonCode.NOT_AUTHORIZED,
            ReasonCode.TOPIC_FILTER_INVALID,
            ReasonCode.PACKET_IDENTIFIER_IN_USE);

    private ReasonCodes() {}

    /**
     * Returns the reason code with this value.
     *
     * @param value as the codec gives it: a byte, negative from 0x80 on
     * @throws ProtocolViolation when the standard has no such code in this packet
     */
    static ReasonCode of(PacketType type, int value) {
        int unsigned = value & 0xFF;
        ReasonCode code = ReasonCode.of(unsigned);
        if (code == null) {
            throw ProtocolViolation.malformed(type + " has reason code " + hex(unsigned) + ", which does not exist");
        }
        if (!allowed(type, code)) {
            throw ProtocolViolation.protocolError(type + " has reason code " + hex(unsigned) + ", which it can't have");
        }
        return code;
    }

    /** Returns a reason code for a sentence, also one that does not exist. */
    static String words(int value) {
        ReasonCode code = ReasonCode.of(value & 0xFF);
        return code != null ? code.toString() : hex(value & 0xFF);
    }

    /**
     * Says whether a packet can have a code. In the answers to PUBLISH a refusal is a refusal whichever code says so:
     * some servers are generous there, and closing would only bring the same packet again. DISCONNECT ends everything
     * anyway. In the others the codec knows no more codes than the standard does.
     */
    private static boolean allowed(PacketType type, ReasonCode code) {
        return switch (type) {
            case CONNACK -> code == ReasonCode.SUCCESS || OF_CONNACK.contains(code);
            case PUBACK, PUBREC ->
                code == ReasonCode.SUCCESS || code == ReasonCode.NO_MATCHING_SUBSCRIBERS || code.isError();
            case PUBREL, PUBCOMP, DISCONNECT -> code == ReasonCode.SUCCESS || code.isError();
            case SUBACK -> OF_SUBACK.contains(code);
            case UNSUBACK -> OF_UNSUBACK.contains(code);
            case AUTH -> code == ReasonCode.SUCCESS || code == ReasonCode.CONTINUE_AUTHENTICATION;
            case CONNECT, PUBLISH, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, PINGRESP -> false;
        };
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(0x100 | value).substring(1);
    }
}
