package io.mqkeep.cli.connection;

import io.mqkeep.transport.PacketTrace;
import io.mqkeep.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The way to servers. */
public interface Network {
    /**
     * Makes an event loop for connections.
     *
     * @param trace sees every packet, or null
     */
    Transport open(@Nullable PacketTrace trace);
}
