package io.mqkeep.cli.publish;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.InputPosition;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a regular file, each with the place after it, so that a session goes on where it stopped.
 *
 * <p>A place holds a hash of everything before it. It is there to tell a file that was changed from one that only grew,
 * not to resist somebody who forges one, so it is one that is fast and its own state: FNV-1a of 64 bits.
 */
final class InputFile implements LineSource {
    private final InputPosition.Key key;
    private final Hashed in;
    private final Lines lines;
    private final long length;
    private long count;

    private InputFile(InputPosition.Key key, Hashed in, int end, int longest) {
        this.key = key;
        this.in = in;
        length = new File(key.file()).length();
        lines = new Lines(in, end, longest);
    }

    /**
     * Opens a file at its beginning.
     *
     * @param key whose file is a real path
     * @param end the octet that ends a line
     * @param longest the most bytes a payload may have
     */
    static InputFile open(InputPosition.Key key, int end, int longest) throws IOException {
        return new InputFile(
                key,
                new Hashed(new BufferedInputStream(new FileInputStream(key.file()), Lines.BUFFER), end),
                end,
                longest);
    }

    /**
     * Goes on after a place, which is the first thing to be done with the file.
     *
     * @throws Failure when the file is not the same any more before that place
     */
    void resume(InputPosition place) throws IOException {
        while (in.offset < place.offset()) {
            if (in.read() < 0) {
                throw changed(place, "it is shorter now");
            }
        }
        if (in.hash != place.hash()) {
            throw changed(place, "what they were is not what is there now");
        }
        count = place.lines();
        in.skipLateLineEnd();
    }

    private Failure changed(InputPosition place, String how) {
        return Failure.usage("--file: " + key.file() + " is not the file any more of which " + place.lines()
                + (place.lines() == 1 ? " line was" : " lines were") + " sent: " + how
                + "; --restart sends it from its beginning");
    }

    @Override
    public double done() {
        return length == 0 ? 1 : (double) in.offset / length;
    }

    boolean atEnd() throws IOException {
        return in.peek() < 0;
    }

    @Override
    public @Nullable Line next() throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            return null;
        }
        count++;
        InputPosition after = new InputPosition(key.file(), key.topic(), key.qos(), in.offset, count, in.hash);
        return new Line(count, Binary.wrap(line), lines.tooLong(), after);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Counts and hashes what is read. */
    private static final class Hashed extends FilterInputStream {
        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        private static final long FNV_PRIME = 0x100000001b3L;

        private long offset;
        private long hash = FNV_OFFSET;
        private final int end;
        private int last;

        Hashed(InputStream buffered, int end) {
            super(buffered);
            this.end = end;
            last = end;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            if (octet >= 0) {
                take((byte) octet);
            }
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = in.read(into, from, length);
            for (int i = 0; i < count; i++) {
                take(into[from + i]);
            }
            return count;
        }

        private void take(byte octet) {
            last = octet & 0xFF;
            hash = (hash ^ last) * FNV_PRIME;
            offset++;
        }

        int peek() throws IOException {
            in.mark(1);
            int octet = in.read();
            in.reset();
            return octet;
        }

        /** A last line without an end was taken as it was. When its end has come since, that is not another line. */
        void skipLateLineEnd() throws IOException {
            if (last != end && peek() == end) {
                int unused = read();
                assert unused == end;
            }
        }
    }
}
