package io.mqkeep.cli.options;

import io.mqkeep.protocol.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers as they were typed: any number of hosts and of ports.
 *
 * @param hosts names, addresses, or paths of Unix domain sockets, in the order in which they are tried
 * @param ports none, one for all hosts, or one for each
 */
public record ServerChoice(List<String> hosts, List<Integer> ports) {
    public static final ServerChoice NONE = new ServerChoice(List.of(), List.of());

    private static final String DEFAULT_HOST = "localhost";

    /** At most one of each. */
    public ServerChoice(@Nullable String host, @Nullable Integer port) {
        this(host == null ? List.of() : List.of(host), port == null ? List.of() : List.of(port));
    }

    /** Says whether anything was typed. */
    public boolean given() {
        return !hosts.isEmpty() || !ports.isEmpty();
    }

    /**
     * Returns the addresses that are meant, at least one. What was not typed is taken from the servers the session
     * remembers, as long as the host is one of theirs; else from the defaults.
     */
    public List<ServerAddress> over(List<ServerAddress> remembered, int defaultPort) {
        if (!given() && !remembered.isEmpty()) {
            return remembered;
        }
        List<String> names = hosts;
        if (names.isEmpty()) {
            names = remembered.isEmpty()
                    ? List.of(DEFAULT_HOST)
                    : remembered.stream().map(ServerAddress::host).toList();
        }
        List<ServerAddress> servers = new ArrayList<>();
        for (int i = 0; i < Math.max(names.size(), ports.size()); i++) {
            String host = names.get(Math.min(i, names.size() - 1));
            Integer port = ports.isEmpty() ? null : ports.get(Math.min(i, ports.size() - 1));
            servers.add(address(host, port, remembered, defaultPort));
        }
        return servers;
    }

    private static ServerAddress address(
            String host, @Nullable Integer port, List<ServerAddress> remembered, int defaultPort) {
        if (host.startsWith("/")) {
            return ServerAddress.ofUnixSocket(host);
        }
        if (port != null) {
            return new ServerAddress(host, port);
        }
        for (ServerAddress known : remembered) {
            if (known.host().equals(host)) {
                return known;
            }
        }
        return new ServerAddress(host, defaultPort);
    }
}
