package io.mqkeep.cli.output;

import java.io.IOException;
import java.nio.file.Path;

/** An output file is shorter than it was when its messages were acknowledged. */
public final class OutputShorterException extends IOException {
    OutputShorterException(Path path, long length, long known) {
        super(path + " has " + length + " bytes, and the session has acknowledged messages up to byte " + known
                + ": somebody cut it; move it away to begin a new one");
    }
}
