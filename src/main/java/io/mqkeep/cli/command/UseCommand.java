package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code use}, at a prompt. */
@Command(description = UseCommand.SUMMARY, customSynopsis = "use CONNECTION")
public final class UseCommand implements Action {
    public static final String SUMMARY = "means another connection from now on";

    private final Shell shell;

    @Parameters(paramLabel = "CONNECTION", description = "The connection's name, as 'connections' shows it.")
    private String connection = "";

    public UseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        shell.use(connection);
        return Exit.DONE;
    }
}
