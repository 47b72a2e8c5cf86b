package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import picocli.CommandLine.Command;

/** {@code status}, at a prompt. */
@Command(description = StatusCommand.SUMMARY, customSynopsis = "status")
public final class StatusCommand implements Action {
    public static final String SUMMARY = "shows where one is and how the last command ended";

    private final Shell shell;

    public StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        for (String line : shell.status()) {
            app.out().println(line);
        }
        return Exit.DONE;
    }
}
