package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import picocli.CommandLine.Command;

/** {@code exit}, at a prompt. */
@Command(
        description = {
            ExitCommand.SUMMARY,
            "Ends what runs, says DISCONNECT on every connection. Ctrl-D and quit do the same."
        },
        customSynopsis = "exit")
public final class ExitCommand implements Action {
    public static final String SUMMARY = "leaves the shell";

    private final Shell shell;

    public ExitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        shell.leave();
        return Exit.DONE;
    }
}
