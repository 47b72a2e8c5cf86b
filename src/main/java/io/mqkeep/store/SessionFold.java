package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * The records of a journal, folded into the session they make.
 *
 * <p>A journal begins with the session as it was when the file was written ({@link SnapshotRecords}). All of that was on
 * the disk before the file got its name, so a file without its end record is damaged. What follows are the changes that
 * were committed since.
 */
final class SessionFold {
    private @Nullable SessionState state;
    private boolean complete;
    private long toBeForced;

    /** Says whether the whole session as it was when the file was written has been read. */
    boolean complete() {
        return complete;
    }

    /** Returns how many of the changes read so far had to be on the disk before anything followed from them. */
    long toBeForced() {
        return toBeForced;
    }

    /** Returns the session so far; not before its head was read. */
    SessionState state() {
        SessionState made = state;
        if (made == null) {
            throw new IllegalStateException("no head record was read");
        }
        return made;
    }

    /**
     * Reads one record and applies it.
     *
     * @throws RecordException when it is none that can stand here
     */
    void read(RecordDecoder in) {
        int type = in.octet();
        SessionState made = state;
        if (made == null) {
            if (type != SnapshotRecords.HEAD) {
                throw RecordException.malformed("the first record is not the head of a session");
            }
            state = new SessionState(SnapshotRecords.readHead(in));
        } else if (type == SnapshotRecords.END) {
            if (complete) {
                throw RecordException.malformed("a second end record");
            }
            complete = true;
        } else if (type != SnapshotRecords.MARK) {
            Change change = ChangeCodec.read(type, in);
            apply(change, made);
            if (change.mustBeForced()) {
                toBeForced++;
            }
        }
    }

    private static void apply(Change change, SessionState state) {
        try {
            state.apply(change);
        } catch (IllegalStateException doesNotFit) {
            // Its name only: a change as text shows part of a payload.
            throw RecordException.malformed("a record does not fit those before it: "
                    + change.getClass().getSimpleName());
        }
    }
}
