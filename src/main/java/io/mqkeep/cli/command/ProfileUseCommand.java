package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.settings.ConfigFile;
import io.mqkeep.cli.settings.Configuration;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqkeep profile use}. */
@Command(
        description = ProfileUseCommand.SUMMARY,
        customSynopsis = "mqkeep profile use (PROFILE | --none)",
        footer = {"mqkeep profile use prod", "mqkeep profile use --none"})
public final class ProfileUseCommand implements Action {
    public static final String SUMMARY = "says which profile counts when none is named";

    @Parameters(paramLabel = "PROFILE", arity = "0..1", description = "The profile.")
    private @Nullable String name;

    @Option(names = "--none", description = "From now on none.")
    private boolean none;

    @Override
    public Exit run(App app) throws IOException {
        if (none == (name != null)) {
            throw Failure.usage(none ? "--none and PROFILE don't go together" : "PROFILE or --none is missing");
        }
        Configuration configuration = ConfigFile.readOrBegin(app);
        if (name != null) {
            configuration.profile(name);
        }
        ConfigFile.write(configuration.using(name));
        return Exit.DONE;
    }
}
