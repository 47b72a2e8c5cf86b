package io.mqkeep.cli.connection;

import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.SessionRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a command needs a client for.
 *
 * @param session null for a one-shot command
 * @param receiveMaximum the most unacknowledged messages the server may send at a time (MQTT 5), 1 to 65,535
 */
public record LeaseRequest(
        ConnectionRequest connection, @Nullable SessionRequest session, PacketRequest packets, int receiveMaximum) {
    /** No limit but the protocol's. */
    public static final int ANY = 65_535;

    public LeaseRequest(ConnectionRequest connection, @Nullable SessionRequest session, PacketRequest packets) {
        this(connection, session, packets, ANY);
    }
}
