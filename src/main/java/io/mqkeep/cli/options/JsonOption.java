package io.mqkeep.cli.options;

import picocli.CommandLine.Option;

/** Output for programs. */
@Heading("Output options")
public final class JsonOption {
    @Option(names = "--json", description = "Print JSON on standard output, one object a line.")
    private boolean json;

    public boolean json() {
        return json;
    }
}
