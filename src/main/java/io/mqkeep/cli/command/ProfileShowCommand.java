package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.output.SettingsOutput;
import io.mqkeep.cli.settings.ConfigFile;
import io.mqkeep.cli.settings.Configuration;
import io.mqkeep.cli.settings.OptionCatalogue;
import io.mqkeep.cli.settings.OptionSettings;
import io.mqkeep.cli.settings.Profile;
import io.mqkeep.cli.settings.Setting;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqkeep profile show}. */
@Command(
        description = {
            ProfileShowCommand.SUMMARY,
            "An option counts as typed; else as MQKEEP_ and its long name in capitals say in the environment"
                    + " (MQKEEP_KEEP_ALIVE=30); else as the profile says; else its default. With --effective all of"
                    + " this but what is typed is told, with where each value is from. Secrets are not shown."
        },
        customSynopsis = "mqkeep profile show [PROFILE] [--effective] [OPTION...]",
        footer = {"mqkeep profile show prod", "mqkeep profile show --effective"})
public final class ProfileShowCommand implements Action {
    public static final String SUMMARY = "shows what a profile sets, and what counts";

    private final OptionCatalogue catalogue;

    @Parameters(
            paramLabel = "PROFILE",
            arity = "0..1",
            description = "The profile. Default: $MQKEEP_PROFILE, or the one in use.")
    private @Nullable String name;

    @Option(names = "--effective", description = "Show every option that has a value, and where it is from.")
    private boolean effective;

    @Mixin
    private final JsonOption output = new JsonOption();

    public ProfileShowCommand(OptionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Exit run(App app) throws IOException {
        Configuration configuration = ConfigFile.readOrBegin(app);
        String chosen = name;
        if (chosen == null) {
            chosen = app.environment().getOrDefault("MQKEEP_PROFILE", configuration.inUse());
        }
        Profile profile = chosen == null || chosen.isEmpty() ? null : configuration.profile(chosen);
        if (profile == null && !effective) {
            throw Failure.usage("no profile is in use: name one, or ask with --effective for what counts");
        }
        SettingsOutput table = new SettingsOutput();
        if (profile != null) {
            for (Map.Entry<String, List<String>> entry : profile.values().entrySet()) {
                if (catalogue.named(entry.getKey()) == null) {
                    throw configuration.wrong(profile.name(), entry.getKey(), catalogue.unknown(entry.getKey()));
                }
                if (!effective) {
                    table.row(entry.getKey(), entry.getValue(), configuration.place(profile.name(), entry.getKey()));
                }
            }
        }
        if (effective) {
            effective(app, configuration, profile, table);
        }
        if (output.json()) {
            table.json(app.out());
        } else {
            for (String line : table.lines()) {
                app.out().println(line);
            }
        }
        return Exit.DONE;
    }

    private void effective(App app, Configuration configuration, @Nullable Profile profile, SettingsOutput table) {
        OptionSettings settings = new OptionSettings(app.environment(), configuration, profile);
        Map<String, Setting> set = new LinkedHashMap<>();
        for (CommandSpec command : catalogue.commands()) {
            for (Setting setting : settings.of(command, Set.of())) {
                set.putIfAbsent(setting.option().longestName(), setting);
            }
        }
        for (OptionSpec option : catalogue.all()) {
            String key = option.longestName().substring(2);
            Setting setting = set.get(option.longestName());
            if (setting != null) {
                boolean off = option.arity().max() == 0 && setting.values().isEmpty();
                table.row(key, off ? List.of("false") : setting.values(), setting.origin());
            } else if (option.defaultValue() != null) {
                table.row(key, List.of(option.defaultValue()), "default");
            }
        }
    }
}
