package io.mqkeep.transport;

import io.mqkeep.protocol.Packet;

/**
 * Hears what happens on one connection. Every call comes on the loop's thread. A listener that throws ends its
 * connection; what it threw goes to the thread's uncaught exception handler.
 */
public interface ConnectionListener {
    /** The way to the server is open: CONNECT can be written. */
    void opened(Connection connection);

    /** A packet came that a server may send and that the standard allows in itself. */
    void received(Packet packet);

    /**
     * All that had arrived was handed over: the end of a turn. Called once after one or more {@link #received}, also
     * before {@link #closed}.
     */
    void readComplete();

    /** The network takes bytes again, or has enough for now ({@link Connection#writable}). */
    void writabilityChanged(boolean writable);

    /** The connection is gone or never came to be. Called exactly once, and nothing is called after it. */
    void closed(Closing closing);
}
