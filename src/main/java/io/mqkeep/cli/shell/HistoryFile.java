package io.mqkeep.cli.shell;

import io.mqkeep.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file that keeps what was typed, beside the sessions. */
final class HistoryFile {
    private static final String NAME = "history";

    private HistoryFile() {}

    /** Returns the file in this folder; both are made when they are not there, for their owner alone. */
    static Path in(Path folder) throws IOException {
        OwnerOnly.createFolders(folder);
        Path file = folder.resolve(NAME);
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a link");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            OwnerOnly.createFile(file);
        }
        return file;
    }
}
