package io.mqkeep.cli.shell;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a command may use a connection that is open already: it can't be made another one by options. */
final class Agreement {
    private Agreement() {}

    /** @throws Failure when what was asked can't be had on this connection */
    static void check(KeptConnection connection, ConnectionRequest asked) {
        Identity identity = connection.lease().identity();
        ConnectionRequest made = connection.request().connection();
        if (asked.server().given()) {
            List<ServerAddress> wanted = asked.server()
                    .over(List.of(connection.server()), identity.route().defaultPort());
            refuse(!wanted.contains(connection.server()), connection, "--host", wanted.getFirst());
        }
        boolean otherWay = !asked.route().route().isDirect() && !asked.route().equals(made.route());
        refuse(otherWay, connection, "--tls", null);
        refuse(differs(asked.clientId(), identity.clientId()), connection, "--id", asked.clientId());
        refuse(differs(asked.version(), identity.version()), connection, "--mqtt-version", asked.version());
        refuse(differs(asked.userName(), identity.userName()), connection, "--user", asked.userName());
        refuse(asked.password() != null && !asked.password().equals(made.password()), connection, "--password", null);
        refuse(differs(asked.keepAlive(), identity.keepAlive()), connection, "--keep-alive", asked.keepAlive());
        refuse(
                differs(asked.sessionExpiry(), identity.sessionExpiryInterval()),
                connection,
                "--session-expiry",
                asked.sessionExpiry());
        refuse(
                asked.maxInflight() != 0 && asked.maxInflight() != made.maxInflight(),
                connection,
                "--max-inflight",
                asked.maxInflight());
        refuse(
                asked.inboxLimit() != null && !asked.inboxLimit().equals(made.inboxLimit()),
                connection,
                "--inbox-limit",
                null);
    }

    private static boolean differs(@Nullable Object asked, @Nullable Object is) {
        return asked != null && !asked.equals(is);
    }

    private static void refuse(boolean refused, KeptConnection connection, String option, @Nullable Object asked) {
        if (refused) {
            throw Failure.usage(option + (asked == null ? "" : " " + asked) + ": " + connection.title()
                    + " is connected otherwise; 'disconnect' it first, or 'connect --as NAME' makes another");
        }
    }
}
