package io.mqkeep.transport;

import io.mqkeep.protocol.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended or never began.
 *
 * @param kind what happened, for the program
 * @param words what happened, for a person: the middle of a sentence, such as {@code connection refused}
 * @param violation with {@link Kind#PROTOCOL_VIOLATION} the code for it: an MQTT 5 server was sent a DISCONNECT with it.
 *     {@link ReasonCode#UNSUPPORTED_PROTOCOL_VERSION} means that the server speaks the other version, and it was sent
 *     nothing, like one that does not speak MQTT at all
 */
public record Closing(Kind kind, String words, @Nullable ReasonCode violation) {

    /** The ways a connection ends. */
    public enum Kind {
        /** The host name has no address. */
        UNKNOWN_HOST,
        /** Nobody listens there, or the network doesn't lead there. */
        REFUSED,
        /** The connection was not open within the time given. */
        TIMED_OUT,
        /** The server closed it, or the network broke it. */
        CLOSED_BY_SERVER,
        /** We closed it. */
        CLOSED_BY_US,
        /** What came is not MQTT, or not what a server may send. */
        PROTOCOL_VIOLATION,
    }

    public Closing(Kind kind, String words) {
        this(kind, words, null);
    }
}
