package io.mqkeep.transport;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ReasonCode;

/** Which reason codes a server may send in which packet (5.0: 2.4 and the table of each packet). */
final class ReasonCodes {
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
     * Says whether a packet can have a code. A refusal is a refusal, whichever code says so: of the codes from 0x80 on
     * all are taken, because some servers are generous with them and closing would only bring the same packet again.
     */
    private static boolean allowed(PacketType type, ReasonCode code) {
        return code.isError()
                || code == ReasonCode.SUCCESS
                || switch (type) {
                    case PUBACK, PUBREC -> code == ReasonCode.NO_MATCHING_SUBSCRIBERS;
                    case SUBACK -> code == ReasonCode.GRANTED_QOS_1 || code == ReasonCode.GRANTED_QOS_2;
                    case UNSUBACK -> code == ReasonCode.NO_SUBSCRIPTION_EXISTED;
                    case AUTH -> code == ReasonCode.CONTINUE_AUTHENTICATION;
                    case CONNACK,
                            PUBREL,
                            PUBCOMP,
                            DISCONNECT,
                            CONNECT,
                            PUBLISH,
                            SUBSCRIBE,
                            UNSUBSCRIBE,
                            PINGREQ,
                            PINGRESP -> false;
                };
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(0x100 | value).substring(1);
    }
}
