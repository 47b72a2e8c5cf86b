package io.mqkeep.cli.ask;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Our own messages as they come back, known by what is in them. */
final class Echoes implements Sink {
    private final Map<String, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

    CompletableFuture<Void> expect(String mark) {
        return expected.computeIfAbsent(mark, _ -> new CompletableFuture<>());
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) {
        for (Delivery delivery : batch) {
            String mark = delivery.message().payload().text();
            CompletableFuture<Void> back = mark == null ? null : expected.remove(mark);
            if (back != null) {
                back.complete(null);
            }
        }
        return List.of();
    }

    /** An acknowledgement is as good as its message is fast: none waits for another. */
    @Override
    public int batchLimit() {
        return 1;
    }
}
