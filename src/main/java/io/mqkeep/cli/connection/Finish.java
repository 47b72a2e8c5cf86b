package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.session.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Takes what was published to its end. */
public final class Finish {
    /** How long the server may take to send PUBREL for messages we have: it is in no hurry, and neither are they. */
    private static final long PUBREL_MILLIS = 1_000;

    private final App app;
    private final Lease lease;
    private final Duration timeout;

    public Finish(App app, Lease lease, Duration timeout) {
        this.app = app;
        this.lease = lease;
        this.timeout = timeout;
    }

    /** How many messages there are to wait for. */
    @FunctionalInterface
    private interface Left {
        long count() throws Exception;
    }

    /** Waits for outgoing messages of the whole session and, a moment, for what is owed to incoming ones. */
    public Exit all() throws Exception {
        Exit exit = outgoing();
        if (lease.durable()) {
            incoming();
        }
        return exit;
    }

    /**
     * Sees to it that the end of the connection cuts nothing short: waits as {@link #outgoing} does when the connection
     * ends with the command, and not at all when it stays.
     */
    public Exit beforeItCloses() throws Exception {
        return lease.stays() ? Exit.DONE : outgoing();
    }

    /**
     * Does the same for a command that has not waited for its own messages yet: for those it waits in any case.
     *
     * @throws Failure with {@link Exit#KEPT} when time or connection ends before
     */
    public Exit beforeItCloses(OpenOutcomes own) throws Exception {
        return beforeItCloses(own.complete(), own::count);
    }

    /**
     * Does the same.
     *
     * @param own done when each of the command's own messages has its outcome
     * @param left how many have none
     * @throws Failure with {@link Exit#KEPT} when time or connection ends before
     */
    public Exit beforeItCloses(CompletableFuture<Void> own, LongSupplier left) throws Exception {
        if (!lease.stays()) {
            return outgoing();
        }
        await(own, left::getAsLong);
        return Exit.DONE;
    }

    /**
     * Waits until every outgoing message is acknowledged, as long as that goes on.
     *
     * @return {@link Exit#REFUSED} when the server refused one, or can't take it
     * @throws Failure with {@link Exit#KEPT} when time or connection ends before
     */
    private Exit outgoing() throws Exception {
        Client client = lease.client();
        await(client.outgoingDone(), this::held);
        int setAside = app.interruption().await(client.look(Session::setAside));
        if (setAside > 0) {
            app.notes()
                    .error(setAside + (setAside == 1 ? " message" : " messages")
                            + (lease.durable()
                                    ? (setAside == 1 ? " stays" : " stay") + " in the session"
                                    : (setAside == 1 ? " was" : " were") + " not sent")
                            + ", because this server can't take " + (setAside == 1 ? "it" : "them"));
            return Exit.REFUSED;
        }
        return lease.refusedEarlier() > 0 ? Exit.REFUSED : Exit.DONE;
    }

    private void await(CompletableFuture<Void> done, Left all) throws Exception {
        long left = all.count();
        while (true) {
            try {
                new Acknowledgements(app, lease.client(), timeout).await(done);
                return;
            } catch (TimeoutException e) {
                long before = left;
                left = all.count();
                if (left >= before) {
                    throw kept("nothing was acknowledged within " + Times.seconds(timeout), left, e);
                }
            } catch (ClientException e) {
                if (e.needsDecision()) {
                    throw e;
                }
                throw kept(String.valueOf(e.getMessage()), all.count(), e);
            }
        }
    }

    private void incoming() throws Exception {
        Interruption interruption = app.interruption();
        try {
            interruption.await(
                    lease.client()
                            .when(session -> session.incomingOpen() == 0
                                    && session.state().received().isEmpty()),
                    PUBREL_MILLIS);
        } catch (TimeoutException | ClientException notNow) {
            // The server will ask again on the next connection.
        }
    }

    /** Returns how many outgoing messages the session holds. */
    private long held() throws Exception {
        return app.interruption()
                .await(lease.client()
                        .look(session -> (long) session.state().inFlight().size()
                                + session.state().queued().size()));
    }

    private Exception kept(String why, long held, Exception cause) {
        if (lease.durable() && held > 0) {
            return new Failure(
                    Exit.KEPT,
                    why + "; " + held + (held == 1 ? " message is" : " messages are")
                            + " kept in the session, not yet confirmed",
                    cause);
        }
        return cause instanceof TimeoutException ? new Failure(Exit.TIMED_OUT, why, cause) : cause;
    }
}
