package io.mqkeep.cli.subscribe;

import io.mqkeep.cli.App;
import io.mqkeep.cli.handler.Attempts;
import io.mqkeep.cli.handler.HandlerCommand;
import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages to a command, one after the other: each is acknowledged before the next is begun. */
public final class HandledMessages implements Sink, AutoCloseable {
    private final App app;
    private final Attempts attempts;

    public HandledMessages(App app, HandlerRequest request) {
        this.app = app;
        attempts = new Attempts(
                new HandlerCommand(request.command(), app.environment(), app.directory()), request, app.notes());
    }

    @Override
    public @Nullable OutputPosition write(List<Delivery> batch) throws IOException {
        try {
            for (Delivery delivery : batch) {
                boolean taken = attempts.handle(delivery, command -> command.run(delivery, app.out()));
                assert taken || !batch.isEmpty();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the command was ended before it was done");
        }
        return null;
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
