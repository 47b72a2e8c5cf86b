package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;

/** The server's half of a session: is it there, and let it end. No message is taken or sent meanwhile. */
public final class ServerSession {
    private final App app;
    private final ConnectionRequest asked;
    private final Identity identity;
    private final Route route;
    private final ServerAddress server;

    /**
     * @param asked how to reach the server, where it isn't as remembered
     * @throws Failure when the server is not known
     */
    public ServerSession(App app, ConnectionRequest asked, Identity identity) {
        this.app = app;
        this.asked = asked;
        this.identity = identity;
        ServerAddress remembered = identity.server();
        if (remembered == null && !asked.server().given()) {
            throw Failure.usage("the session has never been connected: there is no server to ask");
        }
        route = Routes.of(asked, identity.route());
        server = asked.server().over(identity.servers(), route.defaultPort()).getFirst();
    }

    /**
     * Says whether the server has the session. If it hasn't, the one it makes by being asked is ended again; in MQTT
     * 3.1.1, which has no word for that, by a second visit with a clean start.
     */
    public boolean isPresent() throws Exception {
        ConnAck answer = visit(
                identity.sessionExpiryInterval(),
                false,
                connAck -> connAck.sessionPresent() || identity.version() == MqttVersion.V3_1_1
                        ? Disconnect.normal()
                        : Disconnect.endingSession());
        if (!answer.sessionPresent() && identity.version() == MqttVersion.V3_1_1) {
            end();
        }
        return answer.sessionPresent();
    }

    /** Ends the session: a clean start drops the old one, and the new one ends with the connection. */
    public void end() throws Exception {
        visit(0, true, _ -> Disconnect.normal());
    }

    private ConnAck visit(long expiry, boolean cleanStart, Visit.Farewell farewell) throws Exception {
        Credentials credentials = Credentials.of(app, asked, identity.withRoute(route));
        Connect connect = new Connect(
                identity.version(),
                identity.clientId(),
                cleanStart,
                identity.keepAlive(),
                asked.userName() == null ? identity.userName() : asked.userName(),
                credentials.password(),
                null,
                // One message at a time: it is left where it is.
                ConnectProperties.DEFAULT.withSessionExpiryInterval(expiry).withReceiveMaximum(1));
        return Visit.pay(
                app,
                server,
                route,
                RouteSecrets.of(app, asked.route(), route),
                connect,
                credentials.authenticator(),
                asked.connectTimeout(),
                farewell);
    }
}
