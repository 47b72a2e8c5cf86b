package io.mqkeep.cli.ask;

import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Prints the answers to one request, and passes over all others. */
final class Answers implements Sink {
    private final @Nullable Binary correlationData;
    private final long wanted;
    private final MessagePrinter printer;
    private final OutputStream out;
    private final CompletableFuture<Void> enough = new CompletableFuture<>();
    private long came;
    private long others;

    /**
     * Makes a sink that nothing has come to.
     *
     * @param correlationData what an answer carries; null when it can't (MQTT 3.1.1), and all that comes is one
     * @param wanted how many answers are enough
     */
    Answers(@Nullable Binary correlationData, long wanted, MessagePrinter printer, OutputStream out) {
        this.correlationData = correlationData;
        this.wanted = wanted;
        this.printer = printer;
        this.out = out;
    }

    @Override
    public synchronized List<OutputPosition> write(List<Delivery> batch) throws IOException {
        for (Delivery delivery : batch) {
            if (!isOurs(delivery.message())) {
                others++;
            } else if (came < wanted) {
                came++;
                printer.print(delivery, out);
            }
        }
        out.flush();
        if (came >= wanted) {
            enough.complete(null);
        }
        return List.of();
    }

    /** What is retained was there before the question was asked. */
    private boolean isOurs(Message message) {
        return correlationData == null
                ? !message.retain()
                : correlationData.equals(message.properties().correlationData());
    }

    /** Returns the end of a sentence that says what else came, or nothing. */
    synchronized String passedOver() {
        if (others == 0) {
            return "";
        }
        return "; " + (others == 1 ? "a message" : others + " messages") + " came to the response topic "
                + (correlationData == null ? "but retained" : "without the question's correlation data");
    }

    CompletableFuture<Void> enough() {
        return enough;
    }

    synchronized long came() {
        return came;
    }
}
