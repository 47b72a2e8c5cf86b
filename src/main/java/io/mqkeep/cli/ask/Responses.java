package io.mqkeep.cli.ask;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.handler.Attempts;
import io.mqkeep.client.Client;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes what a command prints the answer to a request. */
public final class Responses {
    private final App app;
    private final Client client;
    private final @Nullable String responseTopic;
    private final Duration timeout;

    /**
     * Makes the answering side of a client.
     *
     * @param responseTopic where an answer goes whose question does not say, or null for none
     * @param timeout how long to wait until the server has an answer
     */
    public Responses(App app, Client client, @Nullable String responseTopic, Duration timeout) {
        this.app = app;
        this.client = client;
        this.responseTopic = responseTopic;
        this.timeout = timeout;
    }

    /** Answers a request; returns when the server has the answer, so that only then it is told that we have the request. */
    public void respond(Delivery delivery, Attempts attempts) throws IOException, InterruptedException {
        Message request = delivery.message();
        String own = request.properties().responseTopic();
        String topic = own == null ? responseTopic : own;
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
}
