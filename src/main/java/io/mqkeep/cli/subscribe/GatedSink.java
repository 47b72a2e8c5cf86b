package io.mqkeep.cli.subscribe;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A sink that writes nothing before it is opened. Reading begins before the connection, so that the first message finds
 * a reader; but what the inbox holds is not to be printed by a command that then finds no server.
 */
final class GatedSink implements Sink {
    private final Sink sink;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean open;

    GatedSink(Sink sink) {
        this.sink = sink;
    }

    void open() {
        open = true;
        decided.countDown();
    }

    /** Gives up: whoever waits at the gate goes away without having written. Nothing happens once it is open. */
    void giveUp() {
        decided.countDown();
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) throws IOException {
        try {
            decided.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!open) {
            throw new IOException("the command ended before it was connected");
        }
        return sink.write(batch);
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
