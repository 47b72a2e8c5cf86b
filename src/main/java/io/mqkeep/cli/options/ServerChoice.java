package io.mqkeep.cli.options;

import io.mqkeep.protocol.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The server as it was typed: both, one or none of its two parts.
 *
 * @param host null when not said
 * @param port null when not said
 */
public record ServerChoice(@Nullable String host, @Nullable Integer port) {
    public static final ServerChoice NONE = new ServerChoice(null, null);

    private static final String DEFAULT_HOST = "localhost";

    /** Says whether anything was typed. */
    public boolean given() {
        return host != null || port != null;
    }

    /**
     * Returns the address that is meant. What was not typed is taken from the server the session remembers, as long as
     * the host is that server's; else from the defaults.
     */
    public ServerAddress over(@Nullable ServerAddress remembered) {
        if (remembered == null) {
            return new ServerAddress(
                    host == null ? DEFAULT_HOST : host, port == null ? ServerAddress.DEFAULT_PORT : port);
        }
        boolean sameHost = host == null || host.equals(remembered.host());
        int otherwise = sameHost ? remembered.port() : ServerAddress.DEFAULT_PORT;
        return new ServerAddress(host == null ? remembered.host() : host, port == null ? otherwise : port);
    }
}
