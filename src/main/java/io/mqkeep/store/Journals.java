package io.mqkeep.store;

import io.mqkeep.session.Identity;
import io.mqkeep.session.Snapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions on the disk: opens their stores, and does what is done to a session as a whole. One object serves the
 * process.
 *
 * <p>Every method first looks whether another user could have a hand in the files ({@link StoreException.UnsafeFile}), and
 * all but {@link #look} need the session for themselves ({@link StoreException.SessionInUse}).
 */
public final class Journals {
    private final SessionLocks locks;
    private final Storage storage;

    /** Makes the sessions of the real file system. */
    public Journals(SessionLocks locks) {
        this(locks, new DiskStorage());
    }

    Journals(SessionLocks locks, Storage storage) {
        this.locks = locks;
        this.storage = storage;
    }

    /** Says whether there is such a session; nothing is said about its health. */
    public boolean exists(SessionFile file) {
        return storage.exists(FileSafety.checked(file).journal());
    }

    /**
     * Opens the store of a session that is there.
     *
     * @throws StoreException.UnknownSession when it is not
     * @throws StoreException when its file is damaged, from a newer version, or can't be read and written
     */
    public JournalStore open(SessionFile file) {
        return with(known(file), checked -> Journal.open(storage, checked));
    }

    /**
     * Opens the store of a session, and makes the session when there is none.
     *
     * @param identity asked only when the session is made
     * @throws StoreException as {@link #open} does
     */
    public JournalStore openOrCreate(SessionFile file, Supplier<Identity> identity) {
        return with(
                inFolder(file),
                checked -> storage.exists(checked.journal())
                        ? Journal.open(storage, checked)
                        : Journal.create(storage, checked, Snapshot.fresh(identity.get())));
    }

    /**
     * Returns a session as its file has it now, without the lock and without changing anything: also while another
     * command has it. An unforced tail is left out without a word; the next opening tells of it.
     *
     * @throws StoreException.UnknownSession when there is no such session
     * @throws StoreException when its file is damaged, from a newer version, or can't be read
     */
    public Snapshot look(SessionFile file) {
        SessionFile checked = known(file);
        try (StoredFile stored = storage.openToRead(checked.journal())) {
            return JournalReader.read(checked.journal(), stored).state().snapshot();
        } catch (IOException e) {
            throw new StoreException.CannotStore("read session file", checked.journal(), e);
        }
    }

    /**
     * Looks through a whole session file and changes nothing.
     *
     * @throws StoreException.UnknownSession when there is no such session
     */
    public JournalReport verify(SessionFile file) {
        SessionFile checked = known(file);
        try (SessionLock held = locks.acquire(checked)) {
            return Repair.verify(storage, checked);
        }
    }

    /**
     * Keeps what is whole of a damaged session file, and sets the damaged file aside. The session is lost then: what is
     * missing may have used packet identifiers that would be given out again.
     *
     * @param now milliseconds since the epoch
     * @return null when there is no damage; an unforced tail needs no repair, the next opening cuts it off
     * @throws StoreException.UnknownSession when there is no such session
     * @throws StoreException.SessionDamaged when nothing can be kept, not even whose session it is
     * @throws StoreException.SessionFromNewerVersion when something in it is unknown here and would be lost
     */
    public @Nullable RepairReport repair(SessionFile file, long now) {
        SessionFile checked = known(file);
        try (SessionLock held = locks.acquire(checked)) {
            return Repair.repair(storage, checked, now);
        }
    }

    /**
     * Prepares to make a session here what a document says, in place of one that may be here.
     *
     * @param force whether to replace a session that has moved on since, or that is damaged
     * @return holds the session until it is closed; nothing is changed yet
     * @throws StoreException.StaleDocument when the session here has moved on since the document was saved
     */
    public Restoration restoration(SessionFile file, Snapshot document, boolean force) {
        SessionFile checked = inFolder(file);
        SessionLock lock = locks.acquire(checked);
        boolean prepared = false;
        try {
            Restoration restoration = Restoration.prepare(storage, checked, lock, document, force);
            prepared = true;
            return restoration;
        } finally {
            if (!prepared) {
                lock.close();
            }
        }
    }

    /**
     * Removes a session with all its files, whatever state they are in. The lock file stays: another process may have it
     * open, and would lock a file without a name.
     *
     * @throws StoreException.UnknownSession when there is no such session
     */
    public void remove(SessionFile file) {
        SessionFile checked = known(file);
        try (SessionLock held = locks.acquire(checked)) {
            delete(storage, checked);
        }
    }

    /** Deletes a session's files but the lock file. The caller holds the lock. */
    static void delete(Storage storage, SessionFile file) {
        try {
            // The journal goes last: until then the session is there and can be removed again.
            try (DirectoryStream<Path> beside = Files.newDirectoryStream(file.folder(), file::isSetAside)) {
                for (Path aside : beside) {
                    storage.delete(aside);
                }
            }
            storage.delete(file.temporary());
            storage.delete(file.journal());
            storage.forceFolder(file.folder());
        } catch (IOException e) {
            throw new StoreException.CannotStore("remove session file", file.journal(), e);
        }
    }

    /** Returns the files of a session that is there. */
    private SessionFile known(SessionFile file) {
        SessionFile checked = FileSafety.checked(file);
        if (!storage.exists(checked.journal())) {
            throw new StoreException.UnknownSession(checked);
        }
        return checked;
    }

    /** Returns the files of a session that may be there, in a folder that is. */
    private SessionFile inFolder(SessionFile file) {
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
        return FileSafety.checked(file);
    }

    private JournalStore with(SessionFile file, Function<SessionFile, Journal> opening) {
        SessionLock lock = locks.acquire(file);
        boolean opened = false;
        try {
            // Looked at again now that nobody else can remove it.
            JournalStore store = new JournalStore(storage, file, opening.apply(file), lock);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }
}
