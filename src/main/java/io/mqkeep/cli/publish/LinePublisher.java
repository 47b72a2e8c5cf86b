package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Finish;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.options.PublishShape;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.PublishStream;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
        PublishStream stream = client.publishing(new Outcomes());
        StandardInput.Apart<Long> reading = StandardInput.apart(() -> readAndPublish(maker, source, stream));
        try {
            long lines = readToTheEnd(reading.result());
            Exit exit = offline
                    ? Exit.DONE
                    : new Finish(app, lease, timeout).beforeItCloses(stream.allSettled(), this::open);
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
            stream.close();
            reading.thread().interrupt();
        }
    }

    /** Runs on a thread of its own; waits in {@code publish} while too much is on its way. */
    private long readAndPublish(MessageMaker maker, LineSource source, PublishStream stream) throws Exception {
        Pace pace = new Pace(shape.rate(), shape.pause());
        long read = 0;
        while (true) {
            if (!source.ready()) {
                stream.handOver();
            }
            LineSource.Line line = source.next();
            if (line == null) {
                break;
            }
            read++;
            if (line.tooLong()) {
                refused(line.number(), "it is larger than a packet can be (256 MiB)");
                continue;
            }
            if (pace.waits()) {
                stream.handOver();
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
            stream.publish(made.message(), lease.durable() ? line.after() : null, line.number());
            if (made.delay() > 0) {
                stream.handOver();
            }
            pace.taken(made.delay());
            tally.sent();
        }
        try {
            stream.allAccepted().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return read;
    }

    /** Counts what becomes of the lines, and tells of those that are refused. */
    private final class Outcomes implements PublishStream.Listener {
        @Override
        public void accepted(int count) {
            tally.accepted(count);
        }

        @Override
        public void acknowledged(int count) {
            tally.acknowledged(count);
        }

        @Override
        public void ended(long line, Outcome outcome) {
            switch (outcome) {
                case Outcome.Refused refused ->
                    refused(line, Reasons.words(refused.reasonCode(), refused.reasonString()));
                case Outcome.NotTaken notTaken ->
                    refused(line, "it " + notTaken.limit().words());
                case Outcome.Acknowledged acknowledged
                when nobodyGets(acknowledged) -> refused(line, "the server has no subscriber for it");
                case Outcome.Acknowledged _, Outcome.Dropped _, Outcome.Answered _ -> tally.acknowledged(1);
            }
        }
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

    private long open() {
        return Math.max(0, tally.allAccepted() - tally.allAcknowledged() - tally.allRefused());
    }

    private String standing() {
        long open = open();
        return tally.allAcknowledged() + " lines are acknowledged, " + open
                + (lease.durable()
                        ? " are kept in the session and must not be published again:"
                                + " 'mqkeep connect --session' finishes them"
                        : " are not");
    }
}
