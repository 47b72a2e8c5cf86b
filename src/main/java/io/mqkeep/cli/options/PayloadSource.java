package io.mqkeep.cli.options;

import io.mqkeep.protocol.Binary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the payloads of a publish come from. */
public sealed interface PayloadSource {
    /** What was typed, or nothing at all. */
    record Given(Binary payload) implements PayloadSource {}

    /** A whole file, one message. */
    record InFile(Path file) implements PayloadSource {}

    /** All of standard input, one message. */
    record StandardInput() implements PayloadSource {}

    /**
     * A message a line.
     *
     * @param file null for standard input
     * @param restart whether the file is sent from its beginning, whatever was sent before
     */
    record Lines(@Nullable Path file, boolean restart) implements PayloadSource {}
}
