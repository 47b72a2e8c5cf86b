package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.output.SessionJson;
import io.mqkeep.cli.output.SessionPage;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.SessionFile;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mqkeep session show NAME}. */
@Command(
        description = {
            SessionShowCommand.SUMMARY,
            "Prints who the session is, how it stands with the server, its subscriptions, and every message it holds"
                    + " with its state: awaiting PUBACK, awaiting PUBREC, awaiting PUBCOMP, queued, received awaiting"
                    + " PUBREL, in the inbox. A message that the server of the last connection could not take is named"
                    + " with the reason."
        },
        customSynopsis = "mqkeep session show NAME|PATH [OPTION...]",
        footer = {"mqkeep session show till-7", "mqkeep session show till-7 --json | jq '.messages | length'"})
public final class SessionShowCommand implements Action {
    public static final String SUMMARY = "shows a session and every message it holds";

    @Parameters(paramLabel = "NAME|PATH", description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Mixin
    private final JsonOption output = new JsonOption();

    @Override
    public Exit run(App app) throws IOException {
        SessionFile file = app.sessions().file(session);
        Snapshot found = app.sessions().look(file);
        if (output.json()) {
            new SessionJson().show(file.name(), found, app.out());
        } else {
            for (String line : SessionPage.lines(file.name(), found, app.clock().millis())) {
                app.out().println(line);
            }
        }
        return Exit.DONE;
    }
}
