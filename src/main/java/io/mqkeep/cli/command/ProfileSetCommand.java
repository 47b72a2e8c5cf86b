package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.settings.ConfigFile;
import io.mqkeep.cli.settings.Configuration;
import io.mqkeep.cli.settings.OptionCatalogue;
import io.mqkeep.cli.settings.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqkeep profile set}. */
@Command(
        description = {
            ProfileSetCommand.SUMMARY,
            "The profile is made when it isn't there. Comments and the order of the file stay. A file name is best"
                    + " absolute: it is looked for from where a command runs. A flag that is set is turned off with"
                    + " --no-FLAG on the command line."
        },
        customSynopsis = "mqkeep profile set PROFILE KEY [VALUE...]",
        footer = {
            "mqkeep profile set prod host broker.example",
            "mqkeep profile set prod password-command 'pass show mqtt/prod'",
            "mqkeep profile set prod connect-user-property team=a site=b"
        })
public final class ProfileSetCommand implements Action {
    public static final String SUMMARY = "sets an option in a profile";

    private final OptionCatalogue catalogue;

    @Parameters(index = "0", paramLabel = "PROFILE", description = "The profile.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "The option's long name, without dashes.")
    private String key = "";

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "VALUE",
            description = "As it would be typed; true or false for an option that takes none. Several make a list.")
    private List<String> values = new ArrayList<>();

    public ProfileSetCommand(OptionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Exit run(App app) throws IOException {
        if (!Profile.isName(name)) {
            throw Failure.usage("'" + name + "' is no name for a profile (a-z, 0-9, - and _)");
        }
        if (catalogue.named(key) == null) {
            int equals = key.indexOf('=');
            String bare = equals < 0 ? "" : key.substring(0, equals).replaceFirst("^--", "");
            throw Failure.usage(
                    catalogue.named(bare) == null
                            ? catalogue.unknown(key)
                            // The value is not repeated: it may be a secret.
                            : "key and value are two words here: mqkeep profile set " + name + " " + bare + " VALUE");
        }
        boolean flag = Objects.requireNonNull(catalogue.named(key)).arity().max() == 0;
        List<String> given = flag && values.isEmpty() ? List.of("true") : values;
        if (given.isEmpty()) {
            throw Failure.usage(
                    "VALUE is missing: 'mqkeep profile remove " + name + " " + key + "' takes the setting" + " away");
        }
        String problem = catalogue.problem(key, given);
        if (problem != null) {
            throw Failure.usage(problem);
        }
        Configuration configuration = ConfigFile.readOrBegin(app);
        ConfigFile.write(configuration.with(name, key, given, flag));
        return Exit.DONE;
    }
}
