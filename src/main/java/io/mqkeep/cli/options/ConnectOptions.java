package io.mqkeep.cli.options;

import picocli.CommandLine.Option;

/** How long to stay. */
@Heading("Options")
public final class ConnectOptions {
    @Option(names = "--stay", description = "Stay connected until a signal; messages that come go to the inbox.")
    private boolean stay;

    public boolean stay() {
        return stay;
    }
}
