package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.settings.ConfigFile;
import io.mqkeep.cli.settings.Configuration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqkeep profile remove}. */
@Command(
        description = ProfileRemoveCommand.SUMMARY,
        customSynopsis = "mqkeep profile remove PROFILE [KEY...]",
        footer = {"mqkeep profile remove prod password-command", "mqkeep profile remove prod"})
public final class ProfileRemoveCommand implements Action {
    public static final String SUMMARY = "removes a profile, or settings of it";

    @Parameters(index = "0", paramLabel = "PROFILE", description = "The profile.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY",
            description = "Only these settings; the profile stays.")
    private List<String> keys = new ArrayList<>();

    @Override
    public Exit run(App app) throws IOException {
        Configuration configuration = ConfigFile.readOrBegin(app);
        for (String key : keys) {
            if (configuration.profile(name).of(key).isEmpty()) {
                throw Failure.usage("profile '" + name + "' does not set '" + key + "'");
            }
            configuration = configuration.without(name, key);
        }
        if (keys.isEmpty()) {
            configuration.profile(name);
            configuration = configuration.without(name);
        }
        ConfigFile.write(configuration);
        return Exit.DONE;
    }
}
