package io.mqkeep.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to stay. */
@Heading("Options")
public final class ConnectOptions {
    @Option(names = "--stay", description = "Stay connected until a signal; messages that come go to the inbox.")
    private boolean stay;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            converter = Converters.Text.class,
            description = "At a prompt: what to call this connection there. Default: its session, or host and port.")
    private @Nullable String as;

    public boolean stay() {
        return stay;
    }

    /** Returns the connection's name at a prompt, or null. */
    public @Nullable String as() {
        return as;
    }
}
