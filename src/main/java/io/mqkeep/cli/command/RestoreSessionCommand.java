package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.ServerSession;
import io.mqkeep.cli.options.AccessOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.output.ServerKeeps;
import io.mqkeep.cli.publish.StandardInput;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.Restoration;
import io.mqkeep.store.SavedDocument;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqkeep restore-session}. */
@Command(
        description = {
            RestoreSessionCommand.SUMMARY,
            "A file operation: the next command that uses the session resumes it. A session that is here already and"
                    + " has moved on since the document was saved is not replaced, because an older state breaks"
                    + " exactly once; where there is no session yet nothing can be compared.",
            "--check first asks the server. When it no longer has the session, nothing is restored and the exit status"
                    + " is 7."
        },
        customSynopsis = "mqkeep restore-session [NAME|PATH] [-i FILE|-] [--check] [OPTION...]",
        footer = {"mqkeep restore-session till-7 < till-7.json", "mqkeep restore-session till-7 -i till-7.json --check"
        })
public final class RestoreSessionCommand implements Action {
    public static final String SUMMARY = "makes a saved session live here";

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|PATH",
            description =
                    "The session: a name, or a path when it has a slash. Default: the name it was saved under, or its"
                            + " client identifier.")
    private @Nullable String session;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            defaultValue = "-",
            description = "Read the document from this file; - is standard input, the default.")
    private String input = "-";

    @Option(names = "--force", description = "Replace a session that has moved on since, or that is damaged.")
    private boolean force;

    @Option(names = "--check", description = "Ask the server first whether it still has the session.")
    private boolean check;

    @Option(
            names = "--trust",
            description = "Restore a document that names a file or an environment variable of yours as a secret for"
                    + " a server: the next connection sends it there.")
    private boolean trust;

    @Mixin
    private final AccessOptions connection = new AccessOptions();

    @Override
    public List<Object> furtherOptions() {
        return connection.further();
    }

    @Override
    public Exit run(App app) throws Exception {
        SavedDocument saved = read(app);
        Snapshot document = saved.session();
        String name = session == null ? nameIn(saved) : session;
        askForTrust(app, document);
        try (Restoration restoration = app.sessions().restoration(app.sessions().file(name), document, force)) {
            ConnectionRequest access = connection.request(app.directory());
            if (check && !new ServerSession(app, access, document.identity()).isPresent()) {
                app.notes()
                        .error("the server no longer has the session: nothing was restored; without --check it is"
                                + " restored, and --on-session-lost then decides what becomes of it");
                return Exit.SESSION_LOST;
            }
            restoration.restore(app.clock().millis()).close();
            if (!check) {
                ServerKeeps.note(document, app.clock().millis(), app.notes());
            }
        }
        return Exit.DONE;
    }

    /** What a document says is a name and never a path: a stranger's document does not choose where it is written. */
    private static String nameIn(SavedDocument saved) {
        String name = saved.name();
        if (name != null) {
            return name;
        }
        String clientId = saved.session().identity().clientId();
        if (clientId.isEmpty() || clientId.indexOf('/') >= 0) {
            throw Failure.usage("the document does not say what the session is called, and its client identifier '"
                    + clientId + "' can't be the name of one: give a name");
        }
        return clientId;
    }

    /** A stranger's document may name a server of his and a file of yours: nothing of yours is sent there unasked. */
    private void askForTrust(App app, Snapshot document) {
        sayHowItIsReached(app, document.identity().route());
        PasswordSource source = document.identity().passwordSource();
        if (source == null) {
            return;
        }
        String from = switch (source) {
            case PasswordSource.InFile(String path) -> "the first line of " + path;
            case PasswordSource.InVariable(String name) -> "the environment variable " + name;
        };
        ServerAddress server = document.identity().server();
        String says = "the document says that " + from + " is the password for "
                + (server == null ? "whatever server it connects to" : server);
        if (server == null) {
            app.notes().warning(says);
        } else {
            onTrust(app, says);
        }
    }

    private void onTrust(App app, String says) {
        if (!trust) {
            throw new Failure(
                    Exit.USAGE,
                    says + ": nothing was restored; --trust restores it, if you know where the document comes from");
        }
        app.notes().warning(says);
    }

    private void sayHowItIsReached(App app, Route route) {
        for (String file : route.all(RouteOption.WEBSOCKET_HEADER_FILE)) {
            onTrust(app, "the document says that the lines of " + file + " are shown to the server as headers");
        }
        for (String file : route.all(RouteOption.AUTHENTICATION_DATA_FILE)) {
            onTrust(app, "the document says that what is in " + file + " is shown to the server to authenticate");
        }
        String proxy = route.first(RouteOption.PROXY);
        for (String file : route.all(RouteOption.PROXY_PASSWORD_FILE)) {
            onTrust(
                    app,
                    "the document says that the first line of " + file + " is the password for the proxy " + proxy);
        }
        if (proxy != null && !route.has(RouteOption.PROXY_PASSWORD_FILE)) {
            app.notes().warning("the document says that the server is reached through " + proxy);
        }
        if (route.isYes(RouteOption.INSECURE)) {
            onTrust(app, "the document says that the server's certificate is not to be checked");
        }
    }

    private SavedDocument read(App app) throws Exception {
        if (input.equals("-")) {
            return app.interruption()
                    .await(StandardInput.apart(() -> SavedDocument.read(app.in()))
                            .result());
        }
        Path file = app.directory().resolve(input);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return SavedDocument.read(in);
        } catch (NoSuchFileException e) {
            throw Failure.usage("--input: there is no file " + file);
        }
    }
}
