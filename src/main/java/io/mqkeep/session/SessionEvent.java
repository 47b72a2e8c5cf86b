package io.mqkeep.session;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.ReasonCode;
import org.jspecify.annotations.Nullable;

/** What a session has to tell beyond the end of a request. */
public sealed interface SessionEvent {

    /**
     * The connection is established and the session goes on, or begins.
     *
     * @param resumed whether the server had the session
     * @param resending how many messages in flight are taken further
     * @param queued how many messages wait to be sent for the first time
     */
    record Connected(ConnAck connAck, boolean resumed, int resending, int queued) implements SessionEvent {}

    /** The server refused the connection. */
    record ConnectRefused(ConnAck connAck) implements SessionEvent {}

    /** The server ended the connection and said why (MQTT 5). */
    record Disconnected(Disconnect disconnect) implements SessionEvent {}

    /**
     * The server has lost the session.
     *
     * @param inFlight how many messages were in flight
     * @param subscriptions how many subscriptions it had, which are made again if the command goes on
     * @param since when the session was last connected, milliseconds since the epoch, or null when unknown
     */
    record SessionLost(
            int inFlight, int subscriptions, @Nullable Long since) implements SessionEvent {}

    /** A subscription that was made again for the session was answered. */
    record SubscriptionRenewed(String filter, ReasonCode reasonCode) implements SessionEvent {}

    /** A stored message stays where it is because the server can't take it; the rest goes on. */
    record SetAside(long number, String topic, ServerLimit limit) implements SessionEvent {}

    /** The inbox is full: QoS 1 and 2 stay with the server until there is room and a new connection. */
    record InboxFull(int messages, long bytes) implements SessionEvent {}

    /** An acknowledgement came for a packet identifier that is not in use. */
    record UnknownAcknowledgement(Acknowledgement acknowledgement) implements SessionEvent {}
}
