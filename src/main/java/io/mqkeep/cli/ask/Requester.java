package io.mqkeep.cli.ask;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.MessageReading;
import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.cli.output.Times;
import io.mqkeep.cli.publish.PublishTally;
import io.mqkeep.cli.publish.Publisher;
import io.mqkeep.cli.subscribe.FilterAnswers;
import io.mqkeep.client.Client;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.Reader;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Publishes a request and prints its answers (5.0: 4.10). */
public final class Requester {
    private final App app;
    private final Lease lease;
    private final Client client;
    private final Duration timeout;

    public Requester(App app, Lease lease, Duration timeout) {
        this.app = app;
        this.lease = lease;
        this.client = lease.client();
        this.timeout = timeout;
    }

    /**
     * Asks.
     *
     * @param request with QoS, and with response topic and correlation data if they were typed; MQTT 3.1.1 needs the topic
     * @param count how many answers are enough
     * @param wait how long to wait for them
     * @throws Failure when it is not said where the answer is to go, or too few came
     */
    public Exit ask(Message request, long count, Duration wait, MessagePrinter printer) throws Exception {
        boolean correlated = lease.identity().version() == MqttVersion.V5;
        if (!correlated && request.properties().responseTopic() == null) {
            throw Failure.usage("request needs --response-topic with MQTT 3.1.1, which has no other way to say where"
                    + " the answer is to go");
        }
        ConnAck connAck = lease.connect().connAck();
        Message asked = request.withQoS(
                        least(request.qos(), connAck.properties().maximumQoS()))
                .withProperties(correlated ? answerable(request.properties(), connAck) : request.properties());
        String responseTopic = Objects.requireNonNull(asked.properties().responseTopic());
        Answers answers = new Answers(asked.properties().correlationData(), count, printer, app.out());
        MessageReading reading = lease.read(new Reader(List.of(responseTopic), Long.MAX_VALUE), answers);
        boolean subscribedBefore =
                app.interruption().await(client.look(session -> session.state().subscription(responseTopic) != null));
        if (!subscribedBefore && !subscribe(responseTopic, asked.qos())) {
            return Exit.REFUSED;
        }
        try {
            Exit published = new Publisher(app, lease, timeout, false, new PublishTally()).publish(asked, null);
            await(
                    CompletableFuture.anyOf(answers.enough(), reading.ended(), client.when(_ -> false)),
                    answers,
                    count,
                    wait);
            return published;
        } finally {
            if (!subscribedBefore) {
                unsubscribe(responseTopic);
            }
        }
    }

    /** Says whether the server will send the answers. */
    private boolean subscribe(String topic, QoS qos) throws Exception {
        Subscription subscription = Subscription.of(topic, qos).withRetainHandling(RetainHandling.DO_NOT_SEND);
        FilterAnswers subscribed = new FilterAnswers(
                app,
                List.of(topic),
                new Acknowledgements(app, client, timeout)
                        .await(client.subscribe(List.of(subscription), List.of()), "SUBACK"));
        return !subscribed.anyRefused();
    }

    /** Or a session, or a connection that stays, would be sent what nobody waits for any more. */
    private void unsubscribe(String topic) {
        CompletableFuture<Outcome> unsubscribed =
                client.unsubscribe(List.of(topic), List.of()).exceptionally(_ -> null);
        if (lease.durable()) {
            unsubscribed
                    .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private void await(CompletableFuture<Object> ended, Answers answers, long count, Duration wait) throws Exception {
        try {
            app.interruption().await(ended, wait.toMillis());
        } catch (TimeoutException e) {
            throw new Failure(
                    Exit.TIMED_OUT,
                    answers.came() + " of " + count + (count == 1 ? " answer" : " answers") + " came within "
                            + Times.seconds(wait) + answers.passedOver(),
                    e);
        }
    }

    private static QoS least(QoS one, QoS other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Adds what an answer needs and was not typed: a topic of our own, and something to know it by. */
    private static PublishProperties answerable(PublishProperties typed, ConnAck connAck) {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        String base = connAck.properties().responseInformation();
        String topic = typed.responseTopic() != null
                ? typed.responseTopic()
                : (base == null ? "mqkeep/response" : base) + "/"
                        + HexFormat.of().formatHex(random, 8, 16);
        Binary correlationData = typed.correlationData() != null ? typed.correlationData() : Binary.wrap(random);
        return new PublishProperties(
                typed.payloadIsText(),
                typed.messageExpiryInterval(),
                typed.contentType(),
                topic,
                correlationData,
                typed.userProperties(),
                List.of());
    }
}
