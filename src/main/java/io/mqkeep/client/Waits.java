package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What callers wait for, until it comes or the connection has ended and is not made again. */
final class Waits {
    private final Session session;
    private final Map<Long, CompletableFuture<Outcome>> outcomes = new HashMap<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<PublishStream> streams = new ArrayList<>();
    private @Nullable ClientException over;

    /** A condition somebody waits for. */
    private record Condition(Predicate<Session> holds, CompletableFuture<Void> future) {
        // A record's own equality is made when it is first asked for, which takes milliseconds of a short life.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    Waits(Session session) {
        this.session = session;
    }

    /** Returns why there is no connection and none is being made; null before the first. */
    @Nullable
    ClientException over() {
        return over;
    }

    /** A connection is being made: waiting makes sense again. */
    void begin() {
        over = null;
    }

    void forOutcome(long number, CompletableFuture<Outcome> outcome) {
        outcomes.put(number, outcome);
    }

    /** Waits for the outcome of a message that another caller, perhaps of an earlier command, has published. */
    void forOutcomeOfFirst(long number, CompletableFuture<Outcome> outcome) {
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

    /** Has a stream publish in every turn, and hear of its messages. */
    void add(PublishStream stream) {
        streams.add(stream);
    }

    /** Lets the streams publish what waits in them. */
    void publish() {
        for (PublishStream stream : streams) {
            stream.publishWaiting();
        }
    }

    /** Says whether a stream has messages that the session has not taken. */
    boolean publishing() {
        for (PublishStream stream : streams) {
            if (!stream.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Tells whoever waits for an outcome; returns false when nobody does. */
    boolean settle(long number, Outcome outcome) {
        for (PublishStream stream : streams) {
            if (stream.settle(number, outcome)) {
                return true;
            }
        }
        CompletableFuture<Outcome> future = outcomes.remove(number);
        if (future == null) {
            return false;
        }
        future.complete(outcome);
        return true;
    }

    void forCondition(Predicate<Session> condition, CompletableFuture<Void> future) {
        conditions.add(new Condition(condition, future));
    }

    /** Tells those whose condition holds now, and those who wait in vain. */
    void check() {
        for (int i = streams.size() - 1; i >= 0; i--) {
            PublishStream stream = streams.get(i);
            stream.turnEnded();
            if (stream.isOver()) {
                streams.remove(i);
            }
        }
        if (conditions.isEmpty()) {
            return;
        }
        for (Condition condition : List.copyOf(conditions)) {
            if (condition.holds().test(session)) {
                conditions.remove(condition);
                condition.future().complete(null);
            } else if (over != null) {
                conditions.remove(condition);
                condition.future().completeExceptionally(over);
            }
        }
    }

    /** The connection has ended and is not made again: whoever waits is told why, also whoever comes later. */
    void end(ClientException why) {
        over = why;
        streams.forEach(stream -> stream.over(why));
        failWaiting(why);
    }

    /** Nothing can be stored any more. */
    void failAll(Throwable why) {
        streams.forEach(stream -> stream.fail(why));
        failWaiting(why);
    }

    private void failWaiting(Throwable why) {
        List<CompletableFuture<Outcome>> open = List.copyOf(outcomes.values());
        outcomes.clear();
        open.forEach(outcome -> outcome.completeExceptionally(why));
        List<Condition> waited = List.copyOf(conditions);
        conditions.clear();
        waited.forEach(condition -> condition.future().completeExceptionally(why));
    }
}
