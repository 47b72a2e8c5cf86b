package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.transport.Closing;
import org.jspecify.annotations.Nullable;

/** Why connections to one server end, as sentences. */
final class Ending {
    private final ClientSettings settings;
    private ServerAddress server;
    private final Session session;

    Ending(ClientSettings settings, Session session) {
        this.settings = settings;
        this.server = settings.server();
        this.session = session;
    }

    /** From now on it is this server that sentences name. */
    void at(ServerAddress other) {
        server = other;
    }

    ClientException refused(SessionEvent.ConnectRefused refused) {
        ReasonCode reasonCode = refused.connAck().reasonCode();
        return new ClientException(
                ClientException.Kind.REFUSED,
                "the server at " + server + " refused the connection: "
                        + Reasons.words(
                                reasonCode, refused.connAck().properties().reasonString())
                        + (reasonCode == ReasonCode.BAD_AUTHENTICATION_METHOD ? aboutMethod() : ""),
                reasonCode);
    }

    private String aboutMethod() {
        String method = settings.authenticator() == null
                ? null
                : settings.authenticator().method();
        return method == null
                ? "; it wants an --authentication-method"
                : "; it does not take the authentication method '" + method + "'";
    }

    ClientException disconnected(SessionEvent.Disconnected disconnected) {
        ReasonCode reasonCode = disconnected.disconnect().reasonCode();
        return new ClientException(
                ClientException.Kind.SERVER_DISCONNECTED,
                "the server at " + server + " ended the connection: "
                        + Reasons.words(reasonCode, disconnected.disconnect().reasonString()),
                reasonCode);
    }

    ClientException noConnAck() {
        return new ClientException(
                ClientException.Kind.UNANSWERED,
                "the server at " + server + " accepted the connection but sent no CONNACK within "
                        + settings.answerMillis() / 1000.0 + " s; is it an MQTT server, and does it"
                        + " speak MQTT " + settings.connect().version() + "?");
    }

    ClientException lostSession() {
        int inFlight = session.state().inFlight().size();
        return new ClientException(
                ClientException.Kind.SESSION_LOST,
                "the server has lost the session while " + inFlight
                        + (inFlight == 1 ? " message was" : " messages were")
                        + " in flight; decide with --on-session-lost republish (some may arrive twice) or discard"
                        + " (they are given up)");
    }

    /**
     * Returns why a connection ended about which the server has said nothing.
     *
     * @param asked what the session wanted, or null when it didn't want it closed
     */
    ClientException why(Effect.@Nullable Close asked, Closing why) {
        if (asked != null) {
            return switch (asked.reason()) {
                case SESSION_LOST -> lostSession();
                case PROTOCOL_ERROR, NOT_AUTHENTICATED ->
                    new ClientException(ClientException.Kind.PROTOCOL_ERROR, sentence(asked.words()));
                case KEEP_ALIVE_TIMEOUT ->
                    new ClientException(ClientException.Kind.NOT_CONNECTED, sentence(asked.words()));
                case DISCONNECTED, REFUSED, SERVER_DISCONNECTED, RECONNECT ->
                    new ClientException(ClientException.Kind.DISCONNECTED, "disconnected from " + server);
            };
        }
        ClientException.Kind kind = switch (why.kind()) {
            case TIMED_OUT -> ClientException.Kind.TIMED_OUT;
            case PROTOCOL_VIOLATION -> ClientException.Kind.PROTOCOL_ERROR;
            case CLOSED_BY_US -> ClientException.Kind.DISCONNECTED;
            case UNKNOWN_HOST, REFUSED, CLOSED_BY_SERVER -> ClientException.Kind.NOT_CONNECTED;
        };
        return new ClientException(kind, sentence(why.words()), why.violation());
    }

    private String sentence(String words) {
        return "server " + server + ": " + words;
    }
}
