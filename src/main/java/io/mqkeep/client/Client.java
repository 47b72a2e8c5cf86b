package io.mqkeep.client;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Change;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Effect.CloseReason;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.Reader;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.SessionState;
import io.mqkeep.store.SessionStore;
import io.mqkeep.transport.Closing;
import io.mqkeep.transport.Connection;
import io.mqkeep.transport.ConnectionListener;
import io.mqkeep.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of one server with one session. The methods may be called from any thread but the loop's; the futures they
 * return are completed on the loop's thread.
 *
 * <p>Futures fail with a {@link ClientException} when the connection ends, and with what the store threw when the
 * session can't be stored; after that nothing is sent or acknowledged any more.
 */
public final class Client implements AutoCloseable {
    /** Above this many messages or bytes waiting for the sink, reading pauses; below a quarter of it, it goes on. */
    private static final int SINK_MESSAGES = 1024;

    private static final long SINK_BYTES = 8L * 1024 * 1024;

    private final Transport transport;
    private final SessionStore store;
    private final ClientSettings settings;
    private final LongSupplier clock;
    private final ClientListener listener;
    private final PublishBudget budget = new PublishBudget();

    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnWanted = new AtomicBoolean();

    // What follows belongs to the loop's thread.
    private final Session session;
    private List<Effect> effects = new ArrayList<>();
    private @Nullable Connection connection;
    private @Nullable CompletableFuture<SessionEvent.Connected> connecting;
    private Transport.@Nullable Timer connectTimer;
    private long openedAt;
    private Transport.@Nullable Timer tickTimer;
    private long tickAt = Long.MAX_VALUE;
    private Effect.@Nullable Close closing;
    private @Nullable ClientException refusal;
    private @Nullable Throwable failure;
    /** Why there is no connection and none is being made; null before the first. */
    private @Nullable ClientException over;

    private Transport.@Nullable Timer reconnectTimer;
    private int attempts;
    private int fruitless;
    private boolean everConnected;
    private boolean connectedThisTime;
    private boolean progressed;
    private boolean leaving;
    private final Map<Long, CompletableFuture<Outcome>> outcomes = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<CompletableFuture<Void>> closedWaiting = new ArrayList<>();
    /** Done when the changes of this turn are stored; null while nobody waits for that. */
    private @Nullable CompletableFuture<Void> turnStored;

    private final List<Integer> unsentCosts = new ArrayList<>();
    private @Nullable SinkThread sink;
    private @Nullable CompletableFuture<Void> sinkFailure;
    private long deliveredCount;
    private boolean readingPaused;

    /** A condition somebody waits for. */
    private record Waiting(Predicate<Session> condition, CompletableFuture<Void> future) {}

    /**
     * Makes a client; nothing happens yet.
     *
     * @param store recovered and locked; stays the caller's to close, after this client
     * @param clock milliseconds since the epoch, never going back
     */
    public Client(
            Transport transport,
            SessionStore store,
            ClientSettings settings,
            SessionSettings sessionSettings,
            LongSupplier clock,
            ClientListener listener) {
        this.transport = transport;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        session = new Session(store.recovered(), sessionSettings);
    }

    // ---- what commands ask for ----

    /** Connects, and resumes or begins the session. Done when CONNACK was taken in. */
    public CompletableFuture<SessionEvent.Connected> connect() {
        CompletableFuture<SessionEvent.Connected> future = new CompletableFuture<>();
        request(() -> {
            if (refuse(future)) {
                return;
            }
            if (session.blocked()) {
                future.completeExceptionally(lostSession());
                return;
            }
            connecting = future;
            over = null;
            closing = null;
            refusal = null;
            leaving = false;
            open();
        });
        return future;
    }

    /**
     * Publishes a message. Waits while too much is on its way already.
     *
     * @param key an idempotency key: when the session knows it, nothing is published and the outcome is the first's
     */
    public Publication publish(Message message, @Nullable String key, @Nullable InputPosition input)
            throws InterruptedException {
        CompletableFuture<Long> accepted = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        int cost = message.payload().size();
        budget.take(cost);
        AtomicBoolean givenBack = new AtomicBoolean();
        var _ = outcome.whenComplete((ended, failed) -> {
            Connection open = connection;
            if (givenBack.getAndSet(true)) {
                return;
            }
            if (message.qos() == QoS.AT_MOST_ONCE && open != null && !open.writable()) {
                // Written, but the network has not taken it: the room comes back when it has.
                unsentCosts.add(cost);
            } else {
                budget.giveBack(cost);
            }
        });
        var _ = accepted.whenComplete((number, failed) -> {
            // Nothing takes it further before the next connection: it is on the disk, and the next may come.
            if (connection == null && !givenBack.getAndSet(true)) {
                budget.giveBack(cost);
            }
        });
        request(() -> {
            if (refuse(accepted)) {
                refuse(outcome);
                return;
            }
            Long known = key == null ? null : session.state().numberOfKey(key);
            if (known != null) {
                accepted.complete(known);
                followFirst(known, outcome);
                return;
            }
            long number = session.nextNumber();
            ClientException tooLate = over;
            if (tooLate == null) {
                outcomes.put(number, outcome);
            }
            List<Effect> answer = session.publish(message, key, input, clock.getAsLong());
            effects.addAll(answer);
            boolean taken = !(answer.getFirst() instanceof Effect.Settle(long _, Outcome.NotTaken _));
            whenStored(accepted, () -> {
                accepted.complete(taken ? number : 0L);
                if (tooLate != null) {
                    outcome.completeExceptionally(tooLate);
                }
            });
        });
        return new Publication(accepted, outcome);
    }

    private void followFirst(long number, CompletableFuture<Outcome> outcome) {
        if (!isOpen(number)) {
            outcome.complete(new Outcome.Acknowledged(ReasonCode.SUCCESS));
            return;
        }
        if (over != null) {
            outcome.completeExceptionally(over);
            return;
        }
        CompletableFuture<Outcome> first = outcomes.computeIfAbsent(number, unseen -> new CompletableFuture<>());
        var _ = first.whenComplete((ended, failed) -> {
            if (failed != null) {
                outcome.completeExceptionally(failed);
            } else {
                outcome.complete(ended);
            }
        });
    }

    private boolean isOpen(long number) {
        for (OutgoingMessage message : session.state().inFlight()) {
            if (message.number() == number) {
                return true;
            }
        }
        for (QueuedMessage message : session.state().queued()) {
            if (message.number() == number) {
                return true;
            }
        }
        return false;
    }

    /** Remembers another identity of the same client. Done when it is stored. */
    public CompletableFuture<Void> remember(Identity identity) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        request(() -> {
            if (!refuse(stored)) {
                effects.addAll(session.remember(identity));
                whenStored(stored, () -> stored.complete(null));
            }
        });
        return stored;
    }

    /** Remembers where in an output file the next message will be. Done when it is stored. */
    public CompletableFuture<Void> outputAt(OutputPosition place) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        request(() -> {
            if (!refuse(stored)) {
                effects.addAll(session.delivered(0, place, clock.getAsLong()));
                whenStored(stored, () -> stored.complete(null));
            }
        });
        return stored;
    }

    /** Subscribes. Done with one code for each subscription. */
    public CompletableFuture<Outcome> subscribe(List<Subscription> subscriptions) {
        return ask(() -> session.subscribe(subscriptions, clock.getAsLong()));
    }

    /** Unsubscribes. Done with one code for each filter. */
    public CompletableFuture<Outcome> unsubscribe(List<String> filters) {
        return ask(() -> session.unsubscribe(filters, clock.getAsLong()));
    }

    private CompletableFuture<Outcome> ask(Supplier<List<Effect>> asked) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        request(() -> {
            if (refuse(outcome)) {
                return;
            }
            if (over != null) {
                outcome.completeExceptionally(over);
                return;
            }
            outcomes.put(session.nextNumber(), outcome);
            effects.addAll(asked.get());
        });
        return outcome;
    }

    /**
     * Reads messages into a sink: first what the inbox holds, then what comes.
     *
     * @return done exceptionally when the sink fails or the session can't be stored; otherwise done by {@link #endReading}
     */
    public CompletableFuture<Void> read(Reader reader, Sink into) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        request(() -> {
            if (refuse(ended)) {
                return;
            }
            sinkFailure = ended;
            deliveredCount = 0;
            sink = new SinkThread(into, new SinkThread.Reports() {
                @Override
                public void written(int count, @Nullable OutputPosition output) {
                    request(() -> sinkWrote(count, output));
                }

                @Override
                public void failed(Exception cause) {
                    request(() -> ended.completeExceptionally(cause));
                }
            });
            effects.addAll(session.attach(reader, clock.getAsLong()));
        });
        return ended;
    }

    /** Ends reading once the sink has written what it is writing; what it has not begun goes to the inbox. */
    public CompletableFuture<Void> endReading() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        request(() -> {
            SinkThread reading = sink;
            if (reading == null) {
                ended.complete(null);
                return;
            }
            reading.end();
            // Joined off the loop: the sink may be blocked, and its last report comes before this request's second
            // half.
            new Thread(
                            () -> {
                                reading.join(2000);
                                request(() -> {
                                    sink = null;
                                    if (failure == null) {
                                        effects.addAll(session.detach(clock.getAsLong()));
                                    }
                                    CompletableFuture<Void> open = sinkFailure;
                                    if (open != null) {
                                        open.complete(null);
                                    }
                                    whenStored(ended, () -> ended.complete(null));
                                });
                            },
                            "mqkeep-sink-end")
                    .start();
        });
        return ended;
    }

    private void sinkWrote(int count, @Nullable OutputPosition output) {
        if (failure != null) {
            return;
        }
        effects.addAll(session.delivered(count, output, clock.getAsLong()));
        // Looked at only at the end of the turn, when it is stored.
        deliveredCount += count;
        pauseOrResume();
    }

    /** Done when everything accepted for sending that this server can take is acknowledged. */
    public CompletableFuture<Void> outgoingDone() {
        return when(Session::outgoingIdle);
    }

    /** Done when the handshakes of all messages taken on this connection are complete. */
    public CompletableFuture<Void> incomingDone() {
        return when(asked -> asked.incomingOpen() == 0 && asked.withReader() == 0);
    }

    /** Done when this many messages were written by the sink and that is stored. */
    public CompletableFuture<Void> delivered(long count) {
        return when(asked -> deliveredCount >= count);
    }

    /**
     * Done at the end of the first turn after which the condition holds; failed when it does not and the connection has
     * ended, before or after this was asked.
     *
     * @param condition looks at the session on the loop's thread
     */
    public CompletableFuture<Void> when(Predicate<Session> condition) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        request(() -> {
            if (!refuse(future)) {
                waiting.add(new Waiting(condition, future));
            }
        });
        return future;
    }

    /** Looks at the session on the loop's thread; the function must not keep what it sees. */
    public <T> CompletableFuture<T> look(Function<Session, T> function) {
        CompletableFuture<T> future = new CompletableFuture<>();
        request(() -> future.complete(function.apply(session)));
        return future;
    }

    /** Sends DISCONNECT and closes. Done when the connection is gone; at once when there is none. */
    public CompletableFuture<Void> disconnect(Disconnect disconnect) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        request(() -> {
            leave();
            if (connection == null || failure != null) {
                gone.complete(null);
                return;
            }
            closedWaiting.add(gone);
            effects.addAll(session.disconnect(disconnect, clock.getAsLong()));
        });
        return gone;
    }

    /** Closes the connection, if there is one, without a DISCONNECT, and ends the sink. The store stays open. */
    @Override
    public void close() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        request(() -> {
            leave();
            if (sink != null) {
                sink.end();
            }
            Connection open = connection;
            if (open == null) {
                gone.complete(null);
            } else {
                closedWaiting.add(gone);
                open.close();
            }
        });
        gone.join();
    }

    /** From now on a lost connection stays lost. */
    private void leave() {
        leaving = true;
        if (reconnectTimer != null) {
            reconnectTimer.cancel();
            reconnectTimer = null;
            ended(new ClientException(
                    ClientException.Kind.DISCONNECTED, "disconnected while the connection was being made again"));
        }
    }

    // ---- turns ----

    /** Runs a request in a turn; requests that come together share one. */
    private void request(Runnable request) {
        requests.add(request);
        if (turnWanted.compareAndSet(false, true)) {
            transport.execute(this::requestedTurn);
        }
    }

    /** Completes the future once the changes of this turn are stored. */
    private void whenStored(CompletableFuture<?> future, Runnable complete) {
        CompletableFuture<Void> stored = turnStored;
        if (stored == null) {
            stored = new CompletableFuture<>();
            turnStored = stored;
        }
        var _ = stored.whenComplete((done, failed) -> {
            if (failed != null) {
                future.completeExceptionally(failed);
            } else {
                complete.run();
            }
        });
    }

    private void requestedTurn() {
        turnWanted.set(false);
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
        endTurn();
    }

    /** Carries out what the session answered in this turn, phase by phase. */
    private void endTurn() {
        Throwable failed = failure;
        if (failed != null) {
            fail(failed);
            return;
        }
        while (!effects.isEmpty() || turnStored != null) {
            List<Effect> turn = effects;
            effects = new ArrayList<>();
            try {
                store(turn);
                send(turn);
            } catch (RuntimeException cause) {
                fail(cause);
                return;
            }
            settle(turn);
            deliver(turn);
            close(turn);
        }
        checkWaiting();
        scheduleTick();
    }

    private void store(List<Effect> turn) {
        List<Change> changes = new ArrayList<>();
        for (Effect effect : turn) {
            if (effect instanceof Effect.Store(Change change)) {
                changes.add(change);
            }
        }
        if (!changes.isEmpty()) {
            store.commit(changes);
        }
        CompletableFuture<Void> stored = turnStored;
        turnStored = null;
        if (stored != null) {
            stored.complete(null);
        }
    }

    private void send(List<Effect> turn) {
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

    private void settle(List<Effect> turn) {
        for (Effect effect : turn) {
            if (effect instanceof Effect.Settle(long number, Outcome outcome)) {
                progressed = true;
                CompletableFuture<Outcome> future = outcomes.remove(number);
                if (future != null) {
                    future.complete(outcome);
                } else {
                    listener.settled(number, outcome);
                }
            } else if (effect instanceof Effect.Tell(SessionEvent event)) {
                tell(event);
            }
        }
    }

    private void tell(SessionEvent event) {
        listener.told(event);
        switch (event) {
            case SessionEvent.Connected connected -> {
                cancelConnectTimer();
                everConnected = true;
                connectedThisTime = true;
                progressed = false;
                attempts = 0;
                CompletableFuture<SessionEvent.Connected> future = connecting;
                connecting = null;
                if (future != null) {
                    future.complete(connected);
                }
            }
            case SessionEvent.ConnectRefused refused ->
                refusal = new ClientException(
                        ClientException.Kind.REFUSED,
                        "the server at " + settings.server() + " refused the connection: "
                                + Reasons.words(
                                        refused.connAck().reasonCode(),
                                        refused.connAck().properties().reasonString()),
                        refused.connAck().reasonCode());
            case SessionEvent.Disconnected disconnected ->
                refusal = new ClientException(
                        ClientException.Kind.SERVER_DISCONNECTED,
                        "the server at " + settings.server() + " ended the connection: "
                                + Reasons.words(
                                        disconnected.disconnect().reasonCode(),
                                        disconnected.disconnect().reasonString()),
                        disconnected.disconnect().reasonCode());
            default -> {}
        }
    }

    private void deliver(List<Effect> turn) {
        SinkThread reading = sink;
        if (reading == null) {
            return;
        }
        for (Effect effect : turn) {
            if (effect instanceof Effect.Deliver(var delivery)) {
                reading.offer(delivery);
            }
        }
        pauseOrResume();
    }

    private void pauseOrResume() {
        SinkThread reading = sink;
        Connection open = connection;
        if (reading == null || open == null) {
            return;
        }
        int messages = reading.queued();
        long bytes = reading.queuedBytes();
        if (!readingPaused && (messages >= SINK_MESSAGES || bytes >= SINK_BYTES)) {
            pauseReading(open, true);
        } else if (readingPaused && messages <= SINK_MESSAGES / 4 && bytes <= SINK_BYTES / 4) {
            pauseReading(open, false);
        }
    }

    private void pauseReading(Connection open, boolean paused) {
        readingPaused = paused;
        open.readPaused(paused);
        effects.addAll(session.readingPaused(paused, clock.getAsLong()));
    }

    private void close(List<Effect> turn) {
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

    private void checkWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Waiting entry : List.copyOf(waiting)) {
            if (entry.condition().test(session)) {
                waiting.remove(entry);
                entry.future().complete(null);
            } else if (over != null) {
                waiting.remove(entry);
                entry.future().completeExceptionally(over);
            }
        }
    }

    private void scheduleTick() {
        long deadline = session.nextDeadline();
        if (deadline >= tickAt) {
            return;
        }
        cancelTick();
        tickAt = deadline;
        tickTimer = transport.schedule(this::tick, Math.max(1, deadline - clock.getAsLong()));
    }

    private void tick() {
        tickTimer = null;
        tickAt = Long.MAX_VALUE;
        effects.addAll(session.tick(clock.getAsLong()));
        endTurn();
    }

    private void cancelTick() {
        if (tickTimer != null) {
            tickTimer.cancel();
            tickTimer = null;
        }
        tickAt = Long.MAX_VALUE;
    }

    // ---- the connection ----

    private void open() {
        reconnectTimer = null;
        connectedThisTime = false;
        openedAt = clock.getAsLong();
        transport.open(settings.server(), settings.connectTimeout(), new Listener());
    }

    /** Hears one connection; what a connection says that is no longer ours is not heard. */
    private final class Listener implements ConnectionListener {
        @Override
        public void opened(Connection opened) {
            connection = opened;
            readingPaused = false;
            Connect connect = settings.connect();
            long spent = clock.getAsLong() - openedAt;
            connectTimer = transport.schedule(
                    this::noConnAck, Math.max(1, settings.connectTimeout().toMillis() - spent));
            byte[] incarnation = new byte[8];
            ThreadLocalRandom.current().nextBytes(incarnation);
            effects.addAll(session.connect(
                    connect, settings.server(), HexFormat.of().formatHex(incarnation), clock.getAsLong()));
            endTurn();
        }

        private void noConnAck() {
            connectTimer = null;
            if (refusal == null && !session.connected()) {
                refusal = new ClientException(
                        ClientException.Kind.TIMED_OUT,
                        "the server at " + settings.server() + " accepted the connection but sent no CONNACK within "
                                + settings.connectTimeout().toMillis() / 1000.0
                                + " s; is it an MQTT server, and does it"
                                + " speak MQTT " + settings.connect().version() + "?");
            }
            Connection open = connection;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void received(Packet packet) {
            if (failure == null) {
                effects.addAll(session.received(packet, clock.getAsLong()));
            }
        }

        @Override
        public void readComplete() {
            endTurn();
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

    private void giveBackUnsent() {
        unsentCosts.forEach(budget::giveBack);
        unsentCosts.clear();
    }

    private void gone(Closing why) {
        connection = null;
        cancelConnectTimer();
        cancelTick();
        Effect.Close asked = closing;
        closing = null;
        if (failure == null) {
            // What came before the end and was not carried out yet goes first: it may hold an acknowledgement.
            endTurn();
            effects.addAll(session.lost(clock.getAsLong()));
            endTurn();
        }
        giveBackUnsent();
        if (asked != null && asked.reason() == CloseReason.RECONNECT && failure == null) {
            open();
            return;
        }
        ClientException ended = poisoned(why(asked, why));
        if (reconnects(ended)) {
            attempts++;
            long pause = settings.reconnect()
                    .pauseMillis(attempts, ThreadLocalRandom.current().nextDouble());
            refusal = null;
            reconnectTimer = transport.schedule(this::open, pause);
            listener.reconnecting(ended, attempts, pause);
            return;
        }
        ended(ended);
        listener.closed(ended);
    }

    private boolean reconnects(ClientException ended) {
        return failure == null
                && !leaving
                && everConnected
                && attempts < settings.reconnect().limit()
                && Reconnect.couldHelp(ended);
    }

    /**
     * A message that makes the server leave each time it is sent again would go round for ever. Connections that ended
     * without anything acknowledged are counted; after {@link Reconnect#FRUITLESS} in a row the first message in flight
     * is named.
     */
    private ClientException poisoned(ClientException ended) {
        if (!everConnected || progressed || session.state().inFlight().isEmpty() || !Reconnect.couldHelp(ended)) {
            fruitless = 0;
            return ended;
        }
        if (!connectedThisTime || ++fruitless < Reconnect.FRUITLESS) {
            return ended;
        }
        OutgoingMessage first = session.state().inFlight().iterator().next();
        return new ClientException(
                ClientException.Kind.POISONED,
                "the connection ended " + fruitless + " times in a row right after message " + first.number()
                        + " (topic "
                        + first.message().topic() + ", QoS "
                        + first.message().qos().number() + ") was sent again; last time: " + ended.getMessage(),
                ended.reasonCode());
    }

    private ClientException why(Effect.@Nullable Close asked, Closing why) {
        ClientException said = refusal;
        if (said != null) {
            return said;
        }
        if (asked != null) {
            return switch (asked.reason()) {
                case SESSION_LOST -> lostSession();
                case PROTOCOL_ERROR ->
                    new ClientException(ClientException.Kind.PROTOCOL_ERROR, sentence(asked.words()));
                case KEEP_ALIVE_TIMEOUT ->
                    new ClientException(ClientException.Kind.NOT_CONNECTED, sentence(asked.words()));
                case DISCONNECTED, REFUSED, SERVER_DISCONNECTED, RECONNECT ->
                    new ClientException(ClientException.Kind.DISCONNECTED, "disconnected from " + settings.server());
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
        return "server " + settings.server() + ": " + words;
    }

    private ClientException lostSession() {
        int inFlight = session.state().inFlight().size();
        return new ClientException(
                ClientException.Kind.SESSION_LOST,
                "the server has lost the session while " + inFlight
                        + (inFlight == 1 ? " message was" : " messages were")
                        + " in flight; decide with --on-session-lost republish (some may arrive twice) or discard"
                        + " (they are given up)");
    }

    /** Ends every wait with the reason the connection is gone. */
    private void ended(ClientException why) {
        over = why;
        CompletableFuture<SessionEvent.Connected> future = connecting;
        connecting = null;
        if (future != null) {
            future.completeExceptionally(why);
        }
        endAll(why);
        closedWaiting.forEach(gone -> gone.complete(null));
        closedWaiting.clear();
    }

    private void endAll(Throwable why) {
        List<CompletableFuture<Outcome>> open = List.copyOf(outcomes.values());
        outcomes.clear();
        open.forEach(outcome -> outcome.completeExceptionally(why));
        List<Waiting> waited = List.copyOf(waiting);
        waiting.clear();
        waited.forEach(entry -> entry.future().completeExceptionally(why));
    }

    private void cancelConnectTimer() {
        if (connectTimer != null) {
            connectTimer.cancel();
            connectTimer = null;
        }
    }

    /**
     * The store failed, or something here is broken: nothing is sent, acknowledged or stored any more, and the
     * connection ends without DISCONNECT ([MQTT-4.8.0-2] in 3.1.1).
     */
    private void fail(Throwable cause) {
        failure = cause;
        effects = new ArrayList<>();
        CompletableFuture<Void> stored = turnStored;
        turnStored = null;
        if (stored != null) {
            stored.completeExceptionally(cause);
        }
        CompletableFuture<SessionEvent.Connected> future = connecting;
        connecting = null;
        if (future != null) {
            future.completeExceptionally(cause);
        }
        CompletableFuture<Void> reading = sinkFailure;
        if (reading != null) {
            reading.completeExceptionally(cause);
        }
        endAll(cause);
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }

    /** Says whether a request comes too late; it is told why. */
    private boolean refuse(CompletableFuture<?> future) {
        Throwable cause = failure;
        return cause != null && future.completeExceptionally(cause);
    }

    /** Returns what is known of the session. Only on the loop's thread, or when the client is closed. */
    SessionState state() {
        return session.state();
    }
}
