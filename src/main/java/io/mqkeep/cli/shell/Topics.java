package io.mqkeep.cli.shell;

import java.util.LinkedHashSet;
import java.util.List;

/** The topics and filters that came up in a shell, for completion: the latest, and not without end. */
final class Topics {
    private static final int MOST = 1_000;
    private static final int LONGEST = 200;

    private final LinkedHashSet<String> seen = new LinkedHashSet<>();

    synchronized void add(String topic) {
        if (topic.length() > LONGEST) {
            return;
        }
        seen.remove(topic);
        seen.addLast(topic);
        if (seen.size() > MOST) {
            seen.removeFirst();
        }
    }

    /** Returns them, the latest first. */
    synchronized List<String> all() {
        return List.copyOf(seen.reversed());
    }
}
