package io.mqkeep.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which settings of the config file count; every command that connects has this. */
@Heading("General options")
public final class ProfileOption {
    /** The option's name. */
    public static final String NAME = "--profile";

    @Option(
            names = NAME,
            paramLabel = "PROFILE",
            description = "Take what is not typed from this profile of the config file ('' for none). Default: the one"
                    + " that 'mqkeep profile use' chose. MQKEEP_HOST and the like in the environment come before it.")
    private @Nullable String profile;

    /** Returns the name typed, or null. */
    public @Nullable String profile() {
        return profile;
    }
}
