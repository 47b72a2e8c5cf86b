package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reauthenticate}, at a prompt. */
@Command(
        description = {
            ReauthenticateCommand.SUMMARY,
            "For a connection that was made with --authentication-method. What runs on it goes on meanwhile."
        },
        customSynopsis = "reauthenticate [CONNECTION]")
public final class ReauthenticateCommand implements Action {
    public static final String SUMMARY = "authenticates again on a connection";

    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONNECTION",
            description = "The connection's name. Default: the one the prompt shows.")
    private @Nullable String connection;

    public ReauthenticateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        app.notes().note("authenticated again at " + shell.reauthenticate(app, connection));
        return Exit.DONE;
    }
}
