package io.mqkeep.cli.options;

import io.mqkeep.cli.output.MessageFormat;
import picocli.CommandLine.Option;

/** What is printed around a payload. */
@Heading("Message options")
public final class PrintingOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "Print the topic and a space before the payload.")
    private boolean verbose;

    @Option(
            names = {"-N", "--no-newline"},
            description = "Print no line end after the payload.")
    private boolean noNewline;

    @Option(
            names = "--raw",
            description = "Let a terminal have every byte as it came, also those that it obeys instead of showing. A"
                    + " pipe or a file always has.")
    private boolean raw;

    /** Returns what was asked for. */
    public MessageFormat.Plain plain() {
        return new MessageFormat.Plain(verbose, !noNewline, raw);
    }
}
