package io.mqkeep.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the holder of a lock says who it is. It proves nothing: the lock does. */
final class HolderFile {
    private static final int ATTEMPTS = 20;
    private static final int MILLISECONDS_BETWEEN = 10;
    private static final int LONGEST_COMMAND = 200;

    private HolderFile() {}

    /** Writes the file anew. The caller has the lock. */
    static void write(Path file, Holder holder) {
        byte[] text = (holder.pid() + "\n" + holder.command() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.deleteIfExists(file);
            OwnerOnly.createFile(file);
            try (FileOutputStream out = new FileOutputStream(file.toFile())) {
                out.write(text);
            }
        } catch (IOException unnamed) {
            // The lock holds all the same: whoever is refused is told of another process, without its name.
        }
    }

    /** Deletes the file. The caller still has the lock. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException harmless) {
            // It names a process that does not hold the lock: whoever gets the lock writes it anew.
        }
    }

    /**
     * Returns who holds the lock. Its file may be that of a process that died, or not be written yet: then this waits a
     * moment for the holder to write it.
     *
     * @return null when no living process says that it holds the lock
     */
    static @Nullable Holder await(Path file) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Holder holder = read(file);
            if (holder != null && isAlive(holder.pid())) {
                return holder;
            }
            try {
                Thread.sleep(MILLISECONDS_BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private static @Nullable Holder read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() < 2) {
                return null;
            }
            String command = lines.get(1);
            return new Holder(
                    Long.parseLong(lines.get(0)), command.substring(0, Math.min(command.length(), LONGEST_COMMAND)));
        } catch (IOException | NumberFormatException notWritten) {
            return null;
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
