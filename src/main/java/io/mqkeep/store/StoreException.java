package io.mqkeep.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why a session can't be opened, stored or carried over. The message is a whole sentence that says what to do. */
public abstract sealed class StoreException extends RuntimeException {

    private final String sentence;

    private StoreException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** Returns a whole sentence for the user, never null. */
    @Override
    public String getMessage() {
        return sentence;
    }

    /** Another command has the session. */
    public static final class SessionInUse extends StoreException {
        private final @Nullable Holder holder;

        SessionInUse(SessionFile file, @Nullable Holder holder) {
            super(
                    holder == null
                            ? "session '" + file.name() + "' is in use by another process; wait for it or end it"
                            : "session '" + file.name() + "' is in use by process " + holder.pid() + " ("
                                    + holder.command() + "); wait for it or end it",
                    null);
            this.holder = holder;
        }

        /** Returns who has it, or null when that could not be found out. */
        public @Nullable Holder holder() {
            return holder;
        }
    }

    /** Part of a session file that had been on the disk is no longer what it was. The file is left as it is. */
    public static final class SessionDamaged extends StoreException {
        private final Path file;
        private final long offset;

        SessionDamaged(Path file, long offset, String what) {
            super(
                    "session file " + file + " is damaged at byte " + offset + ": " + what
                            + "; nothing was changed; 'session verify' tells more and 'session repair' keeps what is"
                            + " whole",
                    null);
            this.file = file;
            this.offset = offset;
        }

        public Path file() {
            return file;
        }

        /** Returns where the damage begins, in bytes from the start of the file. */
        public long offset() {
            return offset;
        }
    }

    /** A session file has something in it that a newer version of this program wrote. The file is left as it is. */
    public static final class SessionFromNewerVersion extends StoreException {
        SessionFromNewerVersion(Path file, String what) {
            super(
                    "session file " + file + " was written by a newer version of mqkeep (" + what
                            + "); use that version; nothing was changed",
                    null);
        }
    }

    /** The system refused to read, write or force a file. For the store it happened in, this is final. */
    public static final class CannotStore extends StoreException {
        CannotStore(String doing, Path file, IOException cause) {
            super("cannot " + doing + " " + file + ": " + reason(file, cause), cause);
        }

        private static String reason(Path file, IOException cause) {
            String reason =
                    cause instanceof FileSystemException inFileSystem ? inFileSystem.getReason() : cause.getMessage();
            if (reason != null) {
                // RandomAccessFile says "file (reason)", and the file is named already.
                String named = file + " (";
                return reason.startsWith(named) && reason.endsWith(")")
                        ? reason.substring(named.length(), reason.length() - 1)
                        : reason;
            }
            return switch (cause) {
                case AccessDeniedException _ -> "permission denied";
                case NoSuchFileException _ -> "no such file or folder";
                default -> cause.toString();
            };
        }
    }

    /** Somebody else could change the file, so what it says can't be trusted. */
    public static final class UnsafeFile extends StoreException {
        UnsafeFile(Path file, String why) {
            super(file + " " + why, null);
        }
    }

    /** A document can't replace the session that is here. */
    public static final class StaleDocument extends StoreException {
        StaleDocument(SessionFile file, String problem) {
            super(
                    "the document is stale: the session '" + file.name() + "' that is here " + problem
                            + "; nothing was changed; --force replaces it all the same",
                    null);
        }
    }

    /** What was to be restored is no document of a session. */
    public static final class InvalidDocument extends StoreException {
        private final int line;
        private final int column;

        InvalidDocument(int line, int column, String what, @Nullable Throwable cause) {
            super("not a saved session that can be restored: line " + line + ", column " + column + ": " + what, cause);
            this.line = line;
            this.column = column;
        }

        /** Returns the line where it was noticed, from 1. */
        public int line() {
            return line;
        }

        /** Returns the column where it was noticed, from 1. */
        public int column() {
            return column;
        }
    }

    /** There is no such session. */
    public static final class UnknownSession extends StoreException {
        UnknownSession(SessionFile file) {
            super("there is no session '" + file.name() + "' (no file " + file.journal() + ")", null);
        }
    }

    /** A text that can't be the name of a session. */
    public static final class InvalidSessionName extends StoreException {
        InvalidSessionName(String message) {
            super(message, null);
        }
    }
}
