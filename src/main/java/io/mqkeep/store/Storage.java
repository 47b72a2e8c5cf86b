package io.mqkeep.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a journal asks of a file system, and no more, so that a test can put one in its place that fails, and one that
 * forgets what was not forced.
 */
interface Storage {

    boolean exists(Path file);

    /** Opens an existing file for reading and writing. */
    StoredFile open(Path file) throws IOException;

    /** Opens an existing file for reading. */
    StoredFile openToRead(Path file) throws IOException;

    /** Makes a file that only its owner can read and write; fails when the name is taken, be it by a link. */
    StoredFile create(Path file) throws IOException;

    /** Gives a file another name in its folder, in place of a file that may have that name, in one step. */
    void moveOver(Path from, Path to) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;

    /** Brings the names in a folder to the disk: neither a new file nor a move is durable before. */
    void forceFolder(Path folder) throws IOException;
}
