package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.session.FreshStart;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.Restoration;
import io.mqkeep.store.SessionFile;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqkeep session reset NAME}. */
@Command(
        description = {
            SessionResetCommand.SUMMARY,
            "Forgets its messages, subscriptions and keys, and keeps who it is and where it connects. The next command"
                    + " that connects begins it anew on the server too. Documents saved before are stale from then on."
        },
        customSynopsis = "mqkeep session reset NAME|PATH [--force]",
        footer = "mqkeep session reset till-7")
public final class SessionResetCommand implements Action {
    public static final String SUMMARY = "empties a session, which then begins anew";

    @Parameters(paramLabel = "NAME|PATH", description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Option(
            names = "--force",
            description =
                    "Reset the session although it was handed over: when it connects from here, the server ends what"
                            + " went on elsewhere.")
    private boolean force;

    @Override
    public Exit run(App app) {
        SessionFile file = app.sessions().file(session);
        Snapshot found;
        try (JournalStore store = app.sessions().open(file)) {
            found = store.recovered();
        }
        if (found.handedOver() && !force) {
            throw new Failure(
                    Exit.SESSION_UNUSABLE,
                    "session '" + file.name()
                            + "' was handed over and may go on elsewhere; --force resets it all the same");
        }
        Snapshot fresh = FreshStart.of(found, UUID.randomUUID().toString());
        try (Restoration reset = app.sessions().restoration(file, fresh, true)) {
            reset.restore(app.clock().millis()).close();
        }
        return Exit.DONE;
    }
}
