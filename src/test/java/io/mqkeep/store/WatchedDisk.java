package io.mqkeep.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The real disk under the sessions of a test: it writes down what is asked of it, knows whether something is written and
 * not forced, and lets one operation fail or one force be forgotten. Safe for use by several threads.
 */
public final class WatchedDisk {
    /** What a note begins with. */
    public static final String NOTE = "note ";

    /** What happens to the chosen operation. */
    public enum Fault {
        /** The disk is full: nothing is written. */
        FULL,
        /** The disk becomes full in the middle of a write. */
        SHORT_WRITE,
        /** The medium fails; what was written or forced may be there or not. */
        INPUT_OUTPUT,
        /** The folder or the file may not be written any more. */
        DENIED,
        /** The thread is interrupted, and nothing else. */
        INTERRUPTED,
        /** A force is left out, as by a program that forgot it. */
        FORGOTTEN,
    }

    private final DiskStorage disk = new DiskStorage();
    private final List<String> operations = Collections.synchronizedList(new ArrayList<>());
    private volatile int chosen = -1;
    private volatile Fault fault = Fault.FULL;
    private volatile Runnable whenItHappens = () -> {};
    private volatile boolean written;
    private volatile boolean movedUnforced;
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    /** Returns sessions that live on this disk. */
    public Journals journals() {
        return new Journals(new SessionLocks("test"), new Watched());
    }

    /** Begins to count anew, and lets the operation with this index fail; -1 is none. */
    public void choose(int operation, Fault how, Runnable then) {
        operations.clear();
        movedUnforced = false;
        written = false;
        folders.clear();
        chosen = operation;
        fault = how;
        whenItHappens = then;
    }

    /** Takes note of something that is no operation, in the order of the operations. */
    public void note(String what) {
        operations.add(NOTE + what);
    }

    /** Takes note of a folder in which there is a new name. */
    public void newNameIn(Path folder) {
        folders.add(folder);
    }

    /** Returns what was asked of the disk since: write, force, move, create, delete, force-folder; and what was noted. */
    public List<String> operations() {
        synchronized (operations) {
            return List.copyOf(operations);
        }
    }

    /** Says whether a power cut now could take away what was written, or a name that was given. */
    public boolean owesForce() {
        return written || movedUnforced || !folders.isEmpty();
    }

    /** Returns the fault that happens to the next operation, or null. */
    private @Nullable Fault next() {
        synchronized (operations) {
            long asked = operations.stream().filter(it -> !it.startsWith(NOTE)).count();
            return asked == chosen ? fault : null;
        }
    }

    private void ask(String operation) throws IOException {
        Fault now = next();
        operations.add(operation);
        if (now == null) {
            return;
        }
        whenItHappens.run();
        switch (now) {
            case FULL, SHORT_WRITE -> throw new IOException("No space left on device");
            case INPUT_OUTPUT -> throw new IOException("Input/output error");
            case DENIED -> throw new AccessDeniedException("journal");
            case INTERRUPTED -> Thread.currentThread().interrupt();
            case FORGOTTEN -> {}
        }
    }

    private final class Watched implements Storage {
        @Override
        public boolean exists(Path file) {
            return disk.exists(file);
        }

        @Override
        public StoredFile open(Path file) throws IOException {
            return new WatchedFile(disk.open(file));
        }

        @Override
        public StoredFile openToRead(Path file) throws IOException {
            return disk.openToRead(file);
        }

        @Override
        public StoredFile create(Path file) throws IOException {
            ask("create");
            newNameIn(folder(file));
            return new WatchedFile(disk.create(file));
        }

        @Override
        public void moveOver(Path from, Path to) throws IOException {
            ask("move");
            movedUnforced |= written;
            newNameIn(folder(to));
            disk.moveOver(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            ask("delete");
            disk.delete(file);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            boolean forgotten = next() == Fault.FORGOTTEN;
            ask("force-folder");
            if (!forgotten) {
                disk.forceFolder(folder);
                folders.remove(folder);
            }
        }

        private static Path folder(Path file) {
            return Objects.requireNonNull(file.getParent());
        }
    }

    private final class WatchedFile implements StoredFile {
        private final StoredFile file;

        WatchedFile(StoredFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            return file.read(position, into, offset, length);
        }

        @Override
        public void write(long position, byte[] from, int offset, int length) throws IOException {
            if (next() == Fault.SHORT_WRITE) {
                file.write(position, from, offset, length / 2);
            }
            ask("write");
            file.write(position, from, offset, length);
            written = true;
        }

        @Override
        public void force() throws IOException {
            boolean forgotten = next() == Fault.FORGOTTEN;
            ask("force");
            if (!forgotten) {
                file.force();
                written = false;
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
