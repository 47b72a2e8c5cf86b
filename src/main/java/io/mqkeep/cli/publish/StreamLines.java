package io.mqkeep.cli.publish;

import io.mqkeep.protocol.Binary;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, in which there is no place to go on from. */
final class StreamLines implements LineSource {
    private final Opening opening;
    private final int end;
    private final int longest;
    private @Nullable Lines lines;
    private long count;

    /** How to get at a stream. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * @param opening called when the first line is asked for: the other end of a named pipe may take its time
     * @param end the octet that ends a line
     * @param longest the most bytes a payload may have
     */
    StreamLines(Opening opening, int end, int longest) {
        this.opening = opening;
        this.end = end;
        this.longest = longest;
    }

    @Override
    public boolean ready() {
        Lines open = lines;
        return open != null && open.ready();
    }

    @Override
    public @Nullable Line next() throws IOException {
        Lines open = lines;
        if (open == null) {
            open = new Lines(opening.open(), end, longest, (bytes, from, to) -> {});
            lines = open;
        }
        byte[] line = open.next();
        if (line == null) {
            return null;
        }
        count++;
        return new Line(count, Binary.wrap(line), open.tooLong(), null);
    }

    /** Does nothing: closing would wait for a read that nothing ends. The end of the process ends both. */
    @Override
    public void close() {}
}
