package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.store.JournalFinding;
import io.mqkeep.store.RepairReport;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqkeep session repair NAME}. */
@Command(
        description = {
            SessionRepairCommand.SUMMARY,
            "Keeps what is whole, sets the damaged file aside and lists what was left out. The session counts as lost"
                    + " then, because what is missing may have used packet identifiers that would be given out again:"
                    + " the next command that connects needs --on-session-lost when messages were in flight."
        },
        customSynopsis = "mqkeep session repair NAME|PATH",
        footer = "mqkeep session repair till-7")
public final class SessionRepairCommand implements Action {
    public static final String SUMMARY = "keeps what is whole of a damaged session";

    @Parameters(paramLabel = "NAME|PATH", description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Override
    public Exit run(App app) throws IOException {
        RepairReport report =
                app.sessions().repair(app.sessions().file(session), app.clock().millis());
        if (report == null) {
            app.out().println("there is nothing to repair");
            return Exit.DONE;
        }
        int inFlight = report.kept().inFlight().size();
        int queued = report.kept().queued().size();
        int inbox = report.kept().inbox().size();
        app.out().println("kept: " + inFlight + " in flight, " + queued + " queued, " + inbox + " in the inbox");
        app.out().println("set aside: " + report.setAside());
        for (JournalFinding finding : report.leftOut()) {
            app.out().println("left out: " + finding);
        }
        return Exit.DONE;
    }
}
