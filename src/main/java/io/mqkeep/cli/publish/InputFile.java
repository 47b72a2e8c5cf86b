package io.mqkeep.cli.publish;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.InputPosition;
import java.io.File;
import java.io.FileInputStream;
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
    private final InputStream in;
    private final Place place;
    private final int end;
    private final Lines lines;
    private final long length;
    private long count;

    private InputFile(InputPosition.Key key, InputStream in, int end, int longest) {
        this.key = key;
        this.in = in;
        this.end = end;
        place = new Place(end);
        length = new File(key.file()).length();
        lines = new Lines(in, end, longest, place::take);
    }

    /**
     * Opens a file at its beginning.
     *
     * @param key whose file is a real path
     * @param end the octet that ends a line
     * @param longest the most bytes a payload may have
     */
    static InputFile open(InputPosition.Key key, int end, int longest) throws IOException {
        return new InputFile(key, new FileInputStream(key.file()), end, longest);
    }

    /**
     * Goes on after a place, which is the first thing to be done with the file.
     *
     * @throws Failure when the file is not the same any more before that place
     */
    void resume(InputPosition stopped) throws IOException {
        while (place.offset < stopped.offset()) {
            if (lines.skip(stopped.offset() - place.offset) == 0) {
                throw changed(stopped, "it is shorter now");
            }
        }
        if (place.hash != stopped.hash()) {
            throw changed(stopped, "what they were is not what is there now");
        }
        count = stopped.lines();
        skipLateLineEnd();
    }

    /** A last line without an end was taken as it was. When its end has come since, that is not another line. */
    private void skipLateLineEnd() throws IOException {
        if (place.last != end && lines.peek() == end) {
            int unused = lines.read();
            assert unused == end;
        }
    }

    private Failure changed(InputPosition place, String how) {
        return Failure.usage("--file: " + key.file() + " is not the file any more of which " + place.lines()
                + (place.lines() == 1 ? " line was" : " lines were") + " sent: " + how
                + "; --restart sends it from its beginning");
    }

    boolean atEnd() throws IOException {
        return lines.peek() < 0;
    }

    @Override
    public boolean ready() {
        return lines.ready();
    }

    @Override
    public @Nullable Line next() throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            return null;
        }
        count++;
        InputPosition after = new InputPosition(key.file(), key.topic(), key.qos(), place.offset, count, place.hash);
        return new Line(count, Binary.wrap(line), lines.tooLong(), after);
    }

    @Override
    public double done() {
        return length == 0 ? 1 : (double) place.offset / length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Counts and hashes what was taken. */
    private static final class Place {
        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        private static final long FNV_PRIME = 0x100000001b3L;

        private long offset;
        private long hash = FNV_OFFSET;
        private int last;

        Place(int end) {
            last = end;
        }

        void take(byte[] bytes, int from, int to) {
            long hashed = hash;
            for (int i = from; i < to; i++) {
                hashed = (hashed ^ (bytes[i] & 0xFF)) * FNV_PRIME;
            }
            hash = hashed;
            offset += to - from;
            last = bytes[to - 1] & 0xFF;
        }
    }
}
