package io.mqkeep.repl;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jline.reader.impl.history.DefaultHistory;

/** The history, without what must not be kept. */
final class RememberedLines extends DefaultHistory {
    private final UnaryOperator<String> remembered;

    RememberedLines(UnaryOperator<String> remembered) {
        this.remembered = remembered;
    }

    @Override
    public void add(Instant time, String line) {
        String kept = remembered.apply(line);
        if (!kept.isBlank()) {
            super.add(time, kept);
        }
    }
}
