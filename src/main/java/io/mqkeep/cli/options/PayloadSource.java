package io.mqkeep.cli.options;

import io.mqkeep.protocol.Binary;
import java.nio.file.Path;

/** Where the payloads of a publish come from. */
public sealed interface PayloadSource {
    /** What was typed, or nothing at all. */
    record Given(Binary payload) implements PayloadSource {}

    /** A whole file, one message. */
    record InFile(Path file) implements PayloadSource {}

    /** All of standard input, one message. */
    record StandardInput() implements PayloadSource {}

    /** Standard input, a message a line. */
    record Lines() implements PayloadSource {}
}
