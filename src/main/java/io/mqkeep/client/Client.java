package io.mqkeep.client;

import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Reader;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.SessionState;
import io.mqkeep.store.SessionStore;
import io.mqkeep.transport.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * <p>Futures fail with a {@link ClientException} when the connection ends and is not made again, and with what the store threw when the
 * session can't be stored; after that nothing is sent or acknowledged any more.
 */
public final class Client implements AutoCloseable {
    private final PublishBudget budget = new PublishBudget();
    private final Loop loop;
    private final @Nullable Authenticator authenticator;

    // What follows belongs to the loop's thread.
    private final Session session;
    private final Waits waits;
    private final Reading reading;
    private final Link link;
    private final ClientListener listener;

    /**
     * Makes a client; nothing happens yet.
     *
     * @param store recovered and locked; stays the caller's to close, after this client
     * @param clock milliseconds since the epoch, never going back
     * @param nanos nanoseconds with any beginning, never going back: the server's pace is measured by them
     */
    public Client(
            Transport transport,
            SessionStore store,
            ClientSettings settings,
            SessionSettings sessionSettings,
            LongSupplier clock,
            LongSupplier nanos,
            ClientListener listener) {
        this.listener = listener;
        authenticator = settings.authenticator();
        session = new Session(store.recovered(), sessionSettings);
        loop = new Loop(transport, store, session, clock, nanos, new Steps());
        waits = new Waits(session);
        reading = new Reading(session, loop);
        link = new Link(transport, settings, session, loop, waits, reading, listener, budget);
    }

    /** Connects, and resumes or begins the session. Done when CONNACK was taken in. */
    public CompletableFuture<SessionEvent.Connected> connect() {
        CompletableFuture<SessionEvent.Connected> future = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(future)) {
                link.connect(future);
            }
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
            if (givenBack.getAndSet(true)) {
                return;
            }
            if (message.qos() == QoS.AT_MOST_ONCE) {
                // Written, but perhaps not taken by the network.
                link.giveBackWhenSent(cost);
            } else {
                budget.giveBack(cost);
            }
        });
        var _ = accepted.whenComplete((number, failed) -> {
            // Nothing takes it further before the next connection: it is on the disk, and the next may come.
            if (link.isIdle() && !givenBack.getAndSet(true)) {
                budget.giveBack(cost);
            }
        });
        loop.request(() -> {
            if (loop.refuse(accepted)) {
                loop.refuse(outcome);
                return;
            }
            Long known = key == null ? null : session.state().numberOfKey(key);
            if (known != null) {
                accepted.complete(known);
                waits.forOutcomeOfFirst(known, outcome);
                return;
            }
            long number = session.nextNumber();
            ClientException tooLate = waits.over();
            if (tooLate == null) {
                waits.forOutcome(number, outcome);
            }
            List<Effect> answer = session.publish(message, key, input, loop.now());
            loop.add(answer);
            boolean taken = !(answer.getFirst() instanceof Effect.Settle(long _, Outcome.NotTaken _));
            loop.whenStored(accepted, () -> {
                accepted.complete(taken ? number : 0L);
                if (tooLate != null) {
                    outcome.completeExceptionally(tooLate);
                }
            });
        });
        return new Publication(accepted, outcome);
    }

    /** Returns a way to publish many messages, one after the other. Whoever asked for it closes it. */
    public PublishStream publishing(PublishStream.Listener hears) {
        PublishStream stream = new PublishStream(loop, session, link, waits, hears);
        loop.request(() -> waits.add(stream));
        return stream;
    }

    /** Remembers another identity of the same client. Done when it is stored. */
    public CompletableFuture<Void> remember(Identity identity) {
        return stored(() -> session.remember(identity));
    }

    /** Remembers where in an output file the next message will be. Done when it is stored. */
    public CompletableFuture<Void> outputAt(OutputPosition place) {
        return stored(() -> session.delivered(0, List.of(place), loop.now()));
    }

    private CompletableFuture<Void> stored(Supplier<List<Effect>> asked) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(stored)) {
                loop.add(asked.get());
                loop.whenStored(stored, () -> stored.complete(null));
            }
        });
        return stored;
    }

    /** Subscribes. Done with one code for each subscription. */
    public CompletableFuture<Outcome> subscribe(List<Subscription> subscriptions, List<UserProperty> userProperties) {
        return ask(() -> session.subscribe(subscriptions, userProperties, loop.now()));
    }

    /** Unsubscribes. Done with one code for each filter. */
    public CompletableFuture<Outcome> unsubscribe(List<String> filters, List<UserProperty> userProperties) {
        return ask(() -> session.unsubscribe(filters, userProperties, loop.now()));
    }

    private CompletableFuture<Outcome> ask(Supplier<List<Effect>> asked) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        loop.request(() -> {
            if (loop.refuse(outcome)) {
                return;
            }
            ClientException tooLate = waits.over();
            if (tooLate != null) {
                outcome.completeExceptionally(tooLate);
                return;
            }
            waits.forOutcome(session.nextNumber(), outcome);
            loop.add(asked.get());
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
        loop.request(() -> {
            if (!loop.refuse(ended)) {
                reading.begin(reader, into, ended);
            }
        });
        return ended;
    }

    /** Ends reading once the sink has written what it is writing; what it has not begun goes to the inbox. */
    public CompletableFuture<Void> endReading() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.request(() -> reading.end(ended));
        return ended;
    }

    /**
     * Ends reading and leaves what the sink has not written with the server, which sends it again on another connection.
     * The sink is not waited for: what it still writes is not acknowledged.
     */
    public CompletableFuture<Void> abandonReading() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.request(() -> reading.abandon(ended));
        return ended;
    }

    /** Sends PINGREQ. Done when the next PINGRESP came. */
    public CompletableFuture<Void> ping() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(answered)) {
                long before = session.pingsAnswered();
                waits.forCondition(asked -> asked.pingsAnswered() > before, answered);
                loop.add(session.ping(loop.now()));
            }
        });
        return answered;
    }

    /** Says whether connections are made with enhanced authentication. */
    public boolean authenticates() {
        return authenticator != null;
    }

    /**
     * Authenticates again on the connection that is there. Done when the server has agreed, with this exchange or on a
     * connection made anew.
     *
     * @throws IllegalStateException when the settings have no authenticator
     */
    public CompletableFuture<Void> reauthenticate() {
        Authenticator by = authenticator;
        if (by == null) {
            throw new IllegalStateException("there is no authentication method");
        }
        CompletableFuture<Void> agreed = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(agreed)) {
                long before = session.authenticated();
                waits.forCondition(asked -> asked.authenticated() > before, agreed);
                loop.add(session.reauthenticate(by.begin(), loop.now()));
            }
        });
        return agreed;
    }

    /** Done when everything accepted for sending that this server can take is acknowledged. */
    public CompletableFuture<Void> outgoingDone() {
        return when(asked -> asked.outgoingIdle() && !waits.publishing());
    }

    /** Done when the handshakes of all messages taken on this connection are complete. */
    public CompletableFuture<Void> incomingDone() {
        return when(asked -> asked.incomingOpen() == 0 && asked.withReader() == 0);
    }

    /** Done when this many messages were written by the sink and that is stored. */
    public CompletableFuture<Void> delivered(long count) {
        return when(asked -> reading.deliveredCount() >= count);
    }

    /**
     * Done at the end of the first turn after which the condition holds; failed when it does not and the connection has
     * ended, before or after this was asked.
     *
     * @param condition looks at the session on the loop's thread
     */
    public CompletableFuture<Void> when(Predicate<Session> condition) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(future)) {
                waits.forCondition(condition, future);
            }
        });
        return future;
    }

    /** Looks at the session on the loop's thread; the function must not keep what it sees. */
    public <T> CompletableFuture<T> look(Function<Session, T> function) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.request(() -> future.complete(function.apply(session)));
        return future;
    }

    /** Done with how long the client has been connected in milliseconds, 0 when it is not. */
    public CompletableFuture<Long> connectedMillis() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        loop.request(() -> future.complete(link.connectedMillis()));
        return future;
    }

    /**
     * Sends DISCONNECT and closes. Done when the connection is gone; at once when there is none. Fails when the server no
     * longer took what was written before it: a message with QoS 0 may be cut off then.
     */
    public CompletableFuture<Void> disconnect(Disconnect disconnect) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        loop.request(() -> {
            link.leave();
            if (!link.isOpen() || loop.failed()) {
                gone.complete(null);
                return;
            }
            link.whenGone(gone);
            loop.add(session.disconnect(disconnect, loop.now()));
        });
        return gone;
    }

    /** Closes the connection, if there is one, without a DISCONNECT, and ends the sink. The store stays open. */
    @Override
    public void close() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        loop.request(() -> {
            link.leave();
            reading.stop();
            link.close(gone);
        });
        gone.exceptionally(cutOff -> null).join();
    }

    /** Who does what in a turn. */
    private final class Steps implements Loop.Phases {
        @Override
        public void publish() {
            waits.publish();
        }

        @Override
        public void send(List<Effect> turn) {
            link.send(turn);
        }

        @Override
        public void settle(List<Effect> turn) {
            for (Effect effect : turn) {
                if (effect instanceof Effect.Settle(long number, Outcome outcome)) {
                    link.acknowledged();
                    if (!waits.settle(number, outcome)) {
                        listener.settled(number, outcome);
                    }
                } else if (effect instanceof Effect.Tell(SessionEvent event)) {
                    listener.told(event);
                    link.tell(event);
                    if (event instanceof SessionEvent.SetAside aside) {
                        // It has no end yet, but whoever waits for it on this connection waits in vain.
                        waits.settle(aside.number(), new Outcome.NotTaken(aside.limit()));
                    }
                }
            }
        }

        @Override
        public void deliver(List<Effect> turn) {
            if (reading.deliver(turn)) {
                link.delivered();
            }
        }

        @Override
        public void close(List<Effect> turn) {
            link.close(turn);
        }

        @Override
        public void turnEnded() {
            waits.check();
        }

        @Override
        public void failed(Throwable cause) {
            reading.fail(cause);
            waits.failAll(cause);
            link.fail(cause);
        }
    }

    /** Returns what is known of the session. Only on the loop's thread, or when the client is closed. */
    SessionState state() {
        return session.state();
    }
}
