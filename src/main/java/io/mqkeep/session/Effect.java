package io.mqkeep.session;

import io.mqkeep.protocol.Packet;

/**
 * What must happen, as a value. Whoever carries out the effects of a turn does all {@link Store}s first, durably, then
 * all {@link Send}s, then {@link Settle} and {@link Tell}, then {@link Deliver}, then {@link Close}; within a kind in the
 * order given. If a store fails, nothing after it happens.
 */
public sealed interface Effect {

    /** Make this change durable. */
    record Store(Change change) implements Effect {}

    /** Send this packet. */
    record Send(Packet packet) implements Effect {}

    /**
     * Tell whoever asked that this request has come to its end.
     *
     * @param number the number of the message, or of the subscribe or unsubscribe request
     */
    record Settle(long number, Outcome outcome) implements Effect {}

    /** Tell whoever watches what has become known. */
    record Tell(SessionEvent event) implements Effect {}

    /** Hand this message to the reader, after those handed to it before. */
    record Deliver(Delivery delivery) implements Effect {}

    /** Close the connection. A DISCONNECT, where one is due, was sent before. */
    record Close(CloseReason reason, String words) implements Effect {}

    /** Why the session wants its connection closed. */
    enum CloseReason {
        /** It was asked to disconnect. */
        DISCONNECTED,
        /** The server refused CONNECT. */
        REFUSED,
        /** The server sent DISCONNECT. */
        SERVER_DISCONNECTED,
        /** The server has lost the session and nobody has said what is to be done. */
        SESSION_LOST,
        /** The server did what the standard forbids. */
        PROTOCOL_ERROR,
        /** Enhanced authentication came to nothing: it is the server that could not be believed. */
        NOT_AUTHENTICATED,
        /** The server answers no PINGREQ. */
        KEEP_ALIVE_TIMEOUT,
        /** Connect again at once: the first connection only ended what was on the server. */
        RECONNECT
    }
}
