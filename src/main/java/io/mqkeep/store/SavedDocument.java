package io.mqkeep.store;

import io.mqkeep.session.Snapshot;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A session as a document that can be carried to another machine: JSON, readable, with a version. What is in it is said
 * by {@code session-document.schema.json} beside this class.
 *
 * <p>Left out is what has a meaning only where it was written: positions in output files, and whether the session was
 * handed over. There is never a password in it, only where one comes from.
 *
 * <p><b>To hand a session over</b>, store {@link io.mqkeep.session.Change.HandedOver} first and write the document then.
 * Killed between the two, the session here refuses to connect but has everything, and can be saved again. The other
 * order leaves two copies that both connect, and those send and acknowledge what is not theirs any more.
 *
 * @param name what the session was called where it was saved, or null when it was called by a path; never a path
 * @param savedAt milliseconds since the epoch
 */
public record SavedDocument(@Nullable String name, long savedAt, Snapshot session) {
    /** What {@code format} says in every version. */
    static final String FORMAT = "mqkeep-session";

    static final int VERSION = 1;

    /** Writes the document and flushes the stream; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        new DocumentWriter(out).write(this);
    }

    /**
     * Writes the document to a file that only its owner can read, in place of one that may be there, on the disk when this
     * returns. A link in its place is replaced, not followed. What is no ordinary file, a pipe or a device, is written to.
     *
     * @throws StoreException.CannotStore when it can't be written; what was there is then still there
     */
    public void save(Path file) {
        Path absolute = file.toAbsolutePath();
        Path temporary = absolute.resolveSibling(absolute.getFileName() + ".tmp");
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                try (OutputStream out = Files.newOutputStream(file)) {
                    write(out);
                }
                return;
            }
            DiskStorage disk = new DiskStorage();
            disk.delete(temporary);
            OwnerOnly.createFile(temporary);
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                write(new BufferedOutputStream(out));
                out.getFD().sync();
            }
            disk.moveOver(temporary, absolute);
            disk.forceFolder(absolute.resolveSibling("."));
        } catch (IOException e) {
            throw new StoreException.CannotStore("write", file, e);
        }
    }

    /**
     * Reads a document to its end; the stream stays open. Nothing in it is done or followed: it is checked and becomes a
     * value.
     *
     * @throws StoreException.InvalidDocument when it is no document of a session, or of a version unknown here, or
     *     something in it could not be in a session
     */
    public static SavedDocument read(InputStream in) throws IOException {
        return new DocumentReader().read(in);
    }
}
