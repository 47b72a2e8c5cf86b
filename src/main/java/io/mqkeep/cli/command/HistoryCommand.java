package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history}, at a prompt. */
@Command(
        description = {
            HistoryCommand.SUMMARY,
            "They are kept in the file history beside the sessions, without passwords. A line that begins with a space"
                    + " is not kept. Ctrl-R searches."
        },
        customSynopsis = "history [N]")
public final class HistoryCommand implements Action {
    public static final String SUMMARY = "shows the lines that were typed";

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "N", description = "How many of the latest. Default: all.")
    private @Nullable Integer latest;

    public HistoryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Exit run(App app) throws Exception {
        List<String> lines = shell.history();
        int from = latest == null ? 0 : Math.max(0, lines.size() - Math.max(0, latest));
        for (int i = from; i < lines.size(); i++) {
            app.out().println(i + 1 + "  " + lines.get(i));
        }
        return Exit.DONE;
    }
}
