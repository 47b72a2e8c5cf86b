package io.mqkeep.cli.options;

import picocli.CommandLine.Option;

/** How a stream of messages is shown, beyond how each of them is. */
@Heading("Format options")
public final class StreamOptions {
    @Option(
            names = "--buffered",
            description = "Let up to 64 messages leave in one write. Otherwise each leaves by itself to a terminal or a"
                    + " pipe, so that lines of several writers never mix.")
    private boolean buffered;

    @Option(
            names = "--count-by-topic",
            description = "Print no messages but how many came on each topic: a live table on a terminal, else, and at"
                    + " a prompt, at the end.")
    private boolean countByTopic;

    public boolean buffered() {
        return buffered;
    }

    public boolean countByTopic() {
        return countByTopic;
    }
}
