package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import java.util.List;

/** The store of a session with a name: its journal, and the lock on it. Made by {@link Journals}. */
public final class JournalStore implements SessionStore {
    private final Storage storage;
    private final SessionFile file;
    private final Journal journal;
    private final SessionLock lock;

    JournalStore(Storage storage, SessionFile file, Journal journal, SessionLock lock) {
        this.storage = storage;
        this.file = file;
        this.journal = journal;
        this.lock = lock;
    }

    public SessionFile file() {
        return file;
    }

    /** Returns sentences about what was found and mended at the opening, for the user; empty when all was well. */
    public List<String> notices() {
        String notice = journal.notice();
        return notice == null ? List.of() : List.of(notice);
    }

    @Override
    public Snapshot recovered() {
        return journal.snapshot();
    }

    @Override
    public void commit(List<Change> changes) {
        journal.commit(changes);
    }

    @Override
    public void force() {
        journal.force();
    }

    /**
     * Removes the session with all its files but the lock file, and closes the store.
     *
     * @throws StoreException.CannotStore when the system refuses
     */
    public void remove() {
        try (SessionLock held = lock) {
            journal.abandon();
            Journals.delete(storage, file);
        }
    }

    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            lock.close();
        }
    }
}
