package io.mqkeep.session;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose session it is and how to get to it: what is remembered so that the session's name is all one has to type.
 *
 * @param server null until an address was given or a first CONNACK came
 * @param clientId never empty: state is keyed by it ([MQTT-3.1.3-2])
 * @param sessionExpiryInterval seconds asked for, 0 to 4,294,967,295 (never); not sent in MQTT 3.1.1
 * @param keepAlive seconds, 0 to 65,535
 * @param route how the server is reached: never a secret
 */
public record Identity(
        @Nullable ServerAddress server,
        String clientId,
        MqttVersion version,
        long sessionExpiryInterval,
        int keepAlive,
        @Nullable String userName,
        @Nullable PasswordSource passwordSource,
        Route route) {

    /** An identity whose server is reached directly. */
    public Identity(
            @Nullable ServerAddress server,
            String clientId,
            MqttVersion version,
            long sessionExpiryInterval,
            int keepAlive,
            @Nullable String userName,
            @Nullable PasswordSource passwordSource) {
        this(server, clientId, version, sessionExpiryInterval, keepAlive, userName, passwordSource, Route.DIRECT);
    }

    public Identity withServer(ServerAddress address) {
        return new Identity(
                address, clientId, version, sessionExpiryInterval, keepAlive, userName, passwordSource, route);
    }

    public Identity withRoute(Route other) {
        return new Identity(
                server, clientId, version, sessionExpiryInterval, keepAlive, userName, passwordSource, other);
    }

    /** Returns the servers in the order in which they are tried; none when none is known. */
    public List<ServerAddress> servers() {
        List<ServerAddress> servers = new ArrayList<>();
        if (server != null) {
            servers.add(server);
            servers.addAll(route.furtherServers());
        }
        return servers;
    }
}
