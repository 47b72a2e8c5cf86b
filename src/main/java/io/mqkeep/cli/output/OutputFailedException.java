package io.mqkeep.cli.output;

import java.io.IOException;

/** Output could not be written where it was asked for. */
public final class OutputFailedException extends IOException {
    /** @param where the middle of a sentence, such as {@code standard output} or a file's name */
    public OutputFailedException(String where, IOException cause) {
        super("cannot write " + where + ": " + cause.getMessage(), cause);
    }
}
