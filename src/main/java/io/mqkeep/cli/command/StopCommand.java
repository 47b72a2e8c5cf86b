package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stop}, at a prompt. */
@Command(
        description = {
            StopCommand.SUMMARY,
            "The subscription stays: with a session, what comes goes to the inbox. 'unsub' ends both."
        },
        customSynopsis = "stop [NUMBER]")
public final class StopCommand implements Action {
    public static final String SUMMARY = "stops what runs in the background";

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "Its number, as 'status' shows it. Default: all.")
    private @Nullable Integer number;

    public StopCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        if (shell.stop(number) == 0) {
            throw Failure.usage(
                    number == null
                            ? "nothing runs in the background"
                            : "nothing in the background has the number '" + number + "'");
        }
        return Exit.DONE;
    }
}
