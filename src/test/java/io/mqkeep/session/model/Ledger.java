package io.mqkeep.session.model;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Counts what arrived of numbered messages: with QoS 2 once each, with QoS 1 at least once, with QoS 0 at most once,
 * and the first copies of each QoS in order. A message is known by its payload, its QoS and its number.
 */
final class Ledger {
    private final String direction;
    private final List<String> arrivals = new ArrayList<>();
    private Set<String> mayRepeat = Set.of();
    private int next;
    private final int[] lastFirst = {-1, -1, -1};

    Ledger(String direction) {
        this.direction = direction;
    }

    void arrived(Message message) {
        arrived(Objects.requireNonNull(message.payload().text()));
    }

    void arrived(String text) {
        arrivals.add(text);
    }

    /** These may have arrived more often than once. */
    void allowRepetition(Set<String> texts) {
        mayRepeat = new HashSet<>(texts);
    }

    /** Checks the next message. */
    void check(QoS qos) {
        String text = qos.number() + "-" + next++;
        long count = arrivals.stream().filter(text::equals).count();
        boolean once = qos != QoS.AT_LEAST_ONCE && !mayRepeat.contains(text);
        if ((count == 0 && qos != QoS.AT_MOST_ONCE) || (count > 1 && once)) {
            throw new AssertionError(direction + ": " + text + " arrived " + count + " times; all: " + arrivals);
        }
        int first = arrivals.indexOf(text);
        if (first >= 0 && first < lastFirst[qos.number()]) {
            throw new AssertionError(direction + ": " + text + " is out of order; all: " + arrivals);
        }
        lastFirst[qos.number()] = Math.max(first, lastFirst[qos.number()]);
    }
}
