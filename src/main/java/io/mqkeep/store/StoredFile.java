package io.mqkeep.store;

import java.io.Closeable;
import java.io.IOException;

/** An open file. Nothing here is ended by an interrupt of the thread. */
interface StoredFile extends Closeable {

    /** Returns the length in bytes. */
    long size() throws IOException;

    /** Reads up to {@code length} bytes and returns how many; fewer only at the end of the file. */
    int read(long position, byte[] into, int offset, int length) throws IOException;

    /** Writes all of the bytes or throws; some of them may then have been written. */
    void write(long position, byte[] from, int offset, int length) throws IOException;

    /** Brings the contents and the length to the disk. */
    void force() throws IOException;
}
