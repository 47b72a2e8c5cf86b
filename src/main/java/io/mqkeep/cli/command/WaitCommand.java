package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import picocli.CommandLine.Command;

/** {@code wait}, at a prompt. */
@Command(
        description = {
            WaitCommand.SUMMARY,
            "What has an end is a sub with --count or --duration. The exit status is that of the first that failed."
                    + " The end of a script waits too."
        },
        customSynopsis = "wait")
public final class WaitCommand implements Action {
    public static final String SUMMARY = "waits for what ends by itself in the background";

    private final Shell shell;

    public WaitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        return shell.awaitBackground(app.interruption());
    }
}
