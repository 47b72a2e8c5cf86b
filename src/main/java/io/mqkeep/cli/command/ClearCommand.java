package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import picocli.CommandLine.Command;

/** {@code clear}, at a prompt. */
@Command(description = ClearCommand.SUMMARY, customSynopsis = "clear")
public final class ClearCommand implements Action {
    public static final String SUMMARY = "clears the screen";

    private final Shell shell;

    public ClearCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        shell.clear();
        return Exit.DONE;
    }
}
