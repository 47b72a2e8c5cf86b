package io.mqkeep.cli.shell;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.connection.Routes;
import io.mqkeep.cli.options.AuthenticationChoice;
import io.mqkeep.cli.options.ConnectChoice;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.RetryRequest;
import io.mqkeep.cli.options.RouteRequest;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.client.Reconnect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.LostPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command may use a connection that is open already: it can't be made another one by options. What a command
 * does not say is as the connection has it; {@code --timeout}, {@code --connect-timeout} and {@code --wait} are the
 * command's own.
 */
final class Agreement {
    private final KeptConnection connection;

    private Agreement(KeptConnection connection) {
        this.connection = connection;
    }

    /** @throws Failure when what was asked can't be had on this connection */
    static void check(KeptConnection connection, LeaseRequest asked) {
        LeaseRequest made = connection.request();
        Agreement agreement = new Agreement(connection);
        agreement.identity(asked.connection(), made.connection());
        agreement.way(asked.connection(), made.connection().route());
        agreement.packets(asked.packets(), made.packets());
        agreement.retry(asked.retry(), made.retry());
        agreement.session(asked.session(), made.session());
    }

    private void identity(ConnectionRequest asked, ConnectionRequest made) {
        Identity identity = connection.lease().identity();
        if (asked.server().given()) {
            List<ServerAddress> wanted = asked.server()
                    .over(List.of(connection.server()), identity.route().defaultPort());
            refuse(!wanted.contains(connection.server()), "--host", wanted.getFirst());
        }
        differs("--id", asked.clientId(), identity.clientId());
        differs("--mqtt-version", asked.version(), identity.version());
        differs("--user", asked.userName(), identity.userName());
        refuse(asked.password() != null && !asked.password().equals(made.password()), "--password", null);
        differs("--keep-alive", asked.keepAlive(), identity.keepAlive());
        differs("--session-expiry", asked.sessionExpiry(), identity.sessionExpiryInterval());
        differs("--max-inflight", asked.maxInflight() == 0 ? null : asked.maxInflight(), made.maxInflight());
        AuthenticationChoice authentication = asked.authentication();
        refuse(
                authentication.data() != null
                        && !authentication.data().equals(made.authentication().data()),
                "--authentication-data",
                null);
        differs(
                "--reauthenticate-interval",
                authentication.again(),
                made.authentication().again());
        refuse(asked.inboxLimit() != null && !asked.inboxLimit().equals(made.inboxLimit()), "--inbox-limit", null);
    }

    private void way(ConnectionRequest asked, RouteRequest made) {
        Route is = connection.lease().identity().route();
        Route would = Routes.of(asked, is);
        for (RouteOption option : RouteOption.values()) {
            refuse(!would.all(option).equals(is.all(option)), "--" + name(option), null);
        }
        String proxyPassword = asked.route().proxyPassword();
        refuse(proxyPassword != null && !proxyPassword.equals(made.proxyPassword()), "--proxy", null);
        boolean headers = !asked.route().webSocketHeaders().isEmpty();
        refuse(headers && !asked.route().webSocketHeaders().equals(made.webSocketHeaders()), "--ws-header", null);
    }

    /** Returns the option's name on the command line. */
    private static String name(RouteOption option) {
        return switch (option) {
            case WEBSOCKET -> "ws";
            case WEBSOCKET_PATH -> "ws-path";
            case WEBSOCKET_HEADER_FILE -> "ws-header";
            case FURTHER_SERVER -> "host";
            default -> option.word();
        };
    }

    private void packets(PacketRequest asked, PacketRequest made) {
        ConnectChoice choice = asked.connect();
        ConnectChoice chosen = made.connect();
        ConnectChoice usual = ConnectChoice.NONE;
        differs("--receive-maximum", choice.receiveMaximum(), chosen.receiveMaximum());
        differs("--maximum-packet-size", choice.maximumPacketSize(), chosen.maximumPacketSize());
        differs(
                "--topic-alias-maximum",
                choice.topicAliasMaximum() == usual.topicAliasMaximum() ? null : choice.topicAliasMaximum(),
                chosen.topicAliasMaximum());
        refuse(
                choice.requestResponseInformation() && !chosen.requestResponseInformation(),
                "--request-response-information",
                null);
        refuse(
                !choice.requestProblemInformation() && chosen.requestProblemInformation(),
                "--no-request-problem-information",
                null);
        refuse(
                !choice.userProperties().isEmpty() && !choice.userProperties().equals(chosen.userProperties()),
                "--connect-user-property",
                null);
        refuse(asked.will() != null && !asked.will().equals(made.will()), "--will-topic", null);
        Disconnect end = asked.disconnect();
        Disconnect usualEnd = PacketRequest.USUAL.disconnect();
        refuse(
                !end.equals(usualEnd) && !end.equals(made.disconnect()),
                end.reasonCode() != usualEnd.reasonCode()
                        ? "--disconnect-reason"
                        : end.reasonString() != null
                                ? "--disconnect-reason-string"
                                : end.sessionExpiryInterval() != null
                                        ? "--disconnect-session-expiry"
                                        : "--disconnect-user-property",
                null);
    }

    private void retry(RetryRequest asked, RetryRequest made) {
        differs("--republish-interval", asked.republish(), made.republish());
        // Never, and as long as it takes, are what commands have when nothing was typed.
        int limit = asked.reconnect().limit();
        refuse(
                limit > 0 && limit != Reconnect.UNLIMITED && !asked.reconnect().equals(made.reconnect()),
                "--reconnect-limit",
                null);
    }

    private void session(@Nullable SessionRequest asked, @Nullable SessionRequest made) {
        if (asked != null && made != null && asked.onLost() != LostPolicy.FAIL) {
            refuse(asked.onLost() != made.onLost(), "--on-session-lost", null);
        }
    }

    private void differs(String option, @Nullable Object asked, @Nullable Object is) {
        refuse(asked != null && !asked.equals(is), option, asked);
    }

    private void refuse(boolean refused, String option, @Nullable Object asked) {
        if (refused) {
            throw Failure.usage(option + (asked == null ? "" : " " + asked) + ": " + connection.title()
                    + " is connected otherwise; 'disconnect' it first, or 'connect --as NAME' makes another");
        }
    }
}
