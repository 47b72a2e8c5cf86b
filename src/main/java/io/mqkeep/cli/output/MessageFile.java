package io.mqkeep.cli.output;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that messages are appended to. With a session it is forced to the disk before the session says that it has the
 * messages; what was written and not said so is cut off by the next command, since the server sends it again.
 *
 * <p>A pipe, a terminal or a device under this name is written to as it is: it has no length and keeps nothing.
 */
public final class MessageFile implements Sink, Closeable {
    /** Every batch of a session is forced, so they are larger than those to a pipe. */
    private static final int BATCH = 2048;

    /** How what was written reaches the disk. */
    interface Disk {
        Disk REAL = new Disk() {
            @Override
            public void force(FileDescriptor file) throws IOException {
                file.sync();
            }

            @Override
            public void forceFolder(Path folder) throws IOException {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        };

        /** Brings the contents and the length of a file to the disk. */
        void force(FileDescriptor file) throws IOException;

        /** Brings the names in a folder to the disk. */
        void forceFolder(Path folder) throws IOException;
    }

    private final Disk disk;
    private final Path path;
    private final FileOutputStream out;
    private final MessagePrinter printer;
    private final boolean forced;
    private final boolean regular;
    private final boolean created;
    private String name = "";
    private String identity = "";
    private long length;
    private boolean folderForced;

    private MessageFile(
            Disk disk,
            Path path,
            FileOutputStream out,
            MessagePrinter printer,
            boolean forced,
            boolean regular,
            boolean created) {
        this.disk = disk;
        this.path = path;
        this.out = out;
        this.printer = printer;
        this.forced = forced;
        this.regular = regular;
        this.created = created;
    }

    /**
     * Opens a file at its end, and makes it when it isn't there.
     *
     * @param session whether a session keeps its place in it
     */
    public static MessageFile open(Path path, MessagePrinter printer, boolean session) throws IOException {
        return open(path, printer, session, Disk.REAL);
    }

    static MessageFile open(Path path, MessagePrinter printer, boolean session, Disk disk) throws IOException {
        boolean created = Files.notExists(path);
        FileOutputStream out;
        try {
            out = new FileOutputStream(path.toFile(), true);
        } catch (IOException e) {
            throw new OutputFailedException(path.toString(), e);
        }
        MessageFile file = new MessageFile(disk, path, out, printer, session, Files.isRegularFile(path), created);
        boolean opened = false;
        try {
            file.look();
            opened = true;
        } finally {
            if (!opened) {
                out.close();
            }
        }
        return file;
    }

    private void look() throws IOException {
        name = path.toRealPath().toString();
        if (!regular) {
            return;
        }
        lock();
        identity = String.valueOf(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        length = out.getChannel().size();
    }

    /** Two commands that write to one file would cut off each other's messages. */
    private void lock() {
        boolean locked;
        try {
            // Released with the channel.
            locked = out.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException here) {
            locked = false;
        } catch (IOException noLocks) {
            // A file system without locks: nothing is known, as with any other program that writes there.
            return;
        }
        if (!locked) {
            throw new Failure(Exit.CANNOT_WRITE, "another mqkeep is writing to " + path);
        }
    }

    /** Returns the name under which a session remembers its place here. */
    public String name() {
        return name;
    }

    /**
     * Returns where the next message goes. A session must know it before anything is written: what a killed command has
     * written could not be told from what was there before.
     *
     * @return null when this is no file that has places
     */
    public @Nullable OutputPosition place() {
        return regular ? new OutputPosition(name, identity, length) : null;
    }

    /**
     * Cuts off what is there beyond the place a session knows of.
     *
     * @return how many bytes that was; none when it is another file that has the name now
     * @throws OutputShorterException when the file has lost messages that the session has acknowledged
     */
    public long resume(OutputPosition place) throws IOException {
        if (!regular || created || !identity.equals(place.identity())) {
            return 0;
        }
        if (length < place.length()) {
            throw new OutputShorterException(path, length, place.length());
        }
        long beyond = length - place.length();
        if (beyond > 0) {
            FileChannel channel = out.getChannel();
            channel.truncate(place.length());
            disk.force(out.getFD());
            length = place.length();
        }
        return beyond;
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Delivery delivery : batch) {
            printer.print(delivery, bytes);
        }
        try {
            bytes.writeTo(out);
            if (!forced || !regular) {
                return List.of();
            }
            disk.force(out.getFD());
            if (!folderForced) {
                forceFolder();
            }
        } catch (IOException e) {
            throw new OutputFailedException(path.toString(), e);
        }
        length += bytes.size();
        OutputPosition place = place();
        return place == null ? List.of() : List.of(place);
    }

    /** Also when the file is not new: whoever made it may have been killed before this. */
    private void forceFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            disk.forceFolder(folder);
        }
        folderForced = true;
    }

    @Override
    public int batchLimit() {
        return forced && regular ? BATCH : Sink.super.batchLimit();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
