package io.mqkeep.client;

import io.mqkeep.session.Change;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Session;
import io.mqkeep.store.SessionStore;
import io.mqkeep.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns: what comes together is answered by the session together, and carried out phase by phase. Everything but
 * {@link #request} is called on the transport's thread only.
 */
final class Loop {
    private final Transport transport;
    private final SessionStore store;
    private final Session session;
    private final LongSupplier clock;
    private final LongSupplier nanos;
    private final Phases phases;

    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnWanted = new AtomicBoolean();

    private List<Effect> effects = new ArrayList<>();
    private Transport.@Nullable Timer tickTimer;
    private long tickAt = Long.MAX_VALUE;
    /** Done when the changes of this turn are stored; null while nobody waits for that. */
    private @Nullable CompletableFuture<Void> turnStored;

    private @Nullable Throwable failure;

    /** What follows when the changes of a turn are stored, in this order. */
    interface Phases {
        /** What came since the last turn was told to the session: what waits for room may be published now. */
        void publish();

        void send(List<Effect> turn);

        void settle(List<Effect> turn);

        void deliver(List<Effect> turn);

        void close(List<Effect> turn);

        /** All effects are carried out. */
        void turnEnded();

        /** Nothing is stored, sent or settled any more. */
        void failed(Throwable cause);
    }

    Loop(
            Transport transport,
            SessionStore store,
            Session session,
            LongSupplier clock,
            LongSupplier nanos,
            Phases phases) {
        this.transport = transport;
        this.store = store;
        this.session = session;
        this.clock = clock;
        this.nanos = nanos;
        this.phases = phases;
    }

    long now() {
        return clock.getAsLong();
    }

    /** Runs a request in a turn; requests that come together share one. From any thread. */
    void request(Runnable request) {
        requests.add(request);
        requestTurn();
    }

    /** Has a turn begin. From any thread. */
    void requestTurn() {
        if (turnWanted.compareAndSet(false, true)) {
            transport.execute(this::requestedTurn);
        }
    }

    private void requestedTurn() {
        turnWanted.set(false);
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
        endTurn();
    }

    /** Has these effects carried out in this turn. */
    void add(List<Effect> answer) {
        effects.addAll(answer);
    }

    /** Completes the future once the changes of this turn are stored. */
    void whenStored(CompletableFuture<?> future, Runnable complete) {
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

    /** Carries out what the session answered in this turn, phase by phase. */
    void endTurn() {
        Throwable failed = failure;
        if (failed != null) {
            fail(failed);
            return;
        }
        session.turn(nanos.getAsLong());
        phases.publish();
        while (!effects.isEmpty() || turnStored != null) {
            List<Effect> turn = effects;
            effects = new ArrayList<>();
            try {
                store(turn);
                phases.send(turn);
            } catch (RuntimeException cause) {
                fail(cause);
                return;
            }
            phases.settle(turn);
            phases.deliver(turn);
            phases.close(turn);
        }
        phases.turnEnded();
        scheduleTick();
    }

    private void store(List<Effect> turn) {
        List<Change> changes = new ArrayList<>();
        for (Effect effect : turn) {
            if (effect instanceof Effect.Store store) {
                Change change = store.change();
                if (change instanceof Change.InputAt at) {
                    forgetLast(at, changes);
                }
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

    /**
     * A turn is stored whole or not at all, so of the places in a file that it comes to only the last one counts: the one
     * before, with the last message of the same file, would be most of what is written.
     */
    private static void forgetLast(Change.InputAt at, List<Change> changes) {
        int before = changes.size() - 2;
        if (before >= 0
                && changes.get(before) instanceof Change.InputAt other
                && other.position().key().equals(at.position().key())) {
            changes.remove(before);
        }
    }

    private void scheduleTick() {
        long deadline = session.nextDeadline();
        if (deadline >= tickAt) {
            return;
        }
        cancelTick();
        tickAt = deadline;
        tickTimer = transport.schedule(this::tick, Math.max(1, deadline - now()));
    }

    private void tick() {
        tickTimer = null;
        tickAt = Long.MAX_VALUE;
        add(session.tick(now()));
        endTurn();
    }

    void cancelTick() {
        if (tickTimer != null) {
            tickTimer.cancel();
            tickTimer = null;
        }
        tickAt = Long.MAX_VALUE;
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
        phases.failed(cause);
    }

    boolean failed() {
        return failure != null;
    }

    /** Says whether a request comes too late; it is told why. */
    boolean refuse(CompletableFuture<?> future) {
        Throwable cause = failure;
        return cause != null && future.completeExceptionally(cause);
    }
}
