package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disconnect}, at a prompt. */
@Command(
        description = {
            DisconnectCommand.SUMMARY,
            "Says DISCONNECT and ends what runs on it in the background. A session keeps what it has; connect goes on"
                    + " with it."
        },
        customSynopsis = "disconnect [CONNECTION]")
public final class DisconnectCommand implements Action {
    public static final String SUMMARY = "ends a connection";

    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONNECTION",
            description = "The connection's name. Default: the one the prompt shows.")
    private @Nullable String connection;

    public DisconnectCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        app.notes().note("disconnected from " + shell.disconnect(connection));
        return Exit.DONE;
    }
}
