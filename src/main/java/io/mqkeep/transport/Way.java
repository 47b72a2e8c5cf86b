package io.mqkeep.transport;

import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.tls.TlsSecrets;
import io.mqkeep.transport.tls.TlsSettings;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A route made ready to be gone: its files read, its secrets known. What a route doesn't need is not loaded. */
public final class Way {
    /** Plain TCP, straight to the server. */
    public static final Way DIRECT = new Way(List.of(), null);

    private final List<ServerAddress> furtherServers;
    private final @Nullable TlsSettings tls;

    private Way(List<ServerAddress> furtherServers, @Nullable TlsSettings tls) {
        this.furtherServers = furtherServers;
        this.tls = tls;
    }

    /**
     * Makes a route ready.
     *
     * @throws io.mqkeep.transport.tls.UnusableException when something it names can't be used
     */
    public static Way of(Route route, TlsSecrets secrets, Map<String, String> environment) {
        return new Way(route.furtherServers(), route.tls() ? TlsSettings.of(route, secrets, environment) : null);
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

    /** Puts what is between the socket and MQTT into a channel that is not connected yet, from the socket on. */
    List<Layer> addLayers(Channel channel, ServerAddress server) {
        if (tls == null) {
            return List.of();
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(TlsLayer.add(channel, tls, server));
        return layers;
    }
}
