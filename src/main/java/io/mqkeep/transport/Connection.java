package io.mqkeep.transport;

import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.ServerAddress;
import org.jspecify.annotations.Nullable;

/** An open connection. Every call is made on the loop's thread. After {@link #close} every call does nothing. */
public interface Connection {
    /** Returns the server at the other end when it is not the one that was asked for first; null when it is. */
    default @Nullable Detour detour() {
        return null;
    }

    /**
     * The first server could not be used, and another stands in for it.
     *
     * @param server the one that is there
     * @param why what became of those before it, for the end of a sentence
     */
    record Detour(ServerAddress server, String why) {}

    /**
     * Encodes a packet and queues its bytes; nothing leaves before {@link #flush}. The version is that of the CONNECT
     * written on this connection. A topic alias is never written.
     *
     * @throws IllegalArgumentException when the packet can't be said in this version or has something invalid in it, such
     *     as a string that is no UTF-8 Encoded String; nothing was queued then
     * @throws IllegalStateException when it is not a CONNECT and none was written, or a second one
     */
    void write(Packet packet);

    /** Sends what was written. A failure to send is heard as {@link ConnectionListener#closed}. */
    void flush();

    /** Says whether the bytes not yet taken by the network are below the high-water mark. */
    boolean writable();

    /**
     * Stops or starts taking bytes from the network. Once paused, no packet is received until reading goes on, not even
     * one that has arrived already; the end of the connection may not be noticed either before something is written. When
     * reading goes on, the packets that waited come in a turn of their own.
     */
    void readPaused(boolean paused);

    /**
     * Closes once everything written was sent and the server has closed its side too, but waits for the first no longer
     * than two seconds and for the second no longer than half a second. Nothing is received any more; the listener hears
     * {@code closed} at the end. DISCONNECT is the caller's business: without one the server publishes the Will.
     */
    void close();
}
