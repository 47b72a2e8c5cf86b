package io.mqkeep.cli.connection;

import io.mqkeep.cli.options.AuthenticationChoice;
import io.mqkeep.cli.options.AuthenticationOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import java.util.List;

/** How the server is reached: what was asked, over what the session remembers. */
public final class Routes {
    /** Where TLS is so usual that nobody says it. */
    private static final int TLS_PORT = 8883;

    private Routes() {}

    /** Returns the way that is meant, without options that mean nothing on it. */
    public static Route of(ConnectionRequest asked, Route known) {
        Route said = asked.route().route();
        if (said.isDirect() && known.isDirect() && asked.server().ports().isEmpty()) {
            return known;
        }
        Route route = replacingOwn(known, said, asked.authentication()).with(said);
        if (!said.has(RouteOption.TLS)
                && !route.webSocket()
                && asked.server().ports().contains(TLS_PORT)) {
            route = route.with(RouteOption.TLS, true);
        }
        return tidied(route);
    }

    /** A new certificate comes with its own key, and a key store takes the place of both. */
    private static Route replacingOwn(Route known, Route said, AuthenticationChoice authentication) {
        Route left = known;
        if (said.has(RouteOption.CERT) || said.has(RouteOption.KEYSTORE)) {
            left = left.without(
                    RouteOption.CERT,
                    RouteOption.PRIVATE_KEY,
                    RouteOption.KEY_PASSWORD_FILE,
                    RouteOption.KEYSTORE,
                    RouteOption.KEYSTORE_PASSWORD_FILE);
        }
        if (said.has(RouteOption.CAFILE) || said.has(RouteOption.CAPATH) || said.has(RouteOption.TRUSTSTORE)) {
            left = left.without(
                    RouteOption.CAFILE,
                    RouteOption.CAPATH,
                    RouteOption.TRUSTSTORE,
                    RouteOption.TRUSTSTORE_PASSWORD_FILE);
        }
        if (said.has(RouteOption.AUTHENTICATION_METHOD) || authentication.data() != null) {
            left = left.without(RouteOption.AUTHENTICATION_DATA_FILE);
        }
        if (said.has(RouteOption.PROXY)) {
            left = left.without(RouteOption.PROXY_PASSWORD_FILE);
        }
        return left;
    }

    private static Route tidied(Route route) {
        Route tidy = route;
        if (!route.tls()) {
            tidy = tidy.without(
                    RouteOption.TLS,
                    RouteOption.CAFILE,
                    RouteOption.CAPATH,
                    RouteOption.CERT,
                    RouteOption.PRIVATE_KEY,
                    RouteOption.KEY_PASSWORD_FILE,
                    RouteOption.KEYSTORE,
                    RouteOption.KEYSTORE_PASSWORD_FILE,
                    RouteOption.TRUSTSTORE,
                    RouteOption.TRUSTSTORE_PASSWORD_FILE,
                    RouteOption.TLS_VERSION,
                    RouteOption.CIPHER,
                    RouteOption.ALPN,
                    RouteOption.SNI,
                    RouteOption.FINGERPRINT,
                    RouteOption.INSECURE);
        }
        if (!route.isYes(RouteOption.INSECURE)) {
            tidy = tidy.without(RouteOption.INSECURE);
        }
        if (!route.webSocket()) {
            tidy = tidy.without(RouteOption.WEBSOCKET, RouteOption.WEBSOCKET_PATH, RouteOption.WEBSOCKET_HEADER_FILE);
        }
        if (AuthenticationOptions.isNone(route.first(RouteOption.AUTHENTICATION_METHOD))) {
            tidy = tidy.without(RouteOption.AUTHENTICATION_METHOD, RouteOption.AUTHENTICATION_DATA_FILE);
        }
        return tidy;
    }

    /** Returns the route with the servers after the first. */
    static Route withFurther(Route route, List<ServerAddress> servers) {
        if (servers.size() < 2 && !route.has(RouteOption.FURTHER_SERVER)) {
            return route;
        }
        return route.withFurtherServers(servers.subList(Math.min(1, servers.size()), servers.size()));
    }
}
