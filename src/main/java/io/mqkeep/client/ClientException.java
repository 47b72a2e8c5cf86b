package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import org.jspecify.annotations.Nullable;

/** The connection could not be made or ended before what was asked for was done. The message is a whole sentence. */
public final class ClientException extends RuntimeException {
    private final Kind kind;
    private final @Nullable ReasonCode reasonCode;

    /** What happened, for whoever must decide what follows from it. */
    public enum Kind {
        /** No connection came to be, or it broke. */
        NOT_CONNECTED,
        /** The connection was not there in time. */
        TIMED_OUT,
        /** The connection was there, and CONNACK did not come in time. */
        UNANSWERED,
        /** The server refused CONNECT. */
        REFUSED,
        /** The server sent DISCONNECT. */
        SERVER_DISCONNECTED,
        /** What the server sent is not MQTT or not allowed. */
        PROTOCOL_ERROR,
        /** The server has lost the session, and nobody has said what is to be done with what was in flight. */
        SESSION_LOST,
        /** The server ends the connection each time the same message is sent again. */
        POISONED,
        /** We disconnected. */
        DISCONNECTED
    }

    public ClientException(Kind kind, String sentence, @Nullable ReasonCode reasonCode) {
        super(sentence);
        this.kind = kind;
        this.reasonCode = reasonCode;
    }

    public ClientException(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    public Kind kind() {
        return kind;
    }

    /** Says whether a person has to decide something before another connection could do better. */
    public boolean needsDecision() {
        return kind == Kind.POISONED || kind == Kind.SESSION_LOST;
    }

    /** Returns what the server said, or null when it said nothing. */
    public @Nullable ReasonCode reasonCode() {
        return reasonCode;
    }
}
