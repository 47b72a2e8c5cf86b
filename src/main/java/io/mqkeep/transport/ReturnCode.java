package io.mqkeep.transport;

import io.mqkeep.protocol.ReasonCode;

/** The Connect Return codes of MQTT 3.1.1 (3.1.1: 3.2.2.3). */
final class ReturnCode {
    private ReturnCode() {}

    /** Returns the reason code of MQTT 5 that means the same as a return code from 0 to 5. */
    static ReasonCode asReasonCode(int returnCode) {
        return switch (returnCode) {
            case 0 -> ReasonCode.SUCCESS;
            case 1 -> ReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
            case 2 -> ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
            case 3 -> ReasonCode.SERVER_UNAVAILABLE;
            case 4 -> ReasonCode.BAD_USER_NAME_OR_PASSWORD;
            case 5 -> ReasonCode.NOT_AUTHORIZED;
            default ->
                throw ProtocolViolation.protocolError(
                        "CONNACK has return code " + returnCode + ", which MQTT 3.1.1 does not have");
        };
    }

    /** Returns what the standard calls a return code. */
    static String words(int returnCode) {
        return switch (returnCode) {
            case 0 -> "connection accepted";
            case 1 -> "unacceptable protocol version";
            case 2 -> "identifier rejected";
            case 3 -> "server unavailable";
            case 4 -> "bad user name or password";
            case 5 -> "not authorized";
            default -> "return code " + returnCode;
        };
    }
}
