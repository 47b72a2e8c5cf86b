package io.mqkeep.transport;

import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.tls.TlsSettings;
import io.mqkeep.transport.tls.UnusableException;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A route made ready to be gone: its files read, its secrets known. What a route doesn't need is not loaded. */
public final class Way {
    /** Plain TCP, straight to the server. */
    public static final Way DIRECT = new Way(List.of(), null, null, Map.of(), null, null);

    private static final String DEFAULT_PATH = "/mqtt";

    private final List<ServerAddress> furtherServers;
    private final @Nullable TlsSettings tls;
    private final @Nullable String webSocketPath;
    private final Map<String, String> webSocketHeaders;
    private final @Nullable Proxies proxies;
    private final @Nullable InetAddress bind;

    private Way(
            List<ServerAddress> furtherServers,
            @Nullable TlsSettings tls,
            @Nullable String webSocketPath,
            Map<String, String> webSocketHeaders,
            @Nullable Proxies proxies,
            @Nullable InetAddress bind) {
        this.furtherServers = furtherServers;
        this.tls = tls;
        this.webSocketPath = webSocketPath;
        this.webSocketHeaders = webSocketHeaders;
        this.proxies = proxies;
        this.bind = bind;
    }

    /** Says whether a route is plain TCP, straight to the server, in these surroundings. */
    public static boolean isDirect(Route route, Map<String, String> environment) {
        return route.isDirect() && !Proxies.inEnvironment(environment);
    }

    /**
     * Makes a route ready.
     *
     * @throws UnusableException when something it names can't be used
     */
    public static Way of(Route route, WaySecrets secrets, Map<String, String> environment) {
        String named = route.first(RouteOption.PROXY);
        Proxies proxies = named == null && !Proxies.inEnvironment(environment)
                ? null
                : Proxies.of(named, named == null ? null : secrets.proxyPassword(), environment);
        String path = route.first(RouteOption.WEBSOCKET_PATH);
        return new Way(
                route.furtherServers(),
                route.tls() ? TlsSettings.of(route, secrets, environment) : null,
                !route.webSocket() ? null : path == null ? DEFAULT_PATH : path,
                route.webSocket() ? secrets.webSocketHeaders() : Map.of(),
                proxies,
                bind(route.first(RouteOption.BIND)));
    }

    private static @Nullable InetAddress bind(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new UnusableException("--bind: '" + address + "' is not an address of this machine", e);
        }
    }

    /** Returns the servers to try, in order. */
    List<ServerAddress> servers(ServerAddress first) {
        if (furtherServers.isEmpty()) {
            return List.of(first);
        }
        List<ServerAddress> servers = new ArrayList<>();
        servers.add(first);
        servers.addAll(furtherServers);
        return servers;
    }

    /** Returns the proxy that leads to a server, or null for the straight way. */
    @Nullable
    ProxyServer proxyTo(ServerAddress server) {
        return proxies == null ? null : proxies.to(server);
    }

    /** Returns the local address to connect from, or null for any. */
    @Nullable
    InetSocketAddress bind() {
        return bind == null ? null : new InetSocketAddress(bind, 0);
    }

    /**
     * Puts what is between the socket and MQTT into a channel that is not connected yet, from the socket on.
     *
     * @param proxy where the proxy is, or null for the straight way
     */
    List<Layer> addLayers(Channel channel, ServerAddress server, @Nullable InetSocketAddress proxy) {
        ProxyServer through = proxy == null ? null : proxyTo(server);
        if (tls == null && webSocketPath == null && through == null) {
            return List.of();
        }
        List<Layer> layers = new ArrayList<>();
        if (through != null && proxy != null) {
            layers.add(ProxyLayer.add(channel, through, proxy));
        }
        if (tls != null) {
            layers.add(TlsLayer.add(channel, tls, server));
        }
        if (webSocketPath != null) {
            layers.add(WebSocketLayer.add(channel, server, tls != null, webSocketPath, webSocketHeaders));
        }
        return layers;
    }
}
