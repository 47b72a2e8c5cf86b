package io.mqkeep.store;

import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.Suspect;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session about to become what a document says. Holds the session's lock, so that a command can first ask the server
 * whether it still has the session; closed without {@link #restore} nothing was changed.
 */
public final class Restoration implements AutoCloseable {
    private final Storage storage;
    private final SessionFile file;
    private final SessionLock lock;
    private final Snapshot restored;
    private final boolean replacesDamaged;
    private boolean done;

    private Restoration(
            Storage storage, SessionFile file, SessionLock lock, Snapshot restored, boolean replacesDamaged) {
        this.storage = storage;
        this.file = file;
        this.lock = lock;
        this.restored = restored;
        this.replacesDamaged = replacesDamaged;
    }

    static Restoration prepare(Storage storage, SessionFile file, SessionLock lock, Snapshot document, boolean force) {
        Snapshot local = null;
        boolean damaged = false;
        if (storage.exists(file.journal())) {
            try (StoredFile stored = storage.openToRead(file.journal())) {
                local = JournalReader.read(file.journal(), stored).state().snapshot();
            } catch (StoreException.SessionDamaged e) {
                if (!force) {
                    throw e;
                }
                damaged = true;
            } catch (IOException e) {
                throw new StoreException.CannotStore("read session file", file.journal(), e);
            }
        }
        if (local != null && !force) {
            String problem = Lineage.problem(local, document);
            if (problem != null) {
                throw new StoreException.StaleDocument(file, problem);
            }
        }
        return new Restoration(storage, file, lock, merge(local, document), damaged);
    }

    /**
     * Output files belong to this machine, so their positions are kept from the session that is replaced, when it is the
     * same one.
     */
    private static Snapshot merge(@Nullable Snapshot local, Snapshot document) {
        boolean same = local != null && Lineage.sameSession(local, document);
        List<OutputPosition> outputs = same && local != null ? local.outputs() : List.of();
        return new Snapshot(
                document.identity(),
                document.phase(),
                false,
                document.incarnations(),
                document.nextNumber(),
                document.grantedSessionExpiryInterval(),
                document.connectedAt(),
                document.closedAt(),
                document.lostAt(),
                document.subscriptions(),
                document.queued(),
                document.inFlight(),
                document.received(),
                document.inbox(),
                document.keys(),
                document.inputs(),
                outputs,
                Map.of(),
                Suspect.NONE);
    }

    /** Returns the session as it will be. */
    public Snapshot session() {
        return restored;
    }

    /**
     * Makes the session here what the document says, on the disk when this returns. The lock goes with the store.
     *
     * @param now milliseconds since the epoch; names the copy of a damaged file that is replaced
     * @throws StoreException.CannotStore when it can't be written; the session here is then what it was
     */
    public JournalStore restore(long now) {
        if (replacesDamaged) {
            try (StoredFile damaged = storage.openToRead(file.journal())) {
                Repair.setAside(storage, file, damaged, now);
            } catch (IOException e) {
                throw new StoreException.CannotStore("set aside damaged session file", file.journal(), e);
            }
        }
        JournalStore store = new JournalStore(storage, file, Journal.create(storage, file, restored), lock);
        done = true;
        return store;
    }

    @Override
    public void close() {
        if (!done) {
            lock.close();
        }
    }
}
