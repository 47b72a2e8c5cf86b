package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.connection.ServerSession;
import io.mqkeep.cli.options.AccessOptions;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.SessionFile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqkeep session remove NAME}. */
@Command(
        description = {
            SessionRemoveCommand.SUMMARY,
            "Ends the session on the server first, with a clean connect, so that the server keeps nothing for it any"
                + " more; then its files are removed. When the server can't be reached nothing is removed. A session"
                + " that was handed over lives elsewhere, so only its files here are removed."
        },
        customSynopsis = "mqkeep session remove NAME|PATH [--local] [OPTION...]",
        footer = {"mqkeep session remove till-7", "mqkeep session remove till-7 --local"})
public final class SessionRemoveCommand implements Action {
    public static final String SUMMARY = "removes a session, here and on the server";

    @Parameters(paramLabel = "NAME|PATH", description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Option(names = "--local", description = "Remove only the files here; the server keeps what it has.")
    private boolean local;

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Override
    public List<Object> furtherOptions() {
        return access.further();
    }

    @Override
    public Exit run(App app) throws Exception {
        SessionFile file = app.sessions().file(session);
        if (!local) {
            try (JournalStore store = app.sessions().open(file)) {
                store.notices().forEach(app.notes()::warning);
                Snapshot found = store.recovered();
                boolean everConnected =
                        !found.incarnations().isEmpty() && found.identity().server() != null;
                if (everConnected && !found.handedOver()) {
                    new ServerSession(app, access.request(app.directory()), found.identity()).end();
                }
            }
        }
        app.sessions().remove(file);
        return Exit.DONE;
    }
}
