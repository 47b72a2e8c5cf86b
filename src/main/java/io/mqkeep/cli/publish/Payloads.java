package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.PayloadSource;
import io.mqkeep.cli.options.PublishRequest;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Gets the payload of a message from where it is. */
public final class Payloads {
    /** The largest Remaining Length (1.5.5 of 5.0, 2.2.3 of 3.1.1). */
    private static final int LARGEST_PACKET = 268_435_455;

    private Payloads() {}

    /** Returns the payload; nothing when every line is to be one. */
    public static Binary read(App app, PublishRequest asked) throws Exception {
        int limit = limit(asked.topic());
        return switch (asked.payload()) {
            case PayloadSource.Given given -> given.payload();
            case PayloadSource.InFile file -> Binary.wrap(inFile(file.file(), limit));
            case PayloadSource.StandardInput _ -> Binary.wrap(StandardInput.readAll(app, limit));
            case PayloadSource.Lines _ -> Binary.EMPTY;
        };
    }

    /** Returns the most bytes a payload to this topic can have: the topic, its length, a packet id and no properties. */
    static int limit(String topic) {
        return LARGEST_PACKET - Utf8.length(topic) - 5;
    }

    private static byte[] inFile(Path file, int limit) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] all = in.readNBytes(limit + 1);
            if (all.length > limit) {
                throw Failure.usage("--file: " + file + " is larger than a packet can be (256 MiB)");
            }
            return all;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Returns what to say when the file can't be read. */
    static Failure unreadable(Path file, IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> Failure.usage("--file: there is no file " + file);
            case AccessDeniedException _ -> Failure.usage("--file: " + file + " may not be read");
            default -> Failure.usage("--file: " + file + " can't be read: " + cause.getMessage());
        };
    }
}
