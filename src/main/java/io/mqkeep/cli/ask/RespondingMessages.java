package io.mqkeep.cli.ask;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.handler.Attempts;
import io.mqkeep.cli.handler.HandlerCommand;
import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.client.Client;
import io.mqkeep.client.Reasons;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutputPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests to a command, whose output is the answer. A request is acknowledged when its answer is. */
public final class RespondingMessages implements Sink, AutoCloseable {
    private final App app;
    private final Client client;
    private final Duration timeout;
    private final Attempts attempts;

    public RespondingMessages(App app, Client client, HandlerRequest request, Duration timeout) {
        this.app = app;
        this.client = client;
        this.timeout = timeout;
        attempts = new Attempts(
                new HandlerCommand(request.command(), app.environment(), app.directory()), request, app.notes());
    }

    @Override
    public @Nullable OutputPosition write(List<Delivery> batch) throws IOException {
        try {
            for (Delivery delivery : batch) {
                respond(delivery);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the command was ended before it was done");
        }
        return null;
    }

    private void respond(Delivery delivery) throws IOException, InterruptedException {
        Message request = delivery.message();
        String topic = request.properties().responseTopic();
        if (topic == null) {
            app.notes().warning("a message on '" + request.topic() + "' asks for no answer: it has no response topic");
            return;
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        boolean taken = attempts.handle(delivery, command -> {
            answer.reset();
            return command.run(delivery, answer);
        });
        if (taken) {
            publish(new Message(
                    topic,
                    Binary.wrap(answer.toByteArray()),
                    request.qos(),
                    false,
                    new PublishProperties(
                            false, null, null, null, request.properties().correlationData(), List.of(), List.of())));
        }
    }

    private void publish(Message answer) throws InterruptedException {
        Outcome outcome;
        try {
            outcome = client.publish(answer, null, null).outcome().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Failure(Exit.TIMED_OUT, "the server did not acknowledge an answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
        if (outcome instanceof Outcome.Refused refused) {
            app.notes()
                    .warning("the server refused an answer to '" + answer.topic() + "': "
                            + Reasons.words(refused.reasonCode(), refused.reasonString()));
        } else if (outcome instanceof Outcome.NotTaken notTaken) {
            app.notes()
                    .warning("an answer to '" + answer.topic() + "' "
                            + notTaken.limit().words());
        }
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
