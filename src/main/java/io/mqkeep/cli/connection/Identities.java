package io.mqkeep.cli.connection;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.PasswordChoice;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose session it is: what was asked, and what the session remembers. */
final class Identities {
    private static final long A_WEEK = 7 * 86_400L;
    private static final int A_MINUTE = 60;

    private Identities() {}

    /** Returns the identity of a session that begins now. The server is known only when it was named. */
    static Identity ofNewSession(ConnectionRequest asked) {
        return ofNew(asked, asked.server().given(), A_WEEK);
    }

    /** Returns the identity of a command without a session. */
    static Identity ofOneShot(ConnectionRequest asked) {
        return ofNew(asked, true, 0);
    }

    private static Identity ofNew(ConnectionRequest asked, boolean withServer, long defaultExpiry) {
        Route route = Routes.of(asked, Route.DIRECT);
        List<ServerAddress> servers = withServer ? asked.server().over(List.of(), route.defaultPort()) : List.of();
        String clientId = asked.clientId();
        MqttVersion version = asked.version();
        Long expiry = asked.sessionExpiry();
        Integer keepAlive = asked.keepAlive();
        return new Identity(
                servers.isEmpty() ? null : servers.getFirst(),
                clientId == null ? ClientIds.generate() : clientId,
                version == null ? MqttVersion.V5 : version,
                expiry == null ? defaultExpiry : expiry,
                keepAlive == null ? A_MINUTE : keepAlive,
                asked.userName(),
                source(asked.password()),
                Routes.withFurther(route, servers));
    }

    /**
     * Returns what a session is to remember after a command that asked for this.
     *
     * @param rebind whether another server is accepted
     * @throws Failure when client identifier, version or server is another than the session's
     */
    static Identity ofKnownSession(String session, Identity known, ConnectionRequest asked, boolean rebind) {
        String clientId = asked.clientId();
        if (clientId != null && !clientId.equals(known.clientId())) {
            throw contradiction(session, "has the client identifier", known.clientId(), "--id", clientId, "");
        }
        MqttVersion version = asked.version();
        if (version != null && version != known.version()) {
            throw contradiction(
                    session, "speaks MQTT", known.version().toString(), "--mqtt-version", version.toString(), "");
        }
        Route route = Routes.of(asked, known.route());
        List<ServerAddress> bound = known.servers();
        List<ServerAddress> servers =
                asked.server().given() || !bound.isEmpty() ? asked.server().over(bound, route.defaultPort()) : bound;
        if (!bound.isEmpty() && !bound.containsAll(servers) && !rebind) {
            throw contradiction(
                    session,
                    bound.size() == 1 ? "belongs to the server" : "belongs to the servers",
                    words(bound),
                    asked.server().hosts().isEmpty() ? "--port" : "--host or --url",
                    words(servers),
                    "; --rebind accepts it");
        }
        if (!rebind) {
            servers = firstThese(servers, bound);
        }
        Long expiry = asked.sessionExpiry();
        Integer keepAlive = asked.keepAlive();
        String userName = asked.userName();
        PasswordChoice password = asked.password();
        return new Identity(
                servers.isEmpty() ? null : servers.getFirst(),
                known.clientId(),
                known.version(),
                expiry == null ? known.sessionExpiryInterval() : expiry,
                keepAlive == null ? known.keepAlive() : keepAlive,
                userName == null ? known.userName() : userName,
                password == null ? known.passwordSource() : source(password),
                Routes.withFurther(route, servers));
    }

    /** A server that is named comes first; the others of the session stay behind it. */
    private static List<ServerAddress> firstThese(List<ServerAddress> servers, List<ServerAddress> bound) {
        if (servers.containsAll(bound)) {
            return servers;
        }
        List<ServerAddress> all = new ArrayList<>(servers);
        for (ServerAddress server : bound) {
            if (!all.contains(server)) {
                all.add(server);
            }
        }
        return all;
    }

    private static String words(List<ServerAddress> servers) {
        return String.join(", ", servers.stream().map(ServerAddress::toString).toList());
    }

    private static Failure contradiction(
            String session, String words, String known, String option, String asked, String hint) {
        return Failure.usage(
                "session '" + session + "' " + words + " " + known + ", and " + option + " says " + asked + hint);
    }

    /** A password that was typed is for this run only, and takes the place of what was remembered. */
    private static @Nullable PasswordSource source(@Nullable PasswordChoice password) {
        return password instanceof PasswordChoice.From from ? from.source() : null;
    }
}
