package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.output.ServerKeeps;
import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.SavedDocument;
import io.mqkeep.store.SessionFile;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqkeep save-session}. */
@Command(
        description = {
            SaveSessionCommand.SUMMARY,
            "The document is JSON and holds everything but passwords and the positions in local output files. It is a"
                    + " copy: only one of the two may go on. --move hands the session over: it refuses to connect here"
                    + " from then on, until it is restored here."
        },
        customSynopsis = "mqkeep save-session NAME|PATH [-o FILE|-] [--move]",
        footer = {"mqkeep save-session till-7 > till-7.json", "mqkeep save-session till-7 --move -o till-7.json"})
public final class SaveSessionCommand implements Action {
    public static final String SUMMARY = "writes a session as a document that can be carried away";

    @Parameters(paramLabel = "NAME|PATH", description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "-",
            description =
                    "Write the document to this file, which only you can read; - is standard output, the default.")
    private String output = "-";

    @Option(names = "--move", description = "Hand the session over: it refuses to connect here from now on.")
    private boolean move;

    @Override
    public Exit run(App app) throws IOException {
        SessionFile file = app.sessions().file(session);
        if (!move && app.sessions().isHeld(file)) {
            // At a prompt that has it open: a copy needs no more than a look.
            copied(app, file.name(), app.sessions().look(file));
            return Exit.DONE;
        }
        try (JournalStore store = app.sessions().open(file)) {
            store.notices().forEach(app.notes()::warning);
            Snapshot saved = store.recovered();
            String name = store.file().name();
            if (move && !saved.handedOver()) {
                // First: killed between the two, the session has everything and can be saved again.
                store.commit(List.of(new Change.HandedOver(app.clock().millis())));
            }
            copied(app, name, saved);
        }
        return Exit.DONE;
    }

    private void copied(App app, String name, Snapshot saved) throws IOException {
        write(app, saved);
        if (!move && !saved.inFlight().isEmpty()) {
            app.notes()
                    .warning("session '" + name + "' has messages in flight, and this is a copy: only one of the two"
                            + " may connect from now on (--move makes sure of it)");
        }
        ServerKeeps.note(saved, app.clock().millis(), app.notes());
    }

    private void write(App app, Snapshot saved) throws IOException {
        String name = session.indexOf('/') < 0 ? session : null;
        SavedDocument document = new SavedDocument(name, app.clock().millis(), saved);
        if (output.equals("-")) {
            document.write(app.out());
            app.out().flush();
        } else {
            document.save(app.directory().resolve(output));
        }
    }
}
