package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.command.SetCommand;
import io.mqkeep.cli.options.DiagnosticOptions;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that a shell can have defaults for: those of all commands that a shell runs. */
final class SettableOptions implements SetCommand.Check {
    @Override
    public String value(String option, @Nullable String value) {
        for (Subcommand subcommand : Subcommand.values()) {
            CommandLine commandLine = MqkeepCommand.full(subcommand.action());
            OptionSpec spec =
                    subcommand.hasDefaults() ? commandLine.getCommandSpec().findOption("--" + option) : null;
            if (spec != null) {
                return checked(commandLine, spec, option, value);
            }
        }
        String nearest = Nearest.to(option, names());
        throw Failure.usage(
                "no command has an option --" + option + (nearest == null ? "" : ", did you mean '" + nearest + "'?"));
    }

    private static String checked(CommandLine commandLine, OptionSpec spec, String option, @Nullable String value) {
        if (spec.arity().max() == 0) {
            if (value != null && !value.equals("true")) {
                throw Failure.usage("--" + option + " takes no value; 'set --unset " + option + "' switches it off");
            }
            return "true";
        }
        if (value == null) {
            throw Failure.usage("--" + option + " needs a value: " + spec.paramLabel());
        }
        try {
            commandLine.parseArgs("--" + option + "=" + value);
        } catch (MissingParameterException others) {
            // What else the command needs is not the question.
        } catch (ParameterException e) {
            throw Failure.usage(UsageError.sentence(e));
        }
        return value;
    }

    /** Returns the option with this long name of any command, or null. */
    static @Nullable OptionSpec find(String name) {
        for (Subcommand subcommand : Subcommand.values()) {
            if (subcommand.hasDefaults()) {
                OptionSpec option =
                        MqkeepCommand.full(subcommand.action()).getCommandSpec().findOption("--" + name);
                if (option != null) {
                    return option;
                }
            }
        }
        return null;
    }

    /** Returns the long names of all of them, without dashes. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Subcommand subcommand : Subcommand.values()) {
            if (subcommand.hasDefaults()) {
                CommandSpec spec = MqkeepCommand.full(subcommand.action()).getCommandSpec();
                for (OptionSpec option : spec.options()) {
                    if (!isDiagnostic(option)) {
                        names.add(option.longestName().substring(2));
                    }
                }
            }
        }
        return names;
    }

    private static boolean isDiagnostic(OptionSpec option) {
        return option.userObject() instanceof java.lang.reflect.Member member
                && member.getDeclaringClass() == DiagnosticOptions.class;
    }
}
