package io.mqkeep.cli.connection;

import io.mqkeep.client.Client;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.SessionEvent;

/** A client, for as long as a command needs it. */
public interface Lease extends AutoCloseable {
    /** Returns the client. It can be told to read before it is connected, so that no message comes too early. */
    Client client();

    /**
     * Waits until the client is connected: the session goes on, or begins.
     *
     * @throws io.mqkeep.client.ClientException when no connection comes to be
     */
    SessionEvent.Connected connect() throws Exception;

    /** Returns whose session it is. */
    Identity identity();

    ServerAddress server();

    /** Says whether the session outlives the command. */
    boolean durable();

    /** Returns how many messages of earlier commands the server has refused since the lease began. */
    int refusedEarlier();

    /** Gives the client back: a connection made for the lease ends with DISCONNECT. */
    @Override
    void close();
}
