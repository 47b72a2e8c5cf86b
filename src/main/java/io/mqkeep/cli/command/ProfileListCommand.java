package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.output.SettingsOutput;
import io.mqkeep.cli.settings.ConfigFile;
import io.mqkeep.cli.settings.Configuration;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep profile list}. */
@Command(
        description = {
            ProfileListCommand.SUMMARY,
            "Profiles are in $XDG_CONFIG_HOME/mqkeep/config.toml, else in ~/.config/mqkeep/config.toml, or in the file"
                    + " that $MQKEEP_CONFIG names. [profiles.NAME] begins one; below it stand long names of options:"
                    + " host = \"broker\", retain = true, user-property = [\"a=1\", \"b=2\"]."
        },
        customSynopsis = "mqkeep profile list [OPTION...]",
        footer = "mqkeep profile list")
public final class ProfileListCommand implements Action {
    public static final String SUMMARY = "lists the profiles of the config file";

    @Mixin
    private final JsonOption output = new JsonOption();

    @Override
    public Exit run(App app) throws IOException {
        Configuration configuration = ConfigFile.readOrBegin(app);
        if (configuration.profiles().isEmpty()) {
            app.notes().note("there is no profile in " + configuration.file());
        }
        for (String name : configuration.profiles().keySet()) {
            boolean inUse = name.equals(configuration.inUse());
            if (output.json()) {
                SettingsOutput.profile(name, inUse, app.out());
            } else {
                app.out().println(name + (inUse ? " (in use)" : ""));
            }
        }
        return Exit.DONE;
    }
}
