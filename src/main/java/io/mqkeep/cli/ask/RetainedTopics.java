package io.mqkeep.cli.ask;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remembers which topics came, each once, in their order. */
public final class RetainedTopics implements Sink {
    private final Set<String> topics = new LinkedHashSet<>();

    @Override
    public synchronized List<OutputPosition> write(List<Delivery> batch) {
        for (Delivery delivery : batch) {
            topics.add(delivery.message().topic());
        }
        return List.of();
    }

    /** Returns the topics so far. */
    public synchronized List<String> all() {
        return List.copyOf(topics);
    }
}
