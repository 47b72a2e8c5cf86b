package io.mqkeep.cli.connection;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.PasswordChoice;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import org.jspecify.annotations.Nullable;

/** Whose session it is: what was asked, and what the session remembers. */
final class Identities {
    private static final long A_WEEK = 7 * 86_400L;
    private static final int A_MINUTE = 60;

    private Identities() {}

    /** Returns the identity of a session that begins now. The server is known only when it was named. */
    static Identity ofNewSession(ConnectionRequest asked) {
        return ofNew(asked, asked.server().given() ? asked.server().over(null) : null, A_WEEK);
    }

    /** Returns the identity of a command without a session. */
    static Identity ofOneShot(ConnectionRequest asked) {
        return ofNew(asked, asked.server().over(null), 0);
    }

    private static Identity ofNew(ConnectionRequest asked, @Nullable ServerAddress server, long defaultExpiry) {
        String clientId = asked.clientId();
        MqttVersion version = asked.version();
        Long expiry = asked.sessionExpiry();
        Integer keepAlive = asked.keepAlive();
        return new Identity(
                server,
                clientId == null ? ClientIds.generate() : clientId,
                version == null ? MqttVersion.V5 : version,
                expiry == null ? defaultExpiry : expiry,
                keepAlive == null ? A_MINUTE : keepAlive,
                asked.userName(),
                source(asked.password()));
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
        ServerAddress bound = known.server();
        ServerAddress server = asked.server().given() ? asked.server().over(bound) : bound;
        if (bound != null && server != null && !server.equals(bound) && !rebind) {
            throw contradiction(
                    session,
                    "belongs to the server",
                    bound.toString(),
                    asked.server().host() == null ? "--port" : "--host or --url",
                    server.toString(),
                    "; --rebind accepts it");
        }
        Long expiry = asked.sessionExpiry();
        Integer keepAlive = asked.keepAlive();
        String userName = asked.userName();
        PasswordChoice password = asked.password();
        return new Identity(
                server,
                known.clientId(),
                known.version(),
                expiry == null ? known.sessionExpiryInterval() : expiry,
                keepAlive == null ? known.keepAlive() : keepAlive,
                userName == null ? known.userName() : userName,
                password == null ? known.passwordSource() : source(password));
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
