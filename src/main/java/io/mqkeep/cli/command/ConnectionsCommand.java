package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code connections}, at a prompt. */
@Command(
        description = {ConnectionsCommand.SUMMARY, "The one that commands mean when they name none has a *."},
        customSynopsis = "connections")
public final class ConnectionsCommand implements Action {
    public static final String SUMMARY = "lists the connections of this shell";

    private final Shell shell;

    public ConnectionsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        List<String> lines = shell.connectionLines();
        if (lines.isEmpty()) {
            app.notes().note("there is no connection; 'connect' makes one");
        }
        for (String line : lines) {
            app.out().println(line);
        }
        return Exit.DONE;
    }
}
