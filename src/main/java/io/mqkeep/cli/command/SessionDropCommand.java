package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.session.Change;
import io.mqkeep.session.GivingUp;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.SessionFile;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqkeep session drop NAME NUMBER}. */
@Command(
        description = {
            SessionDropCommand.SUMMARY,
            "The number is the one 'mqkeep session show' gives. A message with QoS 2 that was sent already keeps its"
                    + " packet identifier until the server has released it, on the next connection; if the server has"
                    + " the message, it is delivered then."
        },
        customSynopsis = "mqkeep session drop NAME|PATH NUMBER",
        footer = "mqkeep session drop till-7 42")
public final class SessionDropCommand implements Action {
    public static final String SUMMARY = "gives up a message that waits to be sent";

    @Parameters(
            index = "0",
            paramLabel = "NAME|PATH",
            description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The number of the message.")
    private long number;

    @Override
    public Exit run(App app) throws IOException {
        SessionFile file = app.sessions().file(session);
        try (JournalStore store = app.sessions().open(file)) {
            store.notices().forEach(app.notes()::warning);
            Change change = GivingUp.of(store.recovered(), number);
            if (change == null) {
                throw new Failure(
                        Exit.USAGE,
                        "session '" + file.name() + "' has no message " + number
                                + " that waits to be sent; 'mqkeep session show " + file.name() + "' lists them");
            }
            store.commit(List.of(change));
        }
        return Exit.DONE;
    }
}
