package io.mqkeep.session.model;

import io.mqkeep.protocol.Message;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whoever publishes, and does not give up: each message under a key, again after every death until it was told how it
 * ended, and never a message whose key the session knows.
 */
final class Publisher {
    private final Account account;
    private int made;
    /** What is to be published, by the order it was made. */
    private final TreeMap<Integer, Message> toDo = new TreeMap<>();

    private final Map<String, Integer> order = new HashMap<>();
    /** What this process was asked to publish and has not told the end of, by number. */
    private final Map<Long, Message> asked = new HashMap<>();

    Publisher(Account account) {
        this.account = account;
    }

    int made() {
        return made;
    }

    void make(Message message) {
        account.open(message);
        order.put(Account.text(message), made);
        toDo.put(made++, message);
    }

    boolean done() {
        return toDo.isEmpty() && asked.isEmpty();
    }

    boolean hasToDo() {
        return !toDo.isEmpty();
    }

    /** Publishes the next message. */
    List<Effect> publishNext(Session session, long now) {
        Message message = toDo.pollFirstEntry().getValue();
        asked.put(session.nextNumber(), message);
        return session.publish(message, Account.text(message), null, now);
    }

    void settled(long number, Outcome outcome) {
        Message message = asked.remove(number);
        if (message == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Acknowledged _ -> {}
            case Outcome.Refused _, Outcome.Dropped _ -> account.mayBeLost(message);
            case Outcome.NotTaken _ -> {
                account.mayOvertake(message);
                again(message);
            }
            case Outcome.Answered _ -> throw new AssertionError("a message is not answered like a subscription");
        }
    }

    void setAside(long number) {
        Message message = asked.get(number);
        if (message != null) {
            account.mayOvertake(message);
        }
    }

    private void again(Message message) {
        Integer place = order.get(Account.text(message));
        if (place != null) {
            toDo.put(place, message);
        }
    }

    /** Another process: what it knows nothing of is published again, and what it has open is waited for. */
    void restarted(SessionState state) {
        Set<Long> open = new HashSet<>();
        for (OutgoingMessage message : state.inFlight()) {
            open.add(message.number());
        }
        for (QueuedMessage message : state.queued()) {
            open.add(message.number());
        }
        List<Message> unsettled = new ArrayList<>(asked.values());
        asked.clear();
        for (Message message : unsettled) {
            @Nullable Long number = state.numberOfKey(Account.text(message));
            if (number == null) {
                if (message.properties().messageExpiryInterval() != null) {
                    // It may have expired, and its key been forgotten, without a word to us.
                    account.mayOvertake(message);
                }
                again(message);
            } else if (open.contains(number)) {
                asked.put(number, message);
            }
        }
    }

    /** The session is lost: what was in flight is published anew or given up. */
    void lost(SessionState state) {
        for (OutgoingMessage message : state.inFlight()) {
            account.mayBeLost(message.message());
            account.mayRepeat(Account.text(message.message()));
            account.mayOvertake(message.message());
        }
    }
}
