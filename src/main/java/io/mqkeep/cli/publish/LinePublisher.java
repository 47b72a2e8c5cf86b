package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Finish;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.OpenOutcomes;
import io.mqkeep.cli.options.PublishShape;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.Publication;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Publishes every line of a source and sees all of them through. A line that is refused does not keep the others
 * from going out. With a session a lost connection doesn't either: what comes after it is queued.
 */
public final class LinePublisher {
    /** How many refused lines are told one by one. */
    private static final int TOLD = 10;

    private final App app;
    private final Lease lease;
    private final Client client;
    private final Duration timeout;
    private final boolean offline;
    private final PublishTally tally;
    private final PublishShape shape;
    private final OpenOutcomes own = new OpenOutcomes();

    public LinePublisher(
            App app, Lease lease, Duration timeout, boolean offline, PublishTally tally, PublishShape shape) {
        this.shape = shape;
        this.app = app;
        this.lease = lease;
        this.client = lease.client();
        this.timeout = timeout;
        this.offline = offline;
        this.tally = tally;
    }

    /**
     * Publishes all lines.
     *
     * @param maker makes a message of each
     * @param source where the lines come from
     */
    public Exit publish(MessageMaker maker, LineSource source) throws Exception {
        StandardInput.Apart<Long> reading = StandardInput.apart(() -> readAndPublish(maker, source));
        try {
            long lines = readToTheEnd(reading.result());
            Exit exit = offline ? Exit.DONE : new Finish(app, lease, timeout).beforeItCloses(own);
            long refused = tally.allRefused();
            if (refused > 0) {
                app.notes()
                        .error(refused + " of " + lines + (shape.repeat() > 1 ? " messages" : " lines")
                                + " were refused");
                return Exit.REFUSED;
            }
            if (offline) {
                app.notes().note(lines + " messages queued; the next command that connects sends them");
            }
            return exit;
        } finally {
            reading.thread().interrupt();
        }
    }

    /** Runs on a thread of its own; waits in {@code publish} while too much is on its way. */
    private long readAndPublish(MessageMaker maker, LineSource source) throws IOException, InterruptedException {
        Pace pace = new Pace(shape.rate(), shape.pause());
        long read = 0;
        for (LineSource.Line line = source.next(); line != null; line = source.next()) {
            read++;
            if (line.tooLong()) {
                refused(line.number(), "it is larger than a packet can be (256 MiB)");
                continue;
            }
            // Not made before its turn: what is filled in is of then.
            pace.awaitTurn();
            MessageMaker.Made made;
            try {
                made = maker.make(line.number(), line.payload());
            } catch (IllegalArgumentException e) {
                refused(line.number(), "it " + e.getMessage());
                continue;
            }
            pace.taken(made.delay());
            publish(line, made.message());
            tally.sent();
        }
        return read;
    }

    private void publish(LineSource.Line line, Message message) throws InterruptedException {
        Publication publication = client.publish(message, null, lease.durable() ? line.after() : null);
        var _ = publication.accepted().thenAccept(number -> {
            if (number != 0) {
                tally.accepted();
            }
        });
        own.add(publication.outcome().thenAccept(outcome -> {
            switch (outcome) {
                case Outcome.Refused refused ->
                    refused(line.number(), Reasons.words(refused.reasonCode(), refused.reasonString()));
                case Outcome.NotTaken notTaken ->
                    refused(line.number(), "it " + notTaken.limit().words());
                case Outcome.Acknowledged acknowledged
                when nobodyGets(acknowledged) -> refused(line.number(), "the server has no subscriber for it");
                case Outcome.Acknowledged _, Outcome.Dropped _, Outcome.Answered _ -> tally.acknowledged();
            }
        }));
    }

    private boolean nobodyGets(Outcome.Acknowledged acknowledged) {
        return shape.waitSubscriber() != null && acknowledged.reasonCode() == ReasonCode.NO_MATCHING_SUBSCRIBERS;
    }

    private void refused(long line, String why) {
        long before = tally.refused();
        if (before <= TOLD) {
            app.notes().error((shape.repeat() > 1 ? "message " : "line ") + line + " was refused: " + why);
        }
    }

    /** Waits until all lines are read, as long as the server goes on acknowledging; returns how many lines there are. */
    private long readToTheEnd(CompletableFuture<Long> read) throws Exception {
        CompletableFuture<Void> lost = offline ? new CompletableFuture<>() : client.when(_ -> false);
        long settled = -1;
        while (true) {
            try {
                new Acknowledgements(app, client, timeout).await(CompletableFuture.anyOf(read, lost));
                return read.join();
            } catch (TimeoutException e) {
                long before = settled;
                settled = tally.allAcknowledged() + tally.allRefused();
                if (settled == before && settled < tally.allAccepted() && !offline) {
                    throw new Failure(
                            lease.durable() ? Exit.KEPT : Exit.TIMED_OUT,
                            "nothing was acknowledged within " + Times.seconds(timeout) + "; " + standing(),
                            e);
                }
            } catch (ClientException e) {
                if (!lease.durable() || e.needsDecision()) {
                    throw e;
                }
                // What is still to come is kept in the session.
                app.notes().note(e.getMessage() + "; the rest of the lines is queued");
                app.interruption().await(read);
                throw new Failure(Exit.KEPT, e.getMessage() + "; " + standing(), e);
            }
        }
    }

    private String standing() {
        long open = tally.allAccepted() - tally.allAcknowledged() - tally.allRefused();
        return tally.allAcknowledged() + " lines are acknowledged, " + open
                + (lease.durable()
                        ? " are kept in the session and must not be published again:"
                                + " 'mqkeep connect --session' finishes them"
                        : " are not");
    }
}
