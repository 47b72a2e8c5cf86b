package io.mqkeep.client;

import io.mqkeep.protocol.Packet;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Effect.CloseReason;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.transport.Closing;
import io.mqkeep.transport.Connection;
import io.mqkeep.transport.ConnectionListener;
import io.mqkeep.transport.Transport;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The way to the server: made, lost, made again, left. */
final class Link {
    private static final long NOT_CONNECTED = -1;

    private final Transport transport;
    private final ClientSettings settings;
    private final Session session;
    private final Loop loop;
    private final Waits waits;
    private final Reading reading;
    private final ClientListener listener;
    private final Ending ending;
    private final Suspicion suspicion;
    private final PublishBudget budget;
    private final @Nullable Reauthentication reauthentication;

    private @Nullable Connection connection;
    private @Nullable CompletableFuture<SessionEvent.Connected> connecting;
    private Transport.@Nullable Timer connectTimer;
    private @Nullable Listener opening;
    private long openedAt;
    private long connectedAt = NOT_CONNECTED;
    private Effect.@Nullable Close closing;
    /** What the server or the clock has said about this connection; it explains the end better than the end does. */
    private @Nullable ClientException said;

    private Transport.@Nullable Timer reconnectTimer;
    private int attempts;
    private boolean everConnected;
    /** Whether anything came of this connection: a message went or came. */
    private boolean useful;

    private boolean leaving;
    private final List<CompletableFuture<Void>> waitingForEnd = new ArrayList<>();
    private final List<Integer> unsentCosts = new ArrayList<>();

    Link(
            Transport transport,
            ClientSettings settings,
            Session session,
            Loop loop,
            Waits waits,
            Reading reading,
            ClientListener listener,
            PublishBudget budget) {
        this.transport = transport;
        this.settings = settings;
        this.session = session;
        this.loop = loop;
        this.waits = waits;
        this.reading = reading;
        this.listener = listener;
        this.budget = budget;
        ending = new Ending(settings, session);
        suspicion = new Suspicion(session, settings);
        Authenticator authenticator = settings.authenticator();
        reauthentication = authenticator == null
                ? null
                : new Reauthentication(transport, session, loop, authenticator, settings.reauthenticateMillis());
    }

    /** Makes a connection. The future is done when CONNACK was taken in. */
    void connect(CompletableFuture<SessionEvent.Connected> future) {
        if (session.blocked()) {
            future.completeExceptionally(ending.lostSession());
            return;
        }
        connecting = future;
        waits.begin();
        closing = null;
        said = null;
        leaving = false;
        everConnected = false;
        attempts = 0;
        open();
    }

    private void open() {
        reconnectTimer = null;
        useful = false;
        connectedAt = NOT_CONNECTED;
        suspicion.opening();
        openedAt = loop.now();
        opening = new Listener();
        ending.at(settings.server());
        transport.open(settings.server(), settings.connectTimeout(), opening);
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Says whether there is no connection and none is being made. */
    boolean isIdle() {
        return connection == null && opening == null && reconnectTimer == null;
    }

    /** Returns how long the client has been connected in milliseconds; 0 when it is not. */
    long connectedMillis() {
        return session.connected() ? Math.max(1, loop.now() - connectedAt) : 0;
    }

    /** Hears one connection; what a connection says that is no longer ours is not heard. */
    private final class Listener implements ConnectionListener {
        private boolean wanted;

        @Override
        public void opened(Connection opened) {
            if (opening != this) {
                // Nobody waits for it any more.
                opened.close();
                return;
            }
            opening = null;
            connection = opened;
            wanted = true;
            Connection.Detour detour = opened.detour();
            if (detour != null) {
                ending.at(detour.server());
                listener.detoured(detour.server(), detour.why());
            }
            reading.connection(opened);
            long spent = loop.now() - openedAt;
            connectTimer = transport.schedule(
                    this::noConnAck,
                    Math.max(
                            1,
                            Math.min(
                                    settings.answerMillis(),
                                    settings.connectTimeout().toMillis() - spent)));
            byte[] incarnation = new byte[8];
            ThreadLocalRandom.current().nextBytes(incarnation);
            Authenticator authenticator = settings.authenticator();
            loop.add(session.connect(
                    settings.connect(),
                    authenticator == null ? null : authenticator.begin(),
                    settings.server(),
                    HexFormat.of().formatHex(incarnation),
                    loop.now()));
            loop.endTurn();
        }

        private void noConnAck() {
            connectTimer = null;
            if (said == null && !session.connected()) {
                said = ending.noConnAck();
            }
            Connection open = connection;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void received(Packet packet) {
            if (!loop.failed()) {
                loop.add(session.received(packet, loop.now()));
            }
        }

        @Override
        public void readComplete() {
            loop.endTurn();
        }

        @Override
        public void writabilityChanged(boolean writable) {
            if (writable) {
                giveBackUnsent();
                if (waits.publishing()) {
                    loop.requestTurn();
                }
            }
        }

        @Override
        public void closed(Closing why) {
            if (opening == this || wanted) {
                opening = null;
                wanted = false;
                gone(why);
            }
        }
    }

    void send(List<Effect> turn) {
        Connection open = connection;
        boolean written = false;
        for (Effect effect : turn) {
            if (effect instanceof Effect.Send(Packet packet) && open != null) {
                open.write(packet);
                written = true;
            }
        }
        if (written && open != null) {
            open.flush();
        }
    }

    /** Says whether the network takes what is written; without a connection nothing is. */
    boolean writable() {
        Connection open = connection;
        return open == null || open.writable();
    }

    /** Gives a message's share of the budget back, once the network has taken what was written. */
    void giveBackWhenSent(int cost) {
        Connection open = connection;
        if (open != null && !open.writable()) {
            unsentCosts.add(cost);
        } else {
            budget.giveBack(cost);
        }
    }

    private void giveBackUnsent() {
        unsentCosts.forEach(budget::giveBack);
        unsentCosts.clear();
    }

    /** A message was acknowledged, refused or given up. */
    void acknowledged() {
        useful = true;
        suspicion.acknowledged();
    }

    /** A message came. */
    void delivered() {
        useful = true;
    }

    void tell(SessionEvent event) {
        switch (event) {
            case SessionEvent.Connected connected -> {
                cancelConnectTimer();
                everConnected = true;
                connectedAt = loop.now();
                suspicion.connected();
                if (reauthentication != null) {
                    reauthentication.connected();
                }
                CompletableFuture<SessionEvent.Connected> future = connecting;
                connecting = null;
                if (future != null) {
                    future.complete(connected);
                }
            }
            case SessionEvent.ConnectRefused refused -> said = ending.refused(refused);
            case SessionEvent.Disconnected disconnected -> said = ending.disconnected(disconnected);
            default -> {}
        }
    }

    void close(List<Effect> turn) {
        for (Effect effect : turn) {
            if (effect instanceof Effect.Close close) {
                closing = close;
                Connection open = connection;
                if (open != null) {
                    open.close();
                }
            }
        }
    }

    private void gone(Closing why) {
        connection = null;
        reading.connection(null);
        cancelConnectTimer();
        if (reauthentication != null) {
            reauthentication.gone();
        }
        loop.cancelTick();
        if (!loop.failed()) {
            // What came before the end and was not carried out yet goes first: it may hold an acknowledgement.
            loop.endTurn();
        }
        Effect.Close asked = closing;
        closing = null;
        ClientException ended = suspicion.judge(said != null ? said : ending.why(asked, why));
        if (!loop.failed()) {
            loop.add(session.suspected(suspicion.suspect()));
            loop.add(session.lost(loop.now()));
            loop.endTurn();
        }
        giveBackUnsent();
        if (asked != null && asked.reason() == CloseReason.RECONNECT && !loop.failed()) {
            open();
            return;
        }
        if (useful || lasted()) {
            // Otherwise the attempts go on counting: a server may take us in and throw us out again at once each time.
            attempts = 0;
        }
        if (reconnects(ended)) {
            attempts++;
            long pause = settings.reconnect()
                    .pauseMillis(attempts, ThreadLocalRandom.current().nextDouble());
            said = null;
            reconnectTimer = transport.schedule(this::open, pause);
            listener.reconnecting(ended, attempts, pause);
            return;
        }
        boolean cutOff = asked != null
                && asked.reason() == CloseReason.DISCONNECTED
                && why.kind() == Closing.Kind.CLOSED_BY_SERVER;
        ended(cutOff ? ending.why(null, why) : ended, cutOff);
        listener.closed(ended);
    }

    private boolean lasted() {
        return connectedAt != NOT_CONNECTED
                && loop.now() - connectedAt > settings.reconnect().capMillis();
    }

    private boolean reconnects(ClientException ended) {
        return !loop.failed()
                && !leaving
                && everConnected
                && attempts < settings.reconnect().limit()
                && Reconnect.couldHelp(ended);
    }

    /**
     * Ends every wait with the reason the connection is gone.
     *
     * @param cutOff whether what was written before DISCONNECT did not all leave
     */
    private void ended(ClientException why, boolean cutOff) {
        CompletableFuture<SessionEvent.Connected> future = connecting;
        connecting = null;
        if (future != null) {
            future.completeExceptionally(why);
        }
        waits.end(why);
        for (CompletableFuture<Void> gone : waitingForEnd) {
            if (cutOff) {
                gone.completeExceptionally(why);
            } else {
                gone.complete(null);
            }
        }
        waitingForEnd.clear();
    }

    /** From now on a lost connection stays lost. */
    void leave() {
        leaving = true;
        if (connection == null && !isIdle()) {
            if (reconnectTimer != null) {
                reconnectTimer.cancel();
                reconnectTimer = null;
            }
            opening = null;
            ended(
                    new ClientException(
                            ClientException.Kind.DISCONNECTED, "disconnected while the connection was being made"),
                    false);
        }
    }

    /** The future is done when the connection is gone. */
    void whenGone(CompletableFuture<Void> gone) {
        waitingForEnd.add(gone);
    }

    /** Closes the connection, if there is one, without a farewell. */
    void close(CompletableFuture<Void> gone) {
        Connection open = connection;
        if (open == null) {
            gone.complete(null);
        } else {
            whenGone(gone);
            open.close();
        }
    }

    /** Nothing may be sent any more. */
    void fail(Throwable cause) {
        CompletableFuture<SessionEvent.Connected> future = connecting;
        connecting = null;
        if (future != null) {
            future.completeExceptionally(cause);
        }
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }

    private void cancelConnectTimer() {
        if (connectTimer != null) {
            connectTimer.cancel();
            connectTimer = null;
        }
    }
}
