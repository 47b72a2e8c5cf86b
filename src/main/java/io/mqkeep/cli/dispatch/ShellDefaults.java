package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.command.Action;
import io.mqkeep.cli.command.ConnectCommand;
import io.mqkeep.repl.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives options that a line leaves out the values that were set for this shell. */
final class ShellDefaults {
    private static final Set<String> ABOUT_CONNECTIONS = Set.of("Connection options", "Session options");
    /** They are about the command, whatever connection it uses. */
    private static final Set<String> ABOUT_THE_COMMAND = Set.of("timeout", "connect-timeout");

    private final TypedLine typed;
    private final boolean connects;

    ShellDefaults(TypedLine typed, Action action) {
        this.typed = typed;
        connects = action instanceof ConnectCommand
                || typed.shell().connectionNames().isEmpty();
    }

    /**
     * Returns the words of a line with those before it that give what was set.
     *
     * @param trial the command with all its options, to read the line with once and throw away
     */
    List<String> before(List<String> line, CommandLine trial) {
        CommandSpec command = trial.getCommandSpec();
        command.parser().collectErrors(true);
        ParseResult parsed = trial.parseArgs(EndOfOptions.marked(line, command));
        if (parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
            return line;
        }
        List<String> words = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            String value = parsed.hasMatchedOption(option) ? null : value(option);
            if (value != null) {
                words.add(option.longestName() + (option.arity().max() == 0 ? "" : "=" + value));
            }
        }
        words.addAll(line);
        return words;
    }

    private @Nullable String value(OptionSpec option) {
        if (!option.longestName().startsWith("--")) {
            return null;
        }
        String name = option.longestName().substring(2);
        if (name.equals("session") && !connects && !typed("--host", "-h", "--port", "-p", "--url", "-L")) {
            // The connection that is meant has one: so has the command.
            return typed.shell().currentSession();
        }
        String value = typed.shell().defaults().get(name);
        if (value == null) {
            return null;
        }
        boolean aboutConnections =
                ABOUT_CONNECTIONS.contains(CommandHelp.heading(option)) && !ABOUT_THE_COMMAND.contains(name);
        if (aboutConnections && !connects) {
            return null;
        }
        // Who names the server in one way does not mean the default of the other.
        return switch (name) {
            case "url" -> typed("--host", "-h", "--port", "-p") ? null : value;
            case "host", "port" -> typed("--url", "-L") ? null : value;
            default -> value;
        };
    }

    /** Says whether the line has one of these options. */
    private boolean typed(String... options) {
        for (Word word : typed.words()) {
            for (String option : options) {
                if (word.text().startsWith(option)) {
                    return true;
                }
            }
        }
        return false;
    }
}
