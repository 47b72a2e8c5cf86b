package io.mqkeep.cli.output;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages to the end of a file. A batch is forced to the disk before its length is told, and the session stores that
 * length with what it received: so a file that is found longer was written to by a command that died before the server
 * knew, and what is beyond comes again.
 */
public final class MessageFile implements Sink, AutoCloseable {
    private static final int BATCH = 1024;

    private final MessagePrinter printer;
    private final Path path;
    private final String identity;
    private final FileChannel channel;
    private long length;
    private long cut;

    /**
     * Opens the file, or makes it.
     *
     * @param known how long the session knows it to be, or null when the session doesn't know it
     * @throws OutputFailedException when that can't be done
     * @throws OutputShorterException when the file has lost messages that the session has acknowledged
     */
    public MessageFile(MessagePrinter printer, Path path, @Nullable OutputPosition known) throws IOException {
        this.printer = printer;
        this.path = path;
        try {
            boolean there = Files.exists(path);
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!there) {
                forceFolder(path);
            }
            identity = identity(path);
            length = channel.size();
        } catch (IOException e) {
            throw new OutputFailedException(path.toString(), e);
        }
        if (known != null && known.identity().equals(identity)) {
            goBackTo(known.length());
        }
    }

    private void goBackTo(long known) throws IOException {
        if (length < known) {
            channel.close();
            throw new OutputShorterException(path, length, known);
        }
        cut = length - known;
        if (cut > 0) {
            channel.truncate(known);
            length = known;
        }
    }

    /** Returns how many bytes were cut off at the opening: they come again. */
    public long cut() {
        return cut;
    }

    @Override
    public OutputPosition write(List<Delivery> batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Delivery delivery : batch) {
            printer.print(delivery, bytes);
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer, length + buffer.position());
            }
            channel.force(true);
        } catch (IOException e) {
            throw new OutputFailedException(path.toString(), e);
        }
        length += bytes.size();
        return new OutputPosition(path.toString(), identity, length);
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What the file system calls the file, whatever its name: device and inode where there are such. */
    private static String identity(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath().toString() : key.toString();
    }

    private static void forceFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }
}
