package io.mqkeep.protocol;

/**
 * Where a server listens.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65,535
 */
public record ServerAddress(String host, int port) {
    public static final int DEFAULT_PORT = 1883;

    public ServerAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 1 to 65535");
        }
    }

    /** Returns {@code host:port}, with brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
