package io.mqkeep.cli.subscribe;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.options.SubscribeRequest;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Reader;
import io.mqkeep.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Subscribes, and reads until enough has come, the time is over, or something ends it. */
public final class Subscriber {
    private final App app;
    private final Lease lease;
    private final Client client;
    private final SubscribeRequest asked;
    private final Duration timeout;

    public Subscriber(App app, Lease lease, SubscribeRequest asked, Duration timeout) {
        this.app = app;
        this.lease = lease;
        this.client = lease.client();
        this.asked = asked;
        this.timeout = timeout;
    }

    public Exit read(Sink sink) throws Exception {
        if (asked.filters().isEmpty() && !app.interruption().await(client.look(Subscriber::hasAnythingToRead))) {
            throw Failure.usage("--topic is missing: the session has no subscription and nothing in its inbox");
        }
        Long count = asked.count();
        GatedSink gate = new GatedSink(sink);
        CompletableFuture<Void> reading =
                client.read(new Reader(asked.filters(), count == null ? Long.MAX_VALUE : count), gate);
        try {
            lease.connect();
            gate.open();
            if (!asked.filters().isEmpty() && subscribe()) {
                return Exit.REFUSED;
            }
            return readToTheEnd(reading);
        } finally {
            gate.giveUp();
        }
    }

    private static boolean hasAnythingToRead(Session session) {
        return !session.state().subscriptions().isEmpty()
                || !session.state().inbox().isEmpty();
    }

    /** Returns whether the server refused any filter. */
    private boolean subscribe() throws Exception {
        QoS qos = asked.qosOrDefault(lease.durable());
        List<Subscription> wanted = new ArrayList<>();
        for (String filter : asked.filters()) {
            wanted.add(asked.subscription().to(filter, qos, lease.durable()));
        }
        FilterAnswers answers = new FilterAnswers(
                app,
                asked.filters(),
                new Acknowledgements(app, client, timeout)
                        .await(client.subscribe(wanted, asked.subscription().userProperties()), "SUBACK"));
        if (answers.anyRefused()) {
            return true;
        }
        answers.sayWhatIsLess(qos);
        return false;
    }

    private Exit readToTheEnd(CompletableFuture<Void> reading) throws Exception {
        Long count = asked.count();
        // Neither of the two others is ever done: they only fail, when the sink does or the connection ends.
        CompletableFuture<Void> enough = count == null ? new CompletableFuture<>() : client.delivered(count);
        CompletableFuture<Void> connected = client.when(_ -> false);
        CompletableFuture<Object> ended = CompletableFuture.anyOf(enough, reading, connected);
        Duration duration = asked.duration();
        if (duration == null) {
            app.interruption().await(ended);
        } else {
            try {
                app.interruption().await(ended, duration.toMillis());
            } catch (TimeoutException over) {
                return overtime(count, duration);
            }
        }
        finishHandshakes();
        return Exit.DONE;
    }

    private Exit overtime(@Nullable Long count, Duration duration) throws Exception {
        if (count == null) {
            return Exit.DONE;
        }
        long came = app.interruption().await(client.look(Session::taken));
        throw new Failure(Exit.TIMED_OUT, came + " of " + count + " messages came within " + Times.seconds(duration));
    }

    /** The server is to forget the messages that were printed, or it sends them again. */
    private void finishHandshakes() throws Exception {
        try {
            app.interruption().await(client.incomingDone(), timeout.toMillis());
        } catch (TimeoutException | ClientException notNow) {
            app.notes().note("the server has not ended the exchange for every message; they are not printed again");
        }
    }
}
