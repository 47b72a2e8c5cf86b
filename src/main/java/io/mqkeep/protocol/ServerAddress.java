package io.mqkeep.protocol;

/**
 * Where a server listens.
 *
 * @param host a name or an address, without brackets; or the path of a Unix domain socket, which begins with a slash
 * @param port 1 to 65,535; 0 with a path
 */
public record ServerAddress(String host, int port) {
    public static final int DEFAULT_PORT = 1883;

    public ServerAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (host.startsWith("/") ? port != 0 : port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 1 to 65535");
        }
    }

    /** Returns the address of a Unix domain socket. */
    public static ServerAddress ofUnixSocket(String path) {
        return new ServerAddress(path, 0);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static ServerAddress parse(String text) {
        if (text.startsWith("/")) {
            return ofUnixSocket(text);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("there is no port in " + text);
        }
        boolean brackets = text.startsWith("[") && text.charAt(colon - 1) == ']';
        String host = brackets ? text.substring(1, colon - 1) : text.substring(0, colon);
        return new ServerAddress(host, Integer.parseInt(text, colon + 1, text.length(), 10));
    }

    /** Says whether this is a Unix domain socket. */
    public boolean isUnixSocket() {
        return port == 0;
    }

    /** Returns {@code host:port}, with brackets around an IPv6 address; the path of a Unix domain socket. */
    @Override
    public String toString() {
        if (isUnixSocket()) {
            return host;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
