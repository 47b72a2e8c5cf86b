package io.mqkeep.client;

import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.SessionStore;
import java.util.List;

/** A store in memory that writes down when it was asked, and fails when told to. */
final class RecordingStore implements SessionStore {
    private final List<String> log;
    private Snapshot snapshot;
    boolean failing;

    RecordingStore(Snapshot snapshot, List<String> log) {
        this.snapshot = snapshot;
        this.log = log;
    }

    @Override
    public Snapshot recovered() {
        return snapshot;
    }

    @Override
    public void commit(List<Change> changes) {
        if (failing) {
            throw new IllegalStateException("the disk is full");
        }
        StringBuilder line = new StringBuilder("store");
        for (Change change : changes) {
            line.append(' ').append(change.getClass().getSimpleName());
            snapshot = snapshot.after(change);
        }
        log.add(line.toString());
    }

    @Override
    public void force() {
        log.add("force");
    }

    @Override
    public void close() {}
}
