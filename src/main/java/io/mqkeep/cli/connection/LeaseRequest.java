package io.mqkeep.cli.connection;

import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.RetryRequest;
import io.mqkeep.cli.options.SessionRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a command needs a client for.
 *
 * @param session null for a one-shot command
 * @param retry what is tried again when it fails
 * @param receiveMaximum the most unacknowledged messages the server may send at a time (MQTT 5), 1 to 65,535
 * @param lasting whether the connection itself is what the command is for: at a prompt it stays
 * @param name what a lasting connection is to be called at a prompt, or null
 */
public record LeaseRequest(
        ConnectionRequest connection,
        @Nullable SessionRequest session,
        PacketRequest packets,
        RetryRequest retry,
        int receiveMaximum,
        boolean lasting,
        @Nullable String name) {
    /** No limit but the protocol's. */
    public static final int ANY = 65_535;

    public LeaseRequest(ConnectionRequest connection, @Nullable SessionRequest session, PacketRequest packets) {
        this(connection, session, packets, ANY);
    }

    public LeaseRequest(
            ConnectionRequest connection, @Nullable SessionRequest session, PacketRequest packets, int receiveMaximum) {
        this(connection, session, packets, RetryRequest.NONE, receiveMaximum, false, null);
    }

    /**
     * Returns the request of a command without a session.
     *
     * @param directory what a relative path starts from
     * @throws io.mqkeep.cli.Failure when options don't go together
     */
    public static LeaseRequest oneShot(ConnectionOptions options, Path directory) {
        ConnectionRequest connection = options.request(directory);
        return new LeaseRequest(connection, null, options.packets(connection, null, null, directory));
    }

    /** Returns the same with something that is tried again when it fails. */
    public LeaseRequest with(RetryRequest tries) {
        return new LeaseRequest(connection, session, packets, tries, receiveMaximum, lasting, name);
    }

    /** Returns the request of a command that is there to connect. */
    public LeaseRequest lasting(@Nullable String connectionName) {
        return new LeaseRequest(connection, session, packets, retry, receiveMaximum, true, connectionName);
    }
}
