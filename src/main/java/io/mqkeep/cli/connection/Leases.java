package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.session.Identity;

/** Hands out clients to commands. */
public interface Leases {
    /**
     * Prepares a client with its session; nothing is sent yet.
     *
     * @throws io.mqkeep.cli.Failure when what was asked contradicts what the session remembers
     * @throws io.mqkeep.store.StoreException when the session can't be opened
     */
    Lease open(App app, LeaseRequest request);

    /**
     * Prepares a client that only looks whether the server has a session: it connects with clean start off, stores
     * nothing, and leaves every message with QoS 1 or 2 where it is.
     *
     * @param request its session is not looked at
     */
    Lease look(App app, LeaseRequest request, Identity identity);

    /**
     * Prepares a client whose connection ends the session that the server has under an identity.
     *
     * @param request its session is not looked at
     */
    Lease end(App app, LeaseRequest request, Identity identity);
}
