package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Enhanced authentication (5.0: 4.12); MQTT 3.1.1 has none. */
@Heading("Enhanced authentication (MQTT 5)")
public final class AuthenticationOptions {
    /** What takes a method away that a session or a profile has. */
    private static final String NONE = "none";

    @Option(
            names = "--authentication-method",
            paramLabel = "METHOD",
            converter = Converters.Text.class,
            description = "SCRAM-SHA-256, SCRAM-SHA-512 or SCRAM-SHA-1, with --user and a password, which is not sent"
                    + " then; or another, with --authentication-data. 'none' for none. A session remembers it.")
    private @Nullable String method;

    @Option(
            names = "--authentication-data",
            paramLabel = "DATA",
            converter = PropertyConverters.Bytes.class,
            description = "What to say by a method that mqkeep does not know: a text, or hex:… or base64:…. Others on"
                    + " this machine may see it; a session does not remember it.")
    private @Nullable Binary data;

    @Option(
            names = "--authentication-data-file",
            paramLabel = "FILE",
            description = "The same from a file, without the line break at its end, read anew for each command. A"
                    + " session remembers the file's name.")
    private @Nullable Path file;

    @Option(
            names = "--reauthenticate-interval",
            paramLabel = "TIME",
            converter = Converters.Wait.class,
            description =
                    "Authenticate again after this time on the same connection, again and again." + " Default: never.")
    private @Nullable Duration again;

    Route addTo(Route before, Path directory) {
        if (data != null && file != null) {
            throw Failure.usage("--authentication-data and --authentication-data-file both give the data");
        }
        Route route = before;
        if (method != null) {
            route = route.with(RouteOption.AUTHENTICATION_METHOD, List.of(method));
        }
        if (file != null) {
            route = route.with(
                    RouteOption.AUTHENTICATION_DATA_FILE,
                    List.of(directory.resolve(file).normalize().toString()));
        }
        return route;
    }

    AuthenticationChoice choice() {
        return data == null && again == null ? AuthenticationChoice.NONE : new AuthenticationChoice(data, again);
    }

    /** Says whether a method takes away the one there was. */
    public static boolean isNone(@Nullable String method) {
        return NONE.equals(method);
    }
}
