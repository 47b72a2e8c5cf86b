package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.shell.Defaults;
import io.mqkeep.cli.shell.Shell;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set}, at a prompt. */
@Command(
        description = {
            SetCommand.SUMMARY,
            "A default counts for every command of this shell that has the option and is not given it. Those about"
                    + " connections and sessions count for connect, and for others while nothing is connected."
        },
        customSynopsis = {"set", "set OPTION [VALUE]", "set --unset OPTION"},
        footer = {"set host broker", "set qos 1", "set json", "set --unset qos"})
public final class SetCommand implements Action {
    public static final String SUMMARY = "sets a default for this shell, or shows them";

    private final Shell shell;
    private final Check check;

    @Option(names = "--unset", description = "Forget the default.")
    private boolean unset;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "OPTION",
            description = "The option's long name, without its dashes.")
    private @Nullable String option;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "Its value. Options that take none are switched on.")
    private @Nullable String value;

    /** Knows the options of all commands. */
    @FunctionalInterface
    public interface Check {
        /**
         * Returns the value as the option takes it.
         *
         * @param value null when none was given
         * @throws Failure when no command has the option, or the option does not take the value
         */
        String value(String option, @Nullable String value);
    }

    public SetCommand(Shell shell, Check check) {
        this.shell = shell;
        this.check = check;
    }

    @Override
    public Exit run(App app) throws Exception {
        Defaults defaults = shell.defaults();
        if (option == null) {
            if (unset) {
                throw Failure.usage("--unset needs the name of an option");
            }
            for (Map.Entry<String, String> entry : new TreeMap<>(defaults.all()).entrySet()) {
                // A screen may be looked at by others.
                app.out()
                        .println(entry.getKey() + " "
                                + (entry.getKey().endsWith("password") ? "***" : entry.getValue()));
            }
            return Exit.DONE;
        }
        String name = option.startsWith("--") ? option.substring(2) : option;
        if (unset) {
            if (value != null) {
                throw Failure.usage("'" + value + "' is one word too many");
            }
            if (!defaults.unset(name)) {
                throw Failure.usage("there is no default for '" + name + "'");
            }
        } else {
            defaults.set(name, check.value(name, value));
        }
        return Exit.DONE;
    }
}
