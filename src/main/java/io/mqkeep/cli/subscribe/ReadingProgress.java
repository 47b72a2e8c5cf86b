package io.mqkeep.cli.subscribe;

import io.mqkeep.cli.options.Ending;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** How far reading is, and whether it has come to its end. The sink's thread counts while the command looks. */
final class ReadingProgress {
    private final Ending ending;
    private final CompletableFuture<Long> enough = new CompletableFuture<>();
    private long taken;
    private long printed;
    private boolean writing;
    private boolean contentFound;
    private long lastNanos = System.nanoTime();

    ReadingProgress(Ending ending) {
        this.ending = ending;
    }

    /** Done when enough was printed, with the number of messages that were taken until then, printed or not. */
    CompletableFuture<Long> enough() {
        return enough;
    }

    /** Returns how many messages were printed. */
    synchronized long printed() {
        return printed;
    }

    /** Says whether the end was found in what a message holds. */
    synchronized boolean contentFound() {
        return contentFound;
    }

    /** The time without messages begins now. */
    synchronized void begin() {
        lastNanos = System.nanoTime();
    }

    /** The sink is at work, however long it takes. */
    synchronized void writing() {
        writing = true;
    }

    /**
     * The sink is done with a batch.
     *
     * @param all how many messages it took
     * @param counted those of them that were printed
     */
    synchronized void written(int all, Iterable<Delivery> counted) {
        writing = false;
        taken += all;
        long now = System.nanoTime();
        for (Delivery delivery : counted) {
            lastNanos = now;
            printed++;
            contentFound = contentFound || matches(delivery.message().payload());
        }
        Long count = ending.count();
        if (contentFound || (count != null && printed >= count)) {
            enough.complete(taken);
        }
    }

    /** Returns how many nanoseconds nothing has come by now; none while the sink is at work. */
    synchronized long idleNanos() {
        return writing ? 0 : System.nanoTime() - lastNanos;
    }

    private boolean matches(Binary payload) {
        if (ending.match() != null) {
            String text = payload.text();
            return ending.match()
                    .matcher(text != null ? text : new String(payload.array(), StandardCharsets.ISO_8859_1))
                    .find();
        }
        return ending.json() != null && ending.json().in(payload);
    }
}
