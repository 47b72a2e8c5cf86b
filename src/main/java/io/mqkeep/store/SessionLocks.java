package io.mqkeep.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Lets one command at a time have a session. One object serves the whole process.
 *
 * <p>Between processes a lock of the operating system decides, which ends with its process however that ends. The same
 * lock does not hold off the process that has it, so a set of what is held here decides within the process. And it is
 * lost when <em>any</em> channel on the lock file is closed in the process that has it, so nothing else ever opens that
 * file: who holds it is written to another one.
 */
public final class SessionLocks {
    private static final Set<OpenOption> OPEN_OR_CREATE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final String command;
    private final Set<Path> held = ConcurrentHashMap.newKeySet();
    /** Channels on a lock file that somebody else in this process has locked: closing one would end that lock. */
    private final List<FileChannel> leftOpen = new CopyOnWriteArrayList<>();

    /**
     * @param command what this process runs, as another one is to show it: a name, never arguments that may hold a
     *     secret
     */
    public SessionLocks(String command) {
        this.command = command;
    }

    /**
     * Takes a session's lock without waiting.
     *
     * @throws StoreException.SessionInUse when another command has it, in this process or in another
     */
    SessionLock acquire(SessionFile file) {
        Path lockFile = file.lock();
        if (!held.add(lockFile)) {
            throw new StoreException.SessionInUse(file, self());
        }
        boolean acquired = false;
        try {
            SessionLock lock = lock(file, lockFile);
            acquired = true;
            return lock;
        } catch (IOException e) {
            throw new StoreException.CannotStore("lock session file", lockFile, e);
        } finally {
            if (!acquired) {
                held.remove(lockFile);
            }
        }
    }

    private SessionLock lock(SessionFile file, Path lockFile) throws IOException {
        FileChannel channel = FileChannel.open(lockFile, OPEN_OR_CREATE, OwnerOnly.fileAttributes(lockFile));
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            leftOpen.add(channel);
            throw new StoreException.SessionInUse(file, self());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        if (lock == null) {
            channel.close();
            throw new StoreException.SessionInUse(file, HolderFile.await(file.holder()));
        }
        HolderFile.write(file.holder(), self());
        return new SessionLock(channel, () -> {
            HolderFile.delete(file.holder());
            held.remove(lockFile);
        });
    }

    private Holder self() {
        return new Holder(ProcessHandle.current().pid(), command);
    }
}
