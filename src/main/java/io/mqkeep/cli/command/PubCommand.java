package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.options.MessageOptions;
import io.mqkeep.cli.options.MessagePropertyOptions;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.PayloadSource;
import io.mqkeep.cli.options.PublishManyOptions;
import io.mqkeep.cli.options.PublishOptions;
import io.mqkeep.cli.options.PublishRequest;
import io.mqkeep.cli.options.RetryOptions;
import io.mqkeep.cli.options.RetryRequest;
import io.mqkeep.cli.options.SessionOptions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.cli.publish.LinePublisher;
import io.mqkeep.cli.publish.LineSource;
import io.mqkeep.cli.publish.LineSources;
import io.mqkeep.cli.publish.MessageMaker;
import io.mqkeep.cli.publish.Payloads;
import io.mqkeep.cli.publish.PublishProgress;
import io.mqkeep.cli.publish.PublishTally;
import io.mqkeep.cli.publish.Publisher;
import io.mqkeep.cli.publish.RepeatedMessage;
import io.mqkeep.cli.publish.SubscriberWait;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep pub}. */
@Command(
        description = {
            PubCommand.SUMMARY,
            "Exit status 0 means that every message with QoS 1 or 2 was acknowledged, or with --offline is on the"
                    + " disk. Exit status 9 means that the session has the message and 'mqkeep connect --session'"
                    + " finishes it: it must not be published again.",
            "With -l -f FILE a session remembers how far it is in the file: the same command again goes on after the"
                    + " last line that was sent, so that each line is sent once however often it is killed. Lines that"
                    + " were added to the file since are sent; a file that has changed before that place is refused."
        },
        customSynopsis = {
            "mqkeep pub -t TOPIC (-m TEXT | -f FILE | -s | -n) [OPTION...]",
            "mqkeep pub -t TOPIC -l [OPTION...] < LINES",
            "mqkeep pub [-t TOPIC] --json-lines [-f FILE] [OPTION...]",
            "mqkeep pub -t TOPIC -l -f FILE [--restart] [OPTION...]"
        },
        footer = {
            "mqkeep pub -h broker -t orders -m 42 -q 2 --session till-7",
            "seq 1000 | mqkeep pub -t numbers -l -q 1",
            "until mqkeep pub --session s -t orders -l -f orders.txt; do sleep 1; done",
            "until mqkeep pub --session s --key job-7 -t jobs -f job; do sleep 1; done"
        })
public final class PubCommand implements Action {
    public static final String SUMMARY = "publishes messages";

    @Mixin
    private final MessageOptions message = new MessageOptions();

    @Mixin
    private final PublishOptions publish = new PublishOptions();

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JsonOption output = new JsonOption();

    private final PublishManyOptions many = new PublishManyOptions();
    private @Nullable MessagePropertyOptions properties;
    private @Nullable RetryOptions retry;

    @Override
    public List<Object> furtherOptions() {
        properties = new MessagePropertyOptions();
        retry = new RetryOptions();
        return connection.furtherWithPackets(many, properties, retry);
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.requestWithIdempotencyKey(app.directory());
        SessionRequest kept = session.request(request);
        PublishRequest asked = publish.request(message, many, kept, app.directory(), connection.idempotencyKey());
        PacketRequest said = connection.packets(request, kept, onlyInMqtt5(asked), app.directory());
        RetryRequest tries =
                RetryOptions.request(retry, asked.payload() instanceof PayloadSource.Lines && !asked.offline());
        PublishTally tally = new PublishTally();
        // Read before anything connects: whoever writes it may take its time.
        Binary payload = Payloads.read(app, asked);
        MessageMaker.check(app, asked, payload);
        try (Lease lease = app.lease(new LeaseRequest(request, kept, said).with(tries))) {
            if (!asked.isOne()) {
                LinePublisher publisher =
                        new LinePublisher(app, lease, request.timeout(), asked.offline(), tally, asked.shape());
                try (LineSource lines = source(app, lease, asked, payload);
                        PublishProgress _ = new PublishProgress(
                                app.notes(), tally, lines::done, asked.shape().progress())) {
                    return publisher.publish(maker(app, asked, lease, payload), lines);
                }
            }
            Publisher publisher = new Publisher(app, lease, request.timeout(), asked.offline(), tally);
            Message only = maker(app, asked, lease, payload).first(payload);
            Duration wait = asked.shape().waitSubscriber();
            return wait == null
                    ? publisher.publish(only, asked.key())
                    : new SubscriberWait(app, publisher, wait).publish(only);
        } finally {
            if (output.json()) {
                tally.json(app.out());
            }
        }
    }

    /** Returns the first option of our own that is not in MQTT 3.1.1, or null. */
    private @Nullable String onlyInMqtt5(PublishRequest asked) {
        String property = properties == null ? null : properties.given();
        return property == null && asked.shape().waitSubscriber() != null ? "--wait-subscriber" : property;
    }

    private static LineSource source(App app, Lease lease, PublishRequest asked, Binary payload) throws Exception {
        return asked.payload() instanceof PayloadSource.Lines from
                ? LineSources.open(app, lease, asked, from)
                : new RepeatedMessage(payload, asked.shape().repeat());
    }

    private MessageMaker maker(App app, PublishRequest asked, Lease lease, Binary payload) throws Exception {
        return new MessageMaker(app, asked, message(app, asked, lease, payload));
    }

    /** Returns the message, connected: the server decides the QoS with it. */
    private Message message(App app, PublishRequest asked, Lease lease, Binary payload) throws Exception {
        QoS qos = asked.offline() ? asked.qosOrDefault(true) : qos(app, asked, lease);
        PublishProperties with = properties == null ? PublishProperties.NONE : properties.properties();
        return new Message(asked.topic(), payload, qos, asked.retain(), with);
    }

    /** Connects. A QoS that nobody typed drops to what the server takes; a typed one is refused later. */
    private static QoS qos(App app, PublishRequest asked, Lease lease) throws Exception {
        QoS maximum = lease.connect().connAck().properties().maximumQoS();
        QoS wanted = asked.qosOrDefault(lease.durable());
        if (asked.qos() != null || wanted.compareTo(maximum) <= 0) {
            return wanted;
        }
        app.notes().note("published with QoS " + maximum.number() + ", the most this server takes");
        return maximum;
    }
}
