package io.mqkeep.session.model;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What was promised of each message in one direction, and what became of it. A message is known by its payload.
 *
 * <p>QoS 2 arrives once, QoS 1 at least once, QoS 0 at most once, and the first copies of one QoS and topic in order. Of
 * some messages less is promised; whoever knows says so.
 */
final class Account {
    private final String direction;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private List<String> arrivals = List.of();

    Account(String direction) {
        this.direction = direction;
    }

    private static final class Entry {
        final Message message;
        boolean mayBeLost;
        boolean mayRepeat;
        boolean mayOvertake;

        Entry(Message message) {
            this.message = message;
            mayBeLost = message.qos() == QoS.AT_MOST_ONCE;
            mayRepeat = message.qos() == QoS.AT_LEAST_ONCE;
        }
    }

    static String text(Message message) {
        return Objects.requireNonNull(message.payload().text());
    }

    void open(Message message) {
        entries.put(text(message), new Entry(message));
    }

    void mayBeLost(Message message) {
        entry(text(message)).mayBeLost = true;
    }

    void mayRepeat(String text) {
        entry(text).mayRepeat = true;
    }

    void mayOvertake(Message message) {
        entry(text(message)).mayOvertake = true;
    }

    private Entry entry(String text) {
        return Objects.requireNonNull(entries.get(text), text);
    }

    /** These arrived, in this order. */
    void arrived(List<String> texts) {
        arrivals = List.copyOf(texts);
    }

    void check() {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : arrivals) {
            if (!entries.containsKey(text)) {
                throw new AssertionError(direction + ": " + text + " was never sent");
            }
            counts.merge(text, 1, Integer::sum);
        }
        entries.forEach((text, entry) -> {
            int count = counts.getOrDefault(text, 0);
            if ((count == 0 && !entry.mayBeLost) || (count > 1 && !entry.mayRepeat)) {
                throw new AssertionError(direction + ": " + text + " arrived " + count + " times");
            }
        });
        checkOrder();
    }

    /** First copies come in the order the messages were sent, of one topic and QoS. */
    private void checkOrder() {
        Map<String, Integer> numbers = new HashMap<>();
        entries.keySet().forEach(text -> numbers.put(text, numbers.size()));
        Map<String, String> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (String text : arrivals) {
            Entry entry = entry(text);
            if (entry.mayOvertake || !seen.add(text)) {
                continue;
            }
            String before = last.put(entry.message.topic() + entry.message.qos(), text);
            if (before != null && entryNumber(numbers, before) > entryNumber(numbers, text)) {
                throw new AssertionError(direction + ": " + text + " came after " + before);
            }
        }
    }

    private static int entryNumber(Map<String, Integer> numbers, String text) {
        return Objects.requireNonNull(numbers.get(text));
    }
}
