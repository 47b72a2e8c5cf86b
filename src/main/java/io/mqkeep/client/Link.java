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
    private final Transport transport;
    private final ClientSettings settings;
    private final Session session;
    private final Loop loop;
    private final Waits waits;
    private final Reading reading;
    private final ClientListener listener;
    private final Ending ending;
    private final Fruitless fruitless;
    private final PublishBudget budget;

    private @Nullable Connection connection;
    private @Nullable CompletableFuture<SessionEvent.Connected> connecting;
    private Transport.@Nullable Timer connectTimer;
    private long openedAt;
    private Effect.@Nullable Close closing;
    /** What the server or the clock has said about this connection; it explains the end better than the end does. */
    private @Nullable ClientException said;

    private Transport.@Nullable Timer reconnectTimer;
    private int attempts;
    private boolean everConnected;
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
        fruitless = new Fruitless(session);
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
        open();
    }

    private void open() {
        reconnectTimer = null;
        fruitless.opening();
        openedAt = loop.now();
        transport.open(settings.server(), settings.connectTimeout(), new Listener());
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Hears one connection; what a connection says that is no longer ours is not heard. */
    private final class Listener implements ConnectionListener {
        @Override
        public void opened(Connection opened) {
            connection = opened;
            reading.connection(opened);
            long spent = loop.now() - openedAt;
            connectTimer = transport.schedule(
                    this::noConnAck, Math.max(1, settings.connectTimeout().toMillis() - spent));
            byte[] incarnation = new byte[8];
            ThreadLocalRandom.current().nextBytes(incarnation);
            loop.add(session.connect(
                    settings.connect(), settings.server(), HexFormat.of().formatHex(incarnation), loop.now()));
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
            }
        }

        @Override
        public void closed(Closing why) {
            gone(why);
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
    void progressed() {
        fruitless.acknowledged();
    }

    void tell(SessionEvent event) {
        switch (event) {
            case SessionEvent.Connected connected -> {
                cancelConnectTimer();
                everConnected = true;
                attempts = 0;
                fruitless.connected();
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
        loop.cancelTick();
        Effect.Close asked = closing;
        closing = null;
        if (!loop.failed()) {
            // What came before the end and was not carried out yet goes first: it may hold an acknowledgement.
            loop.endTurn();
            loop.add(session.lost(loop.now()));
            loop.endTurn();
        }
        giveBackUnsent();
        if (asked != null && asked.reason() == CloseReason.RECONNECT && !loop.failed()) {
            open();
            return;
        }
        ClientException ended = said != null ? said : ending.why(asked, why);
        if (everConnected) {
            ended = fruitless.judge(ended);
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
        ended(ended);
        listener.closed(ended);
    }

    private boolean reconnects(ClientException ended) {
        return !loop.failed()
                && !leaving
                && everConnected
                && attempts < settings.reconnect().limit()
                && Reconnect.couldHelp(ended);
    }

    /** Ends every wait with the reason the connection is gone. */
    private void ended(ClientException why) {
        CompletableFuture<SessionEvent.Connected> future = connecting;
        connecting = null;
        if (future != null) {
            future.completeExceptionally(why);
        }
        waits.end(why);
        waitingForEnd.forEach(gone -> gone.complete(null));
        waitingForEnd.clear();
    }

    /** From now on a lost connection stays lost. */
    void leave() {
        leaving = true;
        if (reconnectTimer != null) {
            reconnectTimer.cancel();
            reconnectTimer = null;
            ended(new ClientException(
                    ClientException.Kind.DISCONNECTED, "disconnected while the connection was being made again"));
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
