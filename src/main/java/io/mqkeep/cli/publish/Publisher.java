package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Finish;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.Publication;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Publishes one message and sees it through. */
public final class Publisher {
    private final App app;
    private final Lease lease;
    private final Duration timeout;
    private final boolean offline;
    private final PublishTally tally;
    private boolean nobodyGotIt;
    private boolean waited;

    public Publisher(App app, Lease lease, Duration timeout, boolean offline, PublishTally tally) {
        this.app = app;
        this.lease = lease;
        this.timeout = timeout;
        this.offline = offline;
        this.tally = tally;
    }

    public Exit publish(Message message, @Nullable String key) throws Exception {
        Publication publication =
                app.interruption().interrupting(() -> lease.client().publish(message, key, null));
        long number = app.interruption().await(publication.accepted());
        boolean kept = lease.durable() && number != 0;
        if (number != 0) {
            tally.accepted(1);
        }
        if (offline) {
            app.notes().note("queued as message " + number + "; the next command that connects sends it");
            return Exit.DONE;
        }
        try {
            conclude(new Acknowledgements(app, lease.client(), timeout).await(publication.outcome()));
        } catch (TimeoutException e) {
            throw unconfirmed(
                    kept, Exit.TIMED_OUT, "the server acknowledged nothing within " + Times.seconds(timeout), e);
        } catch (ClientException e) {
            throw kept && !e.needsDecision() ? unconfirmed(true, Exit.KEPT, String.valueOf(e.getMessage()), e) : e;
        } catch (Failure e) {
            throw kept && app.interruption().isRaised() ? interrupted(e) : e;
        }
        tally.acknowledged(1);
        return new Finish(app, lease, timeout).beforeItCloses();
    }

    /** From now on it is for the caller to say that the server has no subscriber. */
    void leaveNobodyToCaller() {
        waited = true;
    }

    /** Says whether the server had no subscriber for the last message. */
    boolean nobodyGotIt() {
        return nobodyGotIt;
    }

    private void conclude(Outcome outcome) {
        switch (outcome) {
            case Outcome.Acknowledged acknowledged -> {
                nobodyGotIt = acknowledged.reasonCode() == ReasonCode.NO_MATCHING_SUBSCRIBERS;
                if (nobodyGotIt && !waited) {
                    app.notes().note("the server has no subscriber for it");
                }
            }
            case Outcome.Refused refused -> {
                tally.refused();
                throw new Failure(
                        Exit.REFUSED,
                        "the server refused the message: "
                                + Reasons.words(refused.reasonCode(), refused.reasonString()));
            }
            case Outcome.NotTaken notTaken -> {
                tally.refused();
                throw new Failure(
                        Exit.REFUSED,
                        "nothing was published: the message " + notTaken.limit().words());
            }
            case Outcome.Dropped _ -> throw new Failure(Exit.TIMED_OUT, "the message expired before it was sent");
            case Outcome.Answered _ -> throw new AssertionError("a message is not answered with codes for filters");
        }
    }

    private static Failure unconfirmed(boolean kept, Exit otherwise, String why, Exception cause) {
        return kept
                ? new Failure(
                        Exit.KEPT,
                        why + "; the message is kept in the session, not yet confirmed: do not publish it again,"
                                + " 'mqkeep connect --session' finishes it",
                        cause)
                : new Failure(otherwise, why, cause);
    }

    private static Failure interrupted(Failure cause) {
        return new Failure(
                cause.exit(),
                "interrupted; the message is kept in the session, not yet confirmed: 'mqkeep connect --session'"
                        + " finishes it",
                cause);
    }
}
