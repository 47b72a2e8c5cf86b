package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.Client;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Waits for answers of the server, and not for ever: the server has its time on each connection anew. While a lost
 * connection is being made again no time passes; how often that is tried has a limit of its own.
 */
public final class Acknowledgements {
    private final App app;
    private final Client client;
    private final Duration timeout;

    public Acknowledgements(App app, Client client, Duration timeout) {
        this.app = app;
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * Waits for one answer.
     *
     * @param packet what should come, for the sentence when it doesn't
     */
    public <T> T await(CompletableFuture<T> answer, String packet) throws Exception {
        try {
            return await(answer);
        } catch (TimeoutException e) {
            throw new Failure(Exit.TIMED_OUT, "the server sent no " + packet + " within " + Times.seconds(timeout), e);
        }
    }

    /**
     * Waits for something that the server brings about.
     *
     * @throws TimeoutException when the server had its time
     */
    public <T> T await(CompletableFuture<T> answer) throws Exception {
        long left = timeout.toMillis();
        while (true) {
            try {
                return app.interruption().await(answer, left);
            } catch (TimeoutException e) {
                left = timeout.toMillis() - app.interruption().await(client.connectedMillis());
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }
}
