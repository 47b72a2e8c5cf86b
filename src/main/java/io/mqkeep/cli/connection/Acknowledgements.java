package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.output.Times;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Waits for answers of the server, and not for ever. */
public final class Acknowledgements {
    private final App app;
    private final Duration timeout;

    public Acknowledgements(App app, Duration timeout) {
        this.app = app;
        this.timeout = timeout;
    }

    /**
     * Waits for one answer.
     *
     * @param packet what should come, for the sentence when it doesn't
     */
    public <T> T await(CompletableFuture<T> answer, String packet) throws Exception {
        try {
            return app.interruption().await(answer, timeout.toMillis());
        } catch (TimeoutException e) {
            throw new Failure(Exit.TIMED_OUT, "the server sent no " + packet + " within " + Times.seconds(timeout), e);
        }
    }
}
