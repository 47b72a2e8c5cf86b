package io.mqkeep.cli.output;

import java.io.IOException;

/** Whoever read our standard output has left: nothing more is wanted, which is not an error. */
public final class ClosedPipeException extends IOException {
    private static final String WORDS = "the reader of standard output has left";

    ClosedPipeException() {
        super(WORDS);
    }

    ClosedPipeException(IOException cause) {
        super(WORDS, cause);
    }
}
