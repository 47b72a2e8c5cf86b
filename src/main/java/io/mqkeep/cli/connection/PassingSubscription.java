package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.session.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A subscription for as long as one command takes. Where it would outlive the command, with a session or on a connection
 * that stays, it is ended with it; one that was there before stays.
 */
public final class PassingSubscription implements AutoCloseable {
    private static final long LEAVE_MILLIS = 2_000;

    private final Lease lease;
    private final List<String> passing = new ArrayList<>();

    /** @param filters that are going to be subscribed to */
    public PassingSubscription(App app, Lease lease, List<String> filters) throws Exception {
        this.lease = lease;
        if (lease.durable() || lease.stays()) {
            passing.addAll(app.interruption()
                    .await(lease.client()
                            .look(session -> filters.stream()
                                    .filter(filter -> session.state().subscription(filter) == null)
                                    .toList())));
        }
    }

    @Override
    public void close() {
        if (passing.isEmpty()) {
            return;
        }
        CompletableFuture<Outcome> ended = lease.client().unsubscribe(passing, List.of());
        try {
            ended.get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException gone) {
            // It goes out with what the session has to say next.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
