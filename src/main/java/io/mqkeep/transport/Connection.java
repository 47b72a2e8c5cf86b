package io.mqkeep.transport;

import io.mqkeep.protocol.Packet;

/** An open connection. Every call is made on the loop's thread. */
public interface Connection {
    /**
     * Encodes a packet and queues its bytes; nothing leaves before {@link #flush}. The version is that of the CONNECT
     * written on this connection.
     *
     * @throws IllegalArgumentException when the packet can't be said in this version or a string in it is not a valid
     *     UTF-8 Encoded String; nothing was queued then
     */
    void write(Packet packet);

    /** Sends what was written. */
    void flush();

    /** Says whether the bytes not yet taken by the network are below the high-water mark. */
    boolean writable();

    /** Stops or starts taking bytes from the network; what was already decoded still arrives. */
    void readPaused(boolean paused);

    /** Closes once everything written was sent, or after two seconds. The listener hears {@code closed} then. */
    void close();
}
