package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;

/** Hands out clients to commands. */
public interface Leases {
    /**
     * Prepares a client with its session; nothing is sent yet.
     *
     * @throws io.mqkeep.cli.Failure when what was asked contradicts what the session remembers
     * @throws io.mqkeep.store.StoreException when the session can't be opened
     */
    Lease open(App app, LeaseRequest request);
}
