package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.options.PayloadSource;
import io.mqkeep.cli.options.PublishRequest;
import io.mqkeep.session.InputPosition;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what lines come from, at the place where the session stopped. */
public final class LineSources {
    private LineSources() {}

    /**
     * Opens the source, and says where it begins when that is not the beginning.
     *
     * @throws Failure when a file can't be read, or is not the one any more that the session has a place in
     */
    public static LineSource open(App app, Lease lease, PublishRequest asked, PayloadSource.Lines from)
            throws Exception {
        int end = asked.shape().nullDelimited() ? 0 : '\n';
        // In JSON and in hex or base64 a payload takes more room than it will have.
        int longest = asked.shape().isPlain() ? Payloads.limit(asked.topic()) : Integer.MAX_VALUE - 16;
        Path file = from.file();
        if (file == null) {
            return placeless(app, lease, "standard input", new StreamLines(app::in, end, longest));
        }
        if (Files.isDirectory(file)) {
            throw Failure.usage("--file: " + file + " is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return placeless(
                    app,
                    lease,
                    file.toString(),
                    new StreamLines(() -> new FileInputStream(file.toFile()), end, longest));
        }
        // By the QoS that was asked for: what this server can take is no reason to send lines again.
        InputFile input;
        InputPosition.Key key;
        try {
            key = new InputPosition.Key(
                    file.toRealPath().toString(), asked.topic(), asked.qosOrDefault(lease.durable()));
            input = InputFile.open(key, end, longest);
        } catch (IOException e) {
            throw Payloads.unreadable(file, e);
        }
        boolean opened = false;
        try {
            InputPosition place = from.restart() ? null : place(app, lease, key);
            if (place != null) {
                input.resume(place);
                app.notes().note(begun(file, place.lines(), input.atEnd()));
            }
            opened = true;
            return input;
        } finally {
            if (!opened) {
                input.close();
            }
        }
    }

    private static LineSource placeless(App app, Lease lease, String name, LineSource lines) {
        if (lease.durable()) {
            app.notes()
                    .note("the lines of " + name + " are not remembered: given again, they are published again;"
                            + " --file with a regular file has each line published once");
        }
        return lines;
    }

    private static @Nullable InputPosition place(App app, Lease lease, InputPosition.Key key) throws Exception {
        return app.interruption()
                .await(lease.client()
                        .look(session -> Optional.ofNullable(session.state().input(key))))
                .orElse(null);
    }

    private static String begun(Path file, long lines, boolean atEnd) {
        return atEnd
                ? "all " + lines + " lines of " + file + " were already sent; --restart sends them again"
                : "going on in " + file + " after line " + lines + ", the last one that was sent";
    }
}
