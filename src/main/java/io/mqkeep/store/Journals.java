package io.mqkeep.store;

import io.mqkeep.session.Identity;
import io.mqkeep.session.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Opens the stores of sessions with a name. One object serves the whole process. */
public final class Journals {
    private final SessionLocks locks;
    private final Storage storage;

    /** Makes the journals of the real file system. */
    public Journals(SessionLocks locks) {
        this(locks, new DiskStorage());
    }

    Journals(SessionLocks locks, Storage storage) {
        this.locks = locks;
        this.storage = storage;
    }

    /**
     * Opens the store of a session that is there.
     *
     * @throws StoreException.UnknownSession when it is not
     * @throws StoreException when another command has it, or its file is damaged, unsafe, from a newer version, or can't
     *     be read and written
     */
    public JournalStore open(SessionFile file) {
        SessionFile checked = FileSafety.checked(file);
        if (!storage.exists(checked.journal())) {
            throw new StoreException.UnknownSession(checked);
        }
        SessionLock lock = locks.acquire(checked);
        return opened(checked, lock, () -> {
            if (!storage.exists(checked.journal())) {
                throw new StoreException.UnknownSession(checked);
            }
            return Journal.open(storage, checked);
        });
    }

    /**
     * Opens the store of a session, and makes the session when there is none.
     *
     * @param identity asked only when the session is made
     * @throws StoreException as {@link #open} does
     */
    public JournalStore openOrCreate(SessionFile file, Supplier<Identity> identity) {
        makeFolder(file);
        SessionFile checked = FileSafety.checked(file);
        SessionLock lock = locks.acquire(checked);
        return opened(
                checked,
                lock,
                () -> storage.exists(checked.journal())
                        ? Journal.open(storage, checked)
                        : Journal.create(storage, checked, Snapshot.fresh(identity.get())));
    }

    private static JournalStore opened(SessionFile file, SessionLock lock, Supplier<Journal> opening) {
        boolean opened = false;
        try {
            JournalStore store = new JournalStore(file, opening.get(), lock);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private void makeFolder(SessionFile file) {
        Path folder = file.folder();
        try {
            List<Path> missing = new ArrayList<>();
            for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
                missing.add(at);
            }
            OwnerOnly.createFolders(folder);
            for (Path made : missing) {
                Path parent = made.getParent();
                if (parent != null) {
                    storage.forceFolder(parent);
                }
            }
        } catch (IOException e) {
            throw new StoreException.CannotStore("make folder", folder, e);
        }
    }
}
