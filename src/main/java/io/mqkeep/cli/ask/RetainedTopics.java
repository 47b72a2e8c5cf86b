package io.mqkeep.cli.ask;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers which topics came, each once, in their order. */
public final class RetainedTopics implements Sink {
    private final Set<String> topics = new LinkedHashSet<>();

    @Override
    public synchronized @Nullable OutputPosition write(List<Delivery> batch) {
        for (Delivery delivery : batch) {
            topics.add(delivery.message().topic());
        }
        return null;
    }

    /** Returns the topics so far. */
    public synchronized List<String> all() {
        return List.copyOf(topics);
    }
}
