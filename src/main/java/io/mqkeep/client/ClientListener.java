package io.mqkeep.client;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.SessionEvent;

/** Hears what a client has to tell beyond the futures it returned. Called on the loop's thread: be quick. */
public interface ClientListener {
    /** Hears nothing. */
    ClientListener NONE = new ClientListener() {};

    /** Something became known. */
    default void told(SessionEvent event) {}

    /** Another server than the first stands in for it on this connection. */
    default void detoured(ServerAddress server, String why) {}

    /** A message of an earlier command came to its end. */
    default void settled(long number, Outcome outcome) {}

    /** The connection was lost and is made again after a pause in milliseconds. */
    default void reconnecting(ClientException why, int attempt, long pauseMillis) {}

    /** The connection ended and is not made again. */
    default void closed(ClientException why) {}
}
