package io.mqkeep.cli.connection;

import io.mqkeep.protocol.Route;
import io.mqkeep.transport.PacketTrace;
import io.mqkeep.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The way to servers. */
public interface Network {
    /** Hears that {@link #open} will probably be called, and may begin with what takes time. */
    default void expect() {}

    /**
     * Makes an event loop for connections.
     *
     * @param route how the servers are reached
     * @param secrets what it takes besides, asked only when it is needed
     * @param trace sees every packet, or null
     * @throws io.mqkeep.cli.Failure when something the route names can't be used
     */
    Transport open(Route route, RouteSecrets secrets, @Nullable PacketTrace trace);
}
