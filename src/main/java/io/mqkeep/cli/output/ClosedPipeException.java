package io.mqkeep.cli.output;

import java.io.IOException;

/** Whoever read our standard output has left: nothing more is wanted, which is not an error. */
public final class ClosedPipeException extends IOException {
    ClosedPipeException(IOException cause) {
        super("the reader of standard output has left", cause);
    }
}
