package io.mqkeep.cli.subscribe;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.MessageReading;
import io.mqkeep.cli.connection.PassingSubscription;
import io.mqkeep.cli.options.Ending;
import io.mqkeep.cli.options.Selection;
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

    /** Reads on behalf of a command that has something else to do when enough has come: also at a prompt it waits. */
    public Exit readAndLeave(Sink sink) throws Exception {
        try (PassingSubscription _ = new PassingSubscription(app, lease, asked.filters())) {
            return read(sink, new CompletableFuture<>(), false);
        }
    }

    /** Reads until the end. */
    public Exit read(Sink sink) throws Exception {
        return read(sink, new CompletableFuture<>());
    }

    /**
     * Reads until the end.
     *
     * @param unwanted never done; fails when nobody wants any more messages
     */
    public Exit read(Sink sink, CompletableFuture<Void> unwanted) throws Exception {
        return read(sink, unwanted, true);
    }

    private Exit read(Sink sink, CompletableFuture<Void> unwanted, boolean goesOn) throws Exception {
        if (asked.filters().isEmpty() && !app.interruption().await(client.look(Subscriber::hasAnythingToRead))) {
            throw Failure.usage("--topic is missing: the session has no subscription and nothing in its inbox");
        }
        Ending ending = asked.ending();
        if (ending.atOnce()) {
            lease.connect();
            return prepare() ? Exit.REFUSED : Exit.DONE;
        }
        Long count = ending.count();
        Selection selection = asked.selection();
        Reader reader = new Reader(
                asked.filters(), selection.filterOut(), selection.retained(), count == null ? Long.MAX_VALUE : count);
        RetainedRemoval removal = selection.removeRetained() ? new RetainedRemoval(client, sink) : null;
        ReadingProgress progress = new ReadingProgress(ending);
        GatedSink gate = new GatedSink(
                new ChosenMessages(reader, progress, removal == null ? sink : removal, ending.byContent()));
        MessageReading reading = lease.read(reader, gate);
        try {
            QoS maximum = lease.connect().connAck().properties().maximumQoS();
            if (removal != null) {
                removal.maximumQoS(maximum);
            }
            gate.open();
            if (prepare()) {
                return Exit.REFUSED;
            }
            progress.begin();
            if (goesOn) {
                lease.underWay(
                        ending.byContent() || count != null || ending.duration() != null || ending.idle() != null);
            }
            Exit exit = readToTheEnd(reading, progress, unwanted);
            return removal == null ? exit : removed(removal, exit);
        } catch (Exception e) {
            if (asked.handler() != null) {
                // Whatever ended it, a message whose command was not done stays with the server.
                reading.abandon().join();
            }
            throw e;
        } finally {
            gate.giveUp();
        }
    }

    private static boolean hasAnythingToRead(Session session) {
        return !session.state().subscriptions().isEmpty()
                || !session.state().inbox().isEmpty();
    }

    /** Unsubscribes and subscribes; returns whether the server refused any filter. */
    private boolean prepare() throws Exception {
        List<String> gone = asked.selection().unsubscribe();
        if (!gone.isEmpty()) {
            FilterAnswers answers = new FilterAnswers(
                    app,
                    gone,
                    new Acknowledgements(app, client, timeout).await(client.unsubscribe(gone, List.of()), "UNSUBACK"));
            answers.sayWhatWasNotThere();
            if (answers.anyRefused()) {
                return true;
            }
        }
        return !asked.filters().isEmpty() && subscribe();
    }

    private boolean subscribe() throws Exception {
        QoS qos = asked.qosOrDefault(lease.durable());
        List<Subscription> wanted = new ArrayList<>();
        for (String filter : asked.filters()) {
            // A session's subscription that is there already is to bring retained messages again only if they are
            // wanted.
            boolean resumed = lease.durable() && asked.selection().retained() != Reader.Retained.ONLY;
            wanted.add(asked.subscription().to(filter, qos, resumed));
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

    private Exit readToTheEnd(MessageReading reading, ReadingProgress progress, CompletableFuture<Void> unwanted)
            throws Exception {
        // None of the others is ever done: they only fail, when the sink does, the connection ends, or nobody reads on.
        CompletableFuture<Void> connected = client.when(_ -> false);
        CompletableFuture<Object> ended =
                CompletableFuture.anyOf(progress.enough(), reading.ended(), connected, unwanted);
        String over = await(ended, progress);
        if (over != null) {
            return overtime(progress, over);
        }
        if (!progress.enough().isDone()) {
            // At a prompt: the subscription was ended by another line.
            return Exit.DONE;
        }
        // Printed, but only now acknowledged as well.
        app.interruption().await(reading.delivered(progress.enough().join()));
        if (progress.contentFound()) {
            // What came after the last message is the next command's.
            app.interruption().await(reading.end());
        }
        finishHandshakes(reading);
        return Exit.DONE;
    }

    /** Waits for the end; returns null when it came, and otherwise which time was over first. */
    private @Nullable String await(CompletableFuture<Object> ended, ReadingProgress progress) throws Exception {
        Duration duration = asked.ending().duration();
        Duration idle = asked.ending().idle();
        long start = System.nanoTime();
        while (true) {
            long left = duration == null ? Long.MAX_VALUE : duration.toNanos() - (System.nanoTime() - start);
            long idleLeft = idle == null ? Long.MAX_VALUE : idle.toNanos() - progress.idleNanos();
            if (duration != null && left <= 0) {
                return "within " + Times.seconds(duration);
            }
            if (idle != null && idleLeft <= 0) {
                return "before none came for " + Times.seconds(idle);
            }
            try {
                app.interruption().await(ended, Math.min(left, idleLeft) / 1_000_000 + 1);
                return null;
            } catch (TimeoutException look) {
                // Which time it was is seen above; the one without messages may have begun anew.
            }
        }
    }

    private Exit overtime(ReadingProgress progress, String time) throws Exception {
        Long count = asked.ending().count();
        if (asked.ending().byContent()) {
            throw new Failure(Exit.TIMED_OUT, "the message to end with did not come " + time);
        }
        if (count == null) {
            return Exit.DONE;
        }
        throw new Failure(Exit.TIMED_OUT, progress.printed() + " of " + count + " messages came " + time);
    }

    /** Waits until the server has deleted what it was asked to. */
    private Exit removed(RetainedRemoval removal, Exit exit) throws Exception {
        new Acknowledgements(app, client, timeout).await(removal.complete(), "PUBACK");
        if (removal.refused() > 0) {
            app.notes().error("the server refused to delete " + removal.refused() + " retained messages");
            return Exit.REFUSED;
        }
        return exit;
    }

    /** The server is to forget the messages that were printed, or it sends them again. */
    private void finishHandshakes(MessageReading reading) throws Exception {
        try {
            app.interruption().await(reading.handshakesDone(), timeout.toMillis());
        } catch (TimeoutException | ClientException notNow) {
            app.notes().note("the server has not ended the exchange for every message; they are not printed again");
        }
    }
}
