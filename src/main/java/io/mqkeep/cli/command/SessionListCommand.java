package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.ErrorReport;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.output.Printable;
import io.mqkeep.cli.output.SessionJson;
import io.mqkeep.cli.output.SessionTable;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.SessionFile;
import io.mqkeep.store.StoreException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqkeep session list}. */
@Command(
        description = {
            SessionListCommand.SUMMARY,
            "Sessions with a name live in $MQKEEP_HOME, else in $XDG_STATE_HOME/mqkeep, else in ~/.local/state/mqkeep."
                    + " Sessions given by a path are not listed."
        },
        customSynopsis = "mqkeep session list [OPTION...]",
        footer = {"mqkeep session list", "mqkeep session list --names", "mqkeep session list --json | jq -r .session"})
public final class SessionListCommand implements Action {
    public static final String SUMMARY = "lists the sessions that are kept here";

    @Option(names = "--names", description = "Print the names alone, without a look into the sessions.")
    private boolean names;

    @Mixin
    private final JsonOption output = new JsonOption();

    @Override
    public Exit run(App app) throws IOException {
        if (names && output.json()) {
            throw Failure.usage("--names and --json: the one prints names alone, the other all that is known");
        }
        SessionTable table = new SessionTable(app.clock().millis());
        SessionJson json = new SessionJson();
        Exit exit = Exit.DONE;
        List<SessionFile> files = app.sessions().list();
        if (files.isEmpty()) {
            app.notes().note("there is no session in " + app.sessions().folder());
        }
        if (names) {
            for (SessionFile file : files) {
                app.out().println(Printable.of(file.name()));
            }
            return exit;
        }
        for (SessionFile file : files) {
            try {
                Snapshot session = app.sessions().look(file);
                if (output.json()) {
                    json.list(file.name(), session, app.out());
                } else {
                    table.add(file.name(), session);
                }
            } catch (StoreException unusable) {
                // The others are still worth listing.
                exit = ErrorReport.report(unusable, app.notes());
            }
        }
        for (String line : table.lines()) {
            app.out().println(line);
        }
        return exit;
    }
}
