package io.mqkeep.session;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enhanced authentication on one connection (5.0: 4.12): with CONNECT, and again while the connection lasts.
 *
 * <p>None of it is session state. What is sent and received goes on meanwhile.
 */
public final class Authentication {
    private MqttVersion version = MqttVersion.V5;
    /** The method of this connection's CONNECT, or null when it had none. */
    private @Nullable String method;
    /** What is under way, or null. */
    private @Nullable AuthenticationExchange exchange;

    private long succeeded;

    /**
     * What follows from an AUTH that came: one of the two, or nothing.
     *
     * @param auth what to send, or null
     * @param parting how to leave, or null
     */
    public record Reply(@Nullable Auth auth, @Nullable Parting parting) {
        private static final Reply NONE = new Reply(null, null);
    }

    /** Returns CONNECT with the beginning of an exchange in it, or as it is when there is none. */
    public Connect begin(Connect connect, @Nullable AuthenticationExchange with) {
        version = connect.version();
        exchange = with;
        method = with == null ? null : with.method();
        return with == null
                ? connect
                : connect.withProperties(connect.properties().withAuthentication(with.method(), with.first()));
    }

    void disconnected() {
        exchange = null;
        method = null;
    }

    /** Returns how often the server and we have come to terms since this began. */
    long succeeded() {
        return succeeded;
    }

    /**
     * Returns what to begin again with on a connection that stands, or null when it has no method or an exchange is under way.
     *
     * @throws IllegalArgumentException when the method is another than CONNECT's ([MQTT-4.12.1-1])
     */
    @Nullable
    Auth again(AuthenticationExchange with) {
        if (method == null || exchange != null) {
            return null;
        }
        if (!method.equals(with.method())) {
            throw new IllegalArgumentException("the connection's authentication method is " + method);
        }
        exchange = with;
        return auth(ReasonCode.RE_AUTHENTICATE, with.first());
    }

    /** CONNACK says that all is well. Returns how to leave when it is not, or null. */
    public @Nullable Parting accepted(ConnAck connAck) {
        String of = connAck.properties().authenticationMethod();
        AuthenticationExchange open = exchange;
        if (open == null) {
            // [MQTT-4.12.0-7]
            return of == null ? null : protocolError("CONNACK has an Authentication Method, and CONNECT had none");
        }
        if (!open.method().equals(of)) {
            // [MQTT-4.12.0-5]. A server that knows nothing of it has authenticated nobody.
            return protocolError(
                    of == null
                            ? "CONNACK has no Authentication Method: the server has passed over " + open.method()
                            : "CONNACK has another Authentication Method than CONNECT");
        }
        return ended(open, connAck.properties().authenticationData());
    }

    /**
     * AUTH came.
     *
     * @param connected whether CONNACK has come
     */
    public Reply received(Auth auth, boolean connected) {
        AuthenticationExchange open = exchange;
        if (open == null) {
            // [MQTT-4.12.0-6]
            return leaving(protocolError(
                    method == null
                            ? "the server sent AUTH, and CONNECT had no Authentication Method"
                            : "the server sent AUTH, and nobody had asked to authenticate again"));
        }
        String of = auth.authenticationMethod();
        // An AUTH without anything in it is a success (5.0: 3.15.2.1).
        boolean empty = of == null && auth.reasonCode() == ReasonCode.SUCCESS && auth.authenticationData() == null;
        if (!empty && !open.method().equals(of)) {
            // [MQTT-4.12.0-5]; 5.0: 3.15.2.2.2
            return leaving(protocolError(
                    of == null
                            ? "AUTH has no Authentication Method"
                            : "AUTH has another Authentication Method than CONNECT"));
        }
        return switch (auth.reasonCode()) {
            case CONTINUE_AUTHENTICATION -> answered(open, auth.authenticationData());
            case SUCCESS ->
                leaving(
                        connected
                                ? ended(open, auth.authenticationData())
                                // 5.0: 4.12: it is CONNACK that says so.
                                : protocolError("the server sent AUTH with reason Success before CONNACK"));
            // 5.0: 3.15.2.1
            default -> leaving(protocolError("a server may not send AUTH with reason " + auth.reasonCode()));
        };
    }

    private Reply answered(AuthenticationExchange open, @Nullable Binary data) {
        return switch (open.answer(data)) {
            // [MQTT-4.12.0-3]
            case AuthenticationExchange.Continue next ->
                new Reply(auth(ReasonCode.CONTINUE_AUTHENTICATION, next.data()), null);
            case AuthenticationExchange.GiveUp why -> leaving(failed(why.words()));
        };
    }

    private static Reply leaving(@Nullable Parting parting) {
        return parting == null ? Reply.NONE : new Reply(null, parting);
    }

    private @Nullable Parting ended(AuthenticationExchange open, @Nullable Binary data) {
        String wrong = open.end(data);
        if (wrong != null) {
            return failed(wrong);
        }
        exchange = null;
        succeeded++;
        return null;
    }

    private Auth auth(ReasonCode reasonCode, @Nullable Binary data) {
        return new Auth(reasonCode, method, data, null, List.of());
    }

    /** A client has no code of its own for it in DISCONNECT (5.0: 3.14.2.1; [MQTT-4.12.1-2]). */
    private static Parting failed(String words) {
        return new Parting(
                new Disconnect(ReasonCode.UNSPECIFIED_ERROR),
                CloseReason.NOT_AUTHENTICATED,
                "authentication failed: " + words);
    }

    private Parting protocolError(String words) {
        return Parting.protocolError(version, words);
    }
}
