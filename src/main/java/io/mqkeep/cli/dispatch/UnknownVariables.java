package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.options.ProfileOption;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.settings.OptionSettings;
import io.mqkeep.cli.settings.SettingsPresent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Variables whose name begins as ours do, and that no option has: a mistyped one would else be ignored in silence. */
final class UnknownVariables {
    private UnknownVariables() {}

    /** Says which there are. Other commands are built only when a variable is not one of this command's. */
    static void warn(Map<String, String> environment, CommandSpec command, Notes notes) {
        Set<String> unknown = new TreeSet<>();
        for (String name : environment.keySet()) {
            if (SettingsPresent.isForOptions(name)) {
                unknown.add(name);
            }
        }
        Set<String> known = new TreeSet<>();
        known.add(OptionSettings.variable(ProfileOption.NAME));
        addVariables(command, known);
        unknown.removeAll(known);
        if (unknown.isEmpty()) {
            return;
        }
        for (Subcommand subcommand : Subcommand.values()) {
            addVariables(MqkeepCommand.full(subcommand.action()).getCommandSpec(), known);
        }
        unknown.removeAll(known);
        known.addAll(SettingsPresent.OTHERS);
        for (String name : unknown) {
            notes.warning("no option is set by " + name + suggestion(name, known));
        }
    }

    private static String suggestion(String name, Collection<String> known) {
        String nearest = Nearest.to(name, known);
        return nearest == null
                ? "; 'mqkeep profile show --effective' lists what can be set"
                : ", did you mean " + nearest + "?";
    }

    private static void addVariables(CommandSpec command, Set<String> variables) {
        for (OptionSpec option : OptionSettings.settable(command)) {
            for (String name : option.names()) {
                if (name.startsWith("--")) {
                    variables.add(OptionSettings.variable(name));
                }
            }
        }
    }
}
