package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.shell.Commands;
import io.mqkeep.cli.shell.Prompting;
import io.mqkeep.cli.shell.Script;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqkeep shell}. */
@Command(
        description = {
            ShellCommand.SUMMARY,
            "On a terminal it prompts, and 'mqkeep' alone does the same. Otherwise it runs the lines of standard input."
                    + " Every command of mqkeep is there, without the word mqkeep before it, and some more: 'help'"
                    + " lists them. What 'connect' connects stays connected; 'sub' goes on in the background.",
            "Lines that are not typed end with the first command that fails, and its exit status is the shell's. At"
                    + " their end it waits for a sub that has --count or --duration."
        },
        customSynopsis = {"mqkeep shell", "mqkeep shell [--keep-going] -c LINES", "mqkeep shell [--keep-going] < LINES"
        },
        footer = {
            "mqkeep shell",
            "mqkeep shell -c 'connect -h broker; sub -t a -C 1 -W 10; pub -t a -m 1'",
            "mqkeep shell --keep-going < transcript"
        })
public final class ShellCommand implements Action {
    public static final String SUMMARY = "runs commands typed at a prompt, or from a script";

    private final Commands commands;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "LINES",
            description = "Run these commands, with ; or the end of a line between them.")
    private @Nullable String lines;

    @Option(
            names = "--keep-going",
            description = "Go on after a command that failed. The exit status is that of the first that did.")
    private boolean keepGoing;

    public ShellCommand(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Exit run(App app) throws Exception {
        if (lines == null && app.terminal().isThere()) {
            if (keepGoing) {
                throw Failure.usage("--keep-going is for scripts: a prompt always goes on");
            }
            return new Prompting(app, commands).run();
        }
        return new Script(app, commands, keepGoing).run(lines);
    }
}
