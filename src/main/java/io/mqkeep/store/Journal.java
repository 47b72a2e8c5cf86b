package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one session: appends a frame per commit, and writes the file anew when most of it is history.
 *
 * <p>It folds every change into a session of its own before it writes it. That session is what a new file begins with,
 * and a change that does not fit is found before it is in the file, where it would make the session unreadable.
 */
final class Journal implements Closeable {
    /** A file with no more bytes than this is not written anew at the opening or the close. */
    static final int SMALL = 256 * 1024;

    /** A file with no more bytes than this is not written anew between two commits: that costs two more forces. */
    static final int LARGE = 960 * 1024;

    private static final int HISTORY_FACTOR = 4;
    private static final int SNAPSHOT_FRAME = 256 * 1024;

    private final Storage storage;
    private final SessionFile names;
    private final SessionState state;
    private final FrameEncoder frame = new FrameEncoder();
    private @Nullable String notice;

    private JournalFile file;
    /** The file is written anew when a commit would make it larger than this. */
    private long limit;

    private boolean broken;
    private StoreException.@Nullable CannotStore failure;

    private Journal(Storage storage, SessionFile names, Snapshot first) throws IOException {
        this.storage = storage;
        this.names = names;
        state = new SessionState(first);
        file = writeAnew();
    }

    private Journal(Storage storage, SessionFile names, StoredFile stored) throws IOException {
        this.storage = storage;
        this.names = names;
        JournalReader.Contents contents = JournalReader.read(names.journal(), stored);
        state = contents.state();
        file = JournalFile.goOn(stored, contents);
        limit = Math.max(LARGE, HISTORY_FACTOR * contents.snapshotEnd());
        // Before anything makes a new one: after a crash both names may stand for one and the same file.
        storage.delete(names.temporary());
        if (contents.hasTail()) {
            notice = TornTail.setAside(storage, names, stored, contents);
            // In a new file with a new salt, so that nothing of the tail can ever be taken for part of it.
            replaceFile();
        } else {
            if (contents.mustBeForced()) {
                file.force();
            }
            shrink();
        }
    }

    /**
     * Opens the journal that is there. The caller holds the lock.
     *
     * @throws StoreException when it is damaged, from a newer version, or can't be read or written
     */
    static Journal open(Storage storage, SessionFile names) {
        try {
            StoredFile stored = storage.open(names.journal());
            boolean opened = false;
            try {
                Journal journal = new Journal(storage, names, stored);
                opened = true;
                return journal;
            } finally {
                if (!opened) {
                    stored.close();
                }
            }
        } catch (IOException e) {
            throw new StoreException.CannotStore("open session file", names.journal(), e);
        }
    }

    /**
     * Makes a journal that begins with this session, in place of one that may be there. When the process or the machine
     * dies in the middle, there is either the old one or the new one. The caller holds the lock.
     *
     * @throws StoreException.CannotStore when it can't be written
     */
    static Journal create(Storage storage, SessionFile names, Snapshot first) {
        try {
            return new Journal(storage, names, first);
        } catch (IOException e) {
            throw new StoreException.CannotStore("create session file", names.journal(), e);
        }
    }

    /** Returns a sentence about what was found and mended at the opening, or null when all was well. */
    @Nullable
    String notice() {
        return notice;
    }

    Snapshot snapshot() {
        return state.snapshot();
    }

    /** See {@link SessionStore#commit}. */
    void commit(List<Change> changes) {
        refuseWhenBroken();
        if (changes.isEmpty()) {
            return;
        }
        // Whatever goes wrong from here on, memory and disk may differ: nothing more is written then.
        broken = true;
        boolean mustBeForced = false;
        RecordEncoder records = frame.begin();
        for (Change change : changes) {
            state.apply(change);
            ChangeCodec.write(change, records);
            mustBeForced |= change.mustBeForced();
        }
        try {
            if (file.size() + records.size() + FrameHeader.TRAILER_LENGTH > limit) {
                // The session that the new file begins with has these changes in it already.
                replaceFile();
            } else {
                file.append(frame);
                if (mustBeForced) {
                    file.force();
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        broken = false;
    }

    /** See {@link SessionStore#force}. */
    void force() {
        refuseWhenBroken();
        broken = true;
        try {
            file.force();
        } catch (IOException e) {
            throw failed(e);
        }
        broken = false;
    }

    /** Leaves a small file when most of this one is history, and closes it. */
    @Override
    public void close() {
        try {
            if (!broken) {
                shrink();
                mark();
            }
        } catch (IOException staysAsItIs) {
            // Nothing is lost: what was committed is in the file as it was, and the next opening tries again.
        } finally {
            abandon();
        }
    }

    /** Closes the file as it is. */
    void abandon() {
        try {
            file.close();
        } catch (IOException nothingWaits) {
            // Nothing is held back on our side, so closing can't lose what was written.
        }
    }

    private StoreException.CannotStore failed(IOException cause) {
        StoreException.CannotStore thrown =
                new StoreException.CannotStore("write session file", names.journal(), cause);
        failure = thrown;
        return thrown;
    }

    private void refuseWhenBroken() {
        StoreException.CannotStore before = failure;
        if (before != null) {
            throw before;
        }
        if (broken) {
            throw new IllegalStateException("an earlier commit failed half way, so nothing more is stored");
        }
    }

    private void shrink() throws IOException {
        if (file.size() > SMALL && file.size() > HISTORY_FACTOR * SnapshotRecords.estimateSize(state.snapshot())) {
            replaceFile();
        }
    }

    /**
     * Has the file say how much of it was forced. Otherwise nothing follows the last commit, and damage to it would pass
     * for a torn write. The mark itself need not last, so it is not forced.
     */
    private void mark() throws IOException {
        if (file.hasUntold()) {
            frame.begin().octet(SnapshotRecords.MARK);
            file.append(frame);
        }
    }

    private void replaceFile() throws IOException {
        JournalFile old = file;
        file = writeAnew();
        old.close();
    }

    /** Writes the session as it is now to a new file, which is complete on the disk before it gets the journal's name. */
    private JournalFile writeAnew() throws IOException {
        Path temporary = names.temporary();
        storage.delete(temporary);
        StoredFile stored = storage.create(temporary);
        boolean inPlace = false;
        try {
            JournalFile next =
                    JournalFile.begin(stored, ThreadLocalRandom.current().nextLong());
            RecordEncoder records = frame.begin();
            SnapshotRecords.Listener nextFrame = () -> {
                if (records.size() >= SNAPSHOT_FRAME) {
                    next.append(frame);
                    frame.begin();
                }
            };
            new SnapshotRecords(records, nextFrame).write(state.snapshot());
            next.append(frame);
            next.forceBeginning();
            storage.moveOver(temporary, names.journal());
            storage.forceFolder(names.folder());
            limit = Math.max(LARGE, HISTORY_FACTOR * next.size());
            inPlace = true;
            return next;
        } finally {
            if (!inPlace) {
                stored.close();
            }
        }
    }
}
