package io.mqkeep.transport;

import io.mqkeep.protocol.ReasonCode;
import io.netty.handler.codec.DecoderException;

/** What came is not what the standard lets a server send: the connection can't go on (5.0: 4.13, 3.1.1: 4.8). */
final class ProtocolViolation extends DecoderException {
    private final ReasonCode code;
    private final boolean told;

    private ProtocolViolation(ReasonCode code, String words, boolean told) {
        super(words);
        this.code = code;
        this.told = told;
    }

    /** A packet that can't be parsed (5.0: 1.2 "Malformed Packet"). */
    static ProtocolViolation malformed(String words) {
        return new ProtocolViolation(ReasonCode.MALFORMED_PACKET, words, true);
    }

    /** A packet that was parsed and that the protocol does not allow (5.0: 1.2 "Protocol Error"). */
    static ProtocolViolation protocolError(String words) {
        return new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, words, true);
    }

    /** A violation that has a reason code of its own. */
    static ProtocolViolation with(ReasonCode code, String words) {
        return new ProtocolViolation(code, words, true);
    }

    /** The other end does not speak the protocol at all: telling it so in a packet would be noise. */
    static ProtocolViolation stranger(ReasonCode code, String words) {
        return new ProtocolViolation(code, words, false);
    }

    ReasonCode code() {
        return code;
    }

    /** Returns the whole sentence, naming the packet and what was wrong. */
    String words() {
        return String.valueOf(getMessage());
    }

    /** Says whether the server is told with a DISCONNECT, when the version has one. */
    boolean told() {
        return told;
    }

    /** A server can cause these at will and no one reads where they were thrown. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
