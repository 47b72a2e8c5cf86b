package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.client.Authenticator;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Authentication;
import io.mqkeep.session.Parting;
import io.mqkeep.transport.Closing;
import io.mqkeep.transport.Connection;
import io.mqkeep.transport.ConnectionListener;
import io.mqkeep.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A word at the door: CONNECT, CONNACK, DISCONNECT. Whatever else the server sends is neither taken nor acknowledged, so
 * it stays with the server. For commands about a session, not within one.
 */
final class Visit implements ConnectionListener {
    private final ServerAddress server;
    private final Connect connect;
    private final Authentication authentication;
    private final Farewell farewell;
    private final CompletableFuture<ConnAck> answer = new CompletableFuture<>();
    private @Nullable Connection connection;
    private boolean answered;
    private @Nullable ConnAck said;

    private Visit(ServerAddress server, Connect connect, Authentication authentication, Farewell farewell) {
        this.server = server;
        this.connect = connect;
        this.authentication = authentication;
        this.farewell = farewell;
    }

    /** What to say last. */
    interface Farewell {
        Disconnect to(ConnAck answer);
    }

    /**
     * Visits a server.
     *
     * @param authenticator how to authenticate beyond what CONNECT says, or null
     * @param farewell what to say last, as the answer wants it
     * @throws ClientException when no connection comes to be, or the server refuses it
     */
    static ConnAck pay(
            App app,
            ServerAddress server,
            Route route,
            RouteSecrets secrets,
            Connect connect,
            @Nullable Authenticator authenticator,
            Duration timeout,
            Farewell farewell)
            throws Exception {
        Authentication authentication = new Authentication();
        Connect first = authentication.begin(connect, authenticator == null ? null : authenticator.begin());
        Visit visit = new Visit(server, first, authentication, farewell);
        try (Transport transport =
                app.network().open(route, secrets, app.notes().traces() ? new PacketLines(app.notes()) : null)) {
            transport.open(server, timeout, visit);
            Transport.Timer late = transport.schedule(visit::late, timeout.toMillis());
            try {
                return app.interruption().await(visit.answer);
            } finally {
                late.cancel();
            }
        }
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        opened.write(connect);
        opened.flush();
    }

    @Override
    public void received(Packet packet) {
        Connection open = connection;
        if (open == null || answered) {
            return;
        }
        Auth answer = null;
        Parting parting = null;
        switch (packet) {
            case Auth auth -> {
                Authentication.Reply reply = authentication.received(auth, false);
                answer = reply.auth();
                parting = reply.parting();
            }
            case ConnAck connAck -> {
                boolean refused = connAck.reasonCode().isError();
                parting = refused ? null : authentication.accepted(connAck);
                if (parting == null) {
                    said = connAck;
                    if (!refused) {
                        send(open, farewell.to(connAck));
                    }
                }
            }
            default -> fail(ClientException.Kind.PROTOCOL_ERROR, "sent " + packet.type() + " before CONNACK");
        }
        if (answer != null) {
            send(open, answer);
            return;
        }
        answered = true;
        if (parting != null) {
            fail(ClientException.Kind.PROTOCOL_ERROR, parting.words());
            if (parting.disconnect() != null) {
                send(open, parting.disconnect());
            }
        }
        open.close();
    }

    private static void send(Connection open, Packet packet) {
        open.write(packet);
        open.flush();
    }

    @Override
    public void readComplete() {
        // One packet is all that is wanted.
    }

    @Override
    public void writabilityChanged(boolean writable) {
        // Two small packets always find room.
    }

    /** Only now: the farewell is with the network. */
    @Override
    public void closed(Closing why) {
        ConnAck connAck = said;
        if (connAck == null) {
            fail(kind(why), why.words());
        } else if (connAck.reasonCode().isError()) {
            answer.completeExceptionally(new ClientException(
                    ClientException.Kind.REFUSED,
                    "the server at " + server + " refused the connection: "
                            + Reasons.words(
                                    connAck.reasonCode(), connAck.properties().reasonString()),
                    connAck.reasonCode()));
        } else {
            answer.complete(connAck);
        }
    }

    private void late() {
        fail(ClientException.Kind.TIMED_OUT, "no CONNACK came in time");
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }

    private void fail(ClientException.Kind kind, String words) {
        answer.completeExceptionally(new ClientException(kind, "server " + server + ": " + words));
    }

    private static ClientException.Kind kind(Closing why) {
        return switch (why.kind()) {
            case TIMED_OUT -> ClientException.Kind.TIMED_OUT;
            case PROTOCOL_VIOLATION -> ClientException.Kind.PROTOCOL_ERROR;
            case UNKNOWN_HOST, REFUSED, CLOSED_BY_SERVER, CLOSED_BY_US -> ClientException.Kind.NOT_CONNECTED;
        };
    }
}
