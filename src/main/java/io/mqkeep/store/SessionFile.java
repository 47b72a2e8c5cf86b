package io.mqkeep.store;

import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The files of one session: the journal and those beside it, which have its name and a suffix.
 *
 * @param name what the session is called in messages: its name, or the path it was given by
 * @param journal absolute
 */
public record SessionFile(String name, Path journal) {
    static final String TEMPORARY_SUFFIX = ".tmp";
    private static final String LOCK_SUFFIX = ".lock";
    private static final String HOLDER_SUFFIX = ".holder";
    private static final String SET_ASIDE_SUFFIX = ".aside-";

    public SessionFile {
        journal = journal.toAbsolutePath();
    }

    Path folder() {
        Path folder = journal.getParent();
        if (folder == null) {
            throw new StoreException.InvalidSessionName(journal + " is a folder and can't be a session");
        }
        return folder;
    }

    /** What the lock is held on: never deleted, since a process could go on holding the deleted one. */
    Path lock() {
        return beside(LOCK_SUFFIX);
    }

    /** Who holds the lock. Not in the lock file: closing any other channel on that one would let the lock go. */
    Path holder() {
        return beside(HOLDER_SUFFIX);
    }

    /** The next journal while it is being written. */
    Path temporary() {
        return beside(TEMPORARY_SUFFIX);
    }

    /** Where bytes that are no part of the session any more are kept. The same bytes always get the same name. */
    Path setAside(long salt, long offset) {
        return beside(SET_ASIDE_SUFFIX + HexFormat.of().toHexDigits(salt) + "-" + offset);
    }

    boolean isSetAside(Path file) {
        return file.getFileName().toString().startsWith(journal.getFileName() + SET_ASIDE_SUFFIX);
    }

    private Path beside(String suffix) {
        return folder().resolve(journal.getFileName() + suffix);
    }
}
