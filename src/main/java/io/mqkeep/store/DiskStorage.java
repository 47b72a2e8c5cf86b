package io.mqkeep.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;

/** The real file system. */
final class DiskStorage implements Storage {

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public StoredFile open(Path file) throws IOException {
        return new DiskFile(new RandomAccessFile(file.toFile(), "rw"));
    }

    @Override
    public StoredFile openToRead(Path file) throws IOException {
        return new DiskFile(new RandomAccessFile(file.toFile(), "r"));
    }

    @Override
    public StoredFile create(Path file) throws IOException {
        OwnerOnly.createFile(file);
        return open(file);
    }

    @Override
    public void moveOver(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException inTwoSteps) {
            throw new IOException("this file system can't replace a file in one step", inTwoSteps);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Forces a folder in a thread of its own: only a channel can be opened on a folder, and an interrupt of the calling
     * thread would close the channel with the outcome unknown.
     */
    @Override
    public void forceFolder(Path folder) throws IOException {
        if (!OwnerOnly.hasPermissions(folder)) {
            return;
        }
        AtomicReference<IOException> failure = new AtomicReference<>();
        Thread forcing = Thread.ofPlatform().daemon().name("force-folder").start(() -> {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        boolean interrupted = false;
        while (true) {
            try {
                forcing.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** RandomAccessFile, not FileChannel: an interrupt closes a channel that is writing or forcing. */
    private static final class DiskFile implements StoredFile {
        private final RandomAccessFile file;

        DiskFile(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            file.seek(position);
            int done = 0;
            while (done < length) {
                int count = file.read(into, offset + done, length - done);
                if (count < 0) {
                    break;
                }
                done += count;
            }
            return done;
        }

        @Override
        public void write(long position, byte[] from, int offset, int length) throws IOException {
            file.seek(position);
            file.write(from, offset, length);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
