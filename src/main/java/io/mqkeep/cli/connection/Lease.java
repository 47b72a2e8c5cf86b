package io.mqkeep.cli.connection;

import io.mqkeep.client.Client;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Reader;
import io.mqkeep.session.SessionEvent;
import java.util.List;

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

    /** Says whether the connection stays when the command is done: what others have begun on it goes on by itself. */
    boolean stays();

    /** Says whether the command has standard output to itself: at a prompt others write there too while it goes on. */
    boolean writesAlone();

    /** Returns how many messages of earlier commands the server has refused since the lease began. */
    int refusedEarlier();

    /** Returns what becomes of a message that a reader abandons. */
    Untaken untaken();

    /** Reads messages into a sink, as {@link Client#read} does, but beside others who read from the same client. */
    MessageReading read(Reader reader, Sink sink);

    /**
     * Says that what the command was asked for has begun and now goes on until something ends it. At a prompt the next
     * line may come meanwhile.
     *
     * @param endsByItself whether it was given an end, such as a count
     */
    void underWay(boolean endsByItself);

    /** Says that the server has ended these subscriptions: whoever reads only them is done. */
    void unsubscribed(List<String> filters);

    /** Gives the client back: a connection made for the lease ends with DISCONNECT. */
    @Override
    void close();
}
