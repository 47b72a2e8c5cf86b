package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Snapshot;
import java.util.List;

/** The store of a command without a session: nothing on the disk, nothing left when the process ends. */
public final class EphemeralStore implements SessionStore {
    private final Snapshot fresh;

    public EphemeralStore(Identity identity) {
        fresh = Snapshot.fresh(identity);
    }

    /** Returns a session that has never connected, whatever was committed. */
    @Override
    public Snapshot recovered() {
        return fresh;
    }

    @Override
    public void commit(List<Change> changes) {
        // There is nothing to come back to.
    }

    @Override
    public void force() {
        // Nothing was written.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
