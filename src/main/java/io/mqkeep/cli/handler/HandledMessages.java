package io.mqkeep.cli.handler;

import io.mqkeep.cli.App;
import io.mqkeep.cli.connection.Untaken;
import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** Messages to a command, one after the other: each is acknowledged before the next is begun. */
public final class HandledMessages implements Sink, AutoCloseable {
    private final Attempts attempts;
    private final Handling handling;

    /** @param untaken what becomes of a message whose command fails */
    public HandledMessages(App app, HandlerRequest request, Untaken untaken, Handling handling) {
        this.handling = handling;
        attempts = new Attempts(
                new HandlerCommand(request.command(), app.environment(), app.directory()),
                request,
                app.notes(),
                untaken);
    }

    /** What is done with one message, which is taken when this returns. */
    @FunctionalInterface
    public interface Handling {
        /**
         * Does it.
         *
         * @param attempts run the command
         */
        void handle(Delivery delivery, Attempts attempts) throws IOException, InterruptedException;
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) throws IOException {
        try {
            for (Delivery delivery : batch) {
                handling.handle(delivery, attempts);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the command was ended before it was done");
        }
        return List.of();
    }

    @Override
    public int batchLimit() {
        return 1;
    }

    /** Ends a command that is still running. */
    @Override
    public void close() {
        attempts.close();
    }
}
