package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.tls.UnusableException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which proxy leads to which server: the one that was named, or those of ALL_PROXY and NO_PROXY. */
final class Proxies {
    private final @Nullable ProxyServer proxy;
    private final String exceptions;
    private final boolean fromEnvironment;

    private Proxies(@Nullable ProxyServer proxy, String exceptions, boolean fromEnvironment) {
        this.proxy = proxy;
        this.exceptions = exceptions;
        this.fromEnvironment = fromEnvironment;
    }

    /**
     * Finds out.
     *
     * @param named as {@link ProxyServer#parse} reads it, {@code none}, or null to ask the environment
     * @param password of the named one, or null
     */
    static Proxies of(@Nullable String named, @Nullable String password, Map<String, String> environment) {
        if (named != null) {
            return new Proxies(
                    named.equals("none") ? null : parse("--proxy", named).withPassword(password), "", false);
        }
        String all = variable(environment, "ALL_PROXY");
        return new Proxies(
                all == null ? null : parse("ALL_PROXY", all), nonNull(variable(environment, "NO_PROXY")), true);
    }

    /** Says whether the environment names a proxy. */
    static boolean inEnvironment(Map<String, String> environment) {
        return variable(environment, "ALL_PROXY") != null;
    }

    private static @Nullable String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            value = environment.get(name.toLowerCase(Locale.ROOT));
        }
        return value == null || value.isEmpty() ? null : value;
    }

    private static String nonNull(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ProxyServer parse(String option, String text) {
        try {
            return ProxyServer.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableException(option + ": " + e.getMessage(), e);
        }
    }

    /** Returns the proxy that leads to a server, or null for the straight way. */
    @Nullable
    ProxyServer to(ServerAddress server) {
        if (proxy == null || server.isUnixSocket()) {
            return null;
        }
        // As everywhere: what the environment says is not meant for this machine.
        return fromEnvironment && (isOwn(server.host()) || isException(server)) ? null : proxy;
    }

    private static boolean isOwn(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private boolean isException(ServerAddress server) {
        String host = server.host().toLowerCase(Locale.ROOT);
        for (String word : exceptions.split(",", -1)) {
            String exception = word.strip().toLowerCase(Locale.ROOT);
            if (exception.equals("*")) {
                return true;
            }
            if (exception.endsWith(":" + server.port())) {
                exception = exception.substring(0, exception.lastIndexOf(':'));
            }
            if (exception.startsWith("*.")) {
                exception = exception.substring(1);
            }
            if (exception.isEmpty()) {
                continue;
            }
            String domain = exception.startsWith(".") ? exception : "." + exception;
            if (host.equals(exception) || host.endsWith(domain) || isInNetwork(host, exception)) {
                return true;
            }
        }
        return false;
    }

    /** Says whether an address is in a network such as {@code 10.0.0.0/8}. */
    private static boolean isInNetwork(String host, String network) {
        int slash = network.indexOf('/');
        if (slash < 0) {
            return false;
        }
        try {
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            byte[] start = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
            int bits = Integer.parseInt(network, slash + 1, network.length(), 10);
            if (address.length != start.length || bits < 0 || bits > address.length * 8) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((address[i / 8] ^ start[i / 8]) & (0x80 >> (i % 8))) != 0) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }
}
