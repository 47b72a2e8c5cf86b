package io.mqkeep.cli.ask;

import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Prints the answers to one request, and passes over all others. */
final class Answers implements Sink {
    private final Binary correlationData;
    private final long wanted;
    private final MessagePrinter printer;
    private final OutputStream out;
    private final CompletableFuture<Void> enough = new CompletableFuture<>();
    private long came;

    /** @param wanted how many answers are enough */
    Answers(Binary correlationData, long wanted, MessagePrinter printer, OutputStream out) {
        this.correlationData = correlationData;
        this.wanted = wanted;
        this.printer = printer;
        this.out = out;
    }

    @Override
    public synchronized @Nullable OutputPosition write(List<Delivery> batch) throws IOException {
        for (Delivery delivery : batch) {
            boolean ours =
                    correlationData.equals(delivery.message().properties().correlationData());
            if (ours && came < wanted) {
                came++;
                printer.print(delivery, out);
            }
        }
        out.flush();
        if (came >= wanted) {
            enough.complete(null);
        }
        return null;
    }

    CompletableFuture<Void> enough() {
        return enough;
    }

    synchronized long came() {
        return came;
    }
}
