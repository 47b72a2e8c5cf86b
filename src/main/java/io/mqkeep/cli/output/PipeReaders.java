package io.mqkeep.cli.output;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processes that read from the pipe our standard output is. A pipe tells that they have left only to those who write
 * to it; Linux shows who they are in {@code /proc}. Where it doesn't, and where they belong to another user, nobody is
 * ever found, and nobody is taken to have left.
 */
final class PipeReaders {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Path OUT = Path.of("/proc/self/fd/1");

    private final @Nullable Path pipe;
    private @Nullable Path reader;

    PipeReaders() {
        pipe = target(OUT);
    }

    /** Finds somebody who reads; says whether there is one. */
    boolean find() {
        Path wanted = pipe;
        reader = null;
        if (wanted == null || !wanted.toString().startsWith("pipe:")) {
            return false;
        }
        for (long process : processesNearby()) {
            reader = readingEnd(process, wanted);
            if (reader != null) {
                return true;
            }
        }
        return false;
    }

    /** Says whether the one who was found still reads. */
    boolean isThere() {
        Path known = reader;
        if (known == null) {
            return false;
        }
        try {
            return Files.readSymbolicLink(known).equals(pipe);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException hidden) {
            // It has become another user's, and may read as before.
            return true;
        }
    }

    /** Those of one pipeline are started one after the other. */
    private static List<Long> processesNearby() {
        long own = ProcessHandle.current().pid();
        List<Long> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : found) {
                long id = Long.parseLong(process.getFileName().toString());
                if (id != own) {
                    all.add(id);
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException notLinux) {
            return List.of();
        }
        all.sort(Comparator.comparingLong(id -> Math.abs(id - own)));
        return all;
    }

    private static @Nullable Path readingEnd(long process, Path pipe) {
        Path folder = PROCESSES.resolve(process + "/fd");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(folder)) {
            for (Path file : open) {
                if (pipe.equals(target(file)) && reads(process, file)) {
                    return file;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrHidden) {
            return null;
        }
        return null;
    }

    /** The last two bits of the octal flags are 1 for who only writes. */
    private static boolean reads(long process, Path file) {
        try {
            for (String line : Files.readAllLines(PROCESSES.resolve(process + "/fdinfo/" + file.getFileName()))) {
                if (line.startsWith("flags:")) {
                    return (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & 3) != 1;
                }
            }
        } catch (IOException | NumberFormatException notKnown) {
            return false;
        }
        return false;
    }

    private static @Nullable Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException | UnsupportedOperationException goneOrHidden) {
            return null;
        }
    }
}
