package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.command.Action;
import io.mqkeep.cli.completion.BashCompletion;
import io.mqkeep.cli.completion.CompletedCommand;
import io.mqkeep.cli.completion.FishCompletion;
import io.mqkeep.cli.completion.ZshCompletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqkeep completion}: here, and not with the other commands, because it has to know them all. */
@Command(
        description = {
            CompletionCommand.SUMMARY,
            "Commands, options, values, files, and the names of sessions and profiles are completed. Packages bring the"
                    + " scripts along; without a package put the line below into your shell's start file."
        },
        customSynopsis = "mqkeep completion bash|zsh|fish",
        footer = {
            "eval \"$(mqkeep completion bash)\"   # in ~/.bashrc",
            "eval \"$(mqkeep completion zsh)\"    # in ~/.zshrc, after compinit",
            "mqkeep completion fish > ~/.config/fish/completions/mqkeep.fish"
        })
final class CompletionCommand implements Action {
    static final String SUMMARY = "prints completions for bash, zsh or fish";

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private String shell = "";

    @Override
    public Exit run(App app) throws IOException {
        app.out().print(script(shell));
        return Exit.DONE;
    }

    /** Returns the script for a shell. */
    static String script(String shell) {
        return switch (shell) {
            case "bash" -> BashCompletion.script(commands());
            case "zsh" -> ZshCompletion.script(commands());
            case "fish" -> FishCompletion.script(commands());
            default -> throw Failure.usage("there is no completion for '" + shell + "', only for bash, zsh and fish");
        };
    }

    private static List<CompletedCommand> commands() {
        List<CompletedCommand> commands = new ArrayList<>();
        for (Subcommand subcommand : Subcommand.values()) {
            commands.add(CompletedCommand.of(
                    subcommand.commandLine(), subcommand.summary(), MqkeepCommand.model(subcommand)));
        }
        return commands;
    }
}
