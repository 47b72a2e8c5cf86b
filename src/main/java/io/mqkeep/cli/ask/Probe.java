package io.mqkeep.cli.ask;

import io.mqkeep.client.Client;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One kind of round trip.
 *
 * @param qos of the message that comes back, or null for PINGREQ
 */
public record Probe(@Nullable QoS qos) {

    /** Returns what the lines begin with. */
    String name() {
        return qos == null ? "PINGREQ" : "QoS " + qos.number();
    }

    /** Sends it; done when it is back. */
    CompletableFuture<?> send(Client client, Echoes echoes, String topic, long number) throws InterruptedException {
        if (qos == null) {
            return client.ping();
        }
        String mark = qos.number() + "/" + number;
        CompletableFuture<Void> back = echoes.expect(mark);
        var _ = client.publish(Message.of(topic, Binary.ofText(mark), qos), null, null)
                .outcome()
                .whenComplete((_, failed) -> {
                    if (failed != null) {
                        back.completeExceptionally(failed);
                    }
                });
        return back;
    }
}
