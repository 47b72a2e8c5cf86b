package io.mqkeep.cli.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to try, and how long to stay. */
@Heading("Options")
public final class ConnectOptions {
    @Option(names = "--stay", description = "Stay connected until a signal; messages that come go to the inbox.")
    private boolean stay;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Converters.Wait.class,
            description = "Try again until the server is there, but not longer than this.")
    private @Nullable Duration wait;

    public boolean stay() {
        return stay;
    }

    /** Returns how long to try, or null for once. */
    public @Nullable Duration patience() {
        return wait;
    }
}
