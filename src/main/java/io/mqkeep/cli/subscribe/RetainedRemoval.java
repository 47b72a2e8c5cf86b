package io.mqkeep.cli.subscribe;

import io.mqkeep.cli.connection.OpenOutcomes;
import io.mqkeep.client.Client;
import io.mqkeep.client.Publication;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Deletes retained messages on the server once a sink has written them. */
final class RetainedRemoval implements Sink {
    private final Client client;
    private final Sink sink;
    private final OpenOutcomes open = new OpenOutcomes();
    private final AtomicLong refused = new AtomicLong();
    private volatile QoS qos = QoS.AT_LEAST_ONCE;

    RetainedRemoval(Client client, Sink sink) {
        this.client = client;
        this.sink = sink;
    }

    /** Takes in how much the server can do; before the first message. */
    void maximumQoS(QoS maximum) {
        qos = maximum == QoS.AT_MOST_ONCE ? maximum : QoS.AT_LEAST_ONCE;
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) throws IOException {
        List<OutputPosition> outputs = sink.write(batch);
        for (Delivery delivery : batch) {
            if (delivery.message().retain()) {
                remove(delivery.message().topic());
            }
        }
        return outputs;
    }

    /** An empty payload with RETAIN deletes ([MQTT-3.3.1-6], [MQTT-3.3.1-10] of 3.1.1). */
    private void remove(String topic) throws IOException {
        Publication publication;
        try {
            publication =
                    client.publish(new Message(topic, Binary.EMPTY, qos, true, PublishProperties.NONE), null, null);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while a retained message was deleted");
        }
        open.add(publication.outcome().thenAccept(outcome -> {
            if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.NotTaken) {
                refused.incrementAndGet();
            }
        }));
    }

    /** Says that no more are to be deleted. Done when the server has deleted those that were, or refused to. */
    CompletableFuture<Void> complete() {
        return open.complete();
    }

    /** Returns how many the server would not delete. */
    long refused() {
        return refused.get();
    }

    @Override
    public boolean shown() {
        return sink.shown();
    }

    @Override
    public int batchLimit() {
        return sink.batchLimit();
    }
}
