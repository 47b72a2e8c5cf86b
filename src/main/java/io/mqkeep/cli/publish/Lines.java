package io.mqkeep.cli.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines as bytes: what is between two ends, unchanged, and what is after the last one if that is anything. */
final class Lines {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int end;
    private final int longest;
    private final Taken taken;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    /** No line ends before this place. */
    private int searched;

    private boolean tooLong;

    /** Sees every byte once, when it is taken out of the stream and not when it is read ahead. */
    @FunctionalInterface
    interface Taken {
        void take(byte[] bytes, int from, int to);
    }

    /**
     * @param in need not be buffered
     * @param end the octet that ends a line
     * @param longest the most bytes a line may have
     */
    Lines(InputStream in, int end, int longest, Taken taken) {
        this.in = in;
        this.end = end;
        this.longest = longest;
        this.taken = taken;
    }

    /** Returns the next line without its end, or null at the end. Of a line that is too long only the start. */
    byte @Nullable [] next() throws IOException {
        tooLong = false;
        if (!available()) {
            return null;
        }
        int found = lineEnd();
        if (found == to) {
            return longLine();
        }
        tooLong = found - from > longest;
        byte[] line = Arrays.copyOfRange(buffer, from, from + Math.min(found - from, longest));
        takeTo(found + 1);
        return line;
    }

    /** Returns a line whose end is not in the buffer yet. */
    private byte[] longLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        do {
            int found = lineEnd();
            int room = longest - line.size();
            tooLong |= found - from > room;
            line.write(buffer, from, Math.min(found - from, room));
            boolean ended = found < to;
            takeTo(ended ? found + 1 : found);
            if (ended) {
                break;
            }
        } while (available());
        return line.toByteArray();
    }

    /** Says whether a whole line has been read ahead, so that {@link #next} does not wait. */
    boolean ready() {
        return lineEnd() < to;
    }

    /** Returns where the next line ends, or the end of the buffer. */
    private int lineEnd() {
        int place = Math.max(from, searched);
        byte octet = (byte) end;
        while (place < to && buffer[place] != octet) {
            place++;
        }
        searched = place;
        return place;
    }

    /** Says whether the last line was longer than allowed. */
    boolean tooLong() {
        return tooLong;
    }

    /** Takes one byte; returns it, or -1 at the end. */
    int read() throws IOException {
        int octet = peek();
        if (octet >= 0) {
            takeTo(from + 1);
        }
        return octet;
    }

    /** Takes bytes, at most this many and no more than one read gives; returns how many, 0 at the end. */
    int skip(long most) throws IOException {
        if (!available()) {
            return 0;
        }
        int count = (int) Math.min(most, to - from);
        takeTo(from + count);
        return count;
    }

    /** Returns the next byte without taking it, or -1 at the end. */
    int peek() throws IOException {
        return available() ? buffer[from] & 0xFF : -1;
    }

    private void takeTo(int place) {
        taken.take(buffer, from, place);
        from = place;
    }

    /** Says whether there is a byte, and waits until that is known. */
    private boolean available() throws IOException {
        if (from < to) {
            return true;
        }
        from = 0;
        searched = 0;
        to = Math.max(0, in.read(buffer, 0, buffer.length));
        return to > 0;
    }
}
