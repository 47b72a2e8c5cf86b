package io.mqkeep.store;

import java.io.IOException;
import java.nio.file.Path;

/** Keeps the bytes that are cut off the end of a journal in a file beside it: they may be all there is of something. */
final class TornTail {
    private static final int PIECE = 64 * 1024;

    private TornTail() {}

    /**
     * Copies the tail to its own file and forces that.
     *
     * @return the sentence to tell the user
     */
    static String setAside(Storage storage, SessionFile names, StoredFile journal, JournalReader.Contents contents)
            throws IOException {
        Path aside = names.setAside(contents.salt(), contents.end());
        copy(storage, journal, contents.end(), contents.size(), aside);
        storage.forceFolder(names.folder());
        return "the last " + (contents.size() - contents.end()) + " bytes of " + names.journal()
                + " were never completely written; they were cut off and are kept in " + aside;
    }

    /** Copies part of a file to a new one, in place of one that an earlier attempt may have left. */
    static void copy(Storage storage, StoredFile from, long start, long end, Path to) throws IOException {
        storage.delete(to);
        try (StoredFile copy = storage.create(to)) {
            byte[] piece = new byte[(int) Math.min(PIECE, end - start)];
            for (long position = start; position < end; ) {
                int count = from.read(position, piece, 0, (int) Math.min(piece.length, end - position));
                if (count <= 0) {
                    throw new IOException("the file became shorter while it was read");
                }
                copy.write(position - start, piece, 0, count);
                position += count;
            }
            copy.force();
        }
    }
}
