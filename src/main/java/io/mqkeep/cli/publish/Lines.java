package io.mqkeep.cli.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines as bytes: what is between two ends, unchanged, and what is after the last one if that is anything. */
final class Lines {
    /** How much to read at a time from beneath {@link Lines}. */
    static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int end;
    private final int longest;
    private boolean tooLong;

    /**
     * @param in asked for one octet at a time
     * @param end the octet that ends a line
     * @param longest the most bytes a line may have
     */
    Lines(InputStream in, int end, int longest) {
        this.in = in;
        this.end = end;
        this.longest = longest;
    }

    /** Returns the next line without its end, or null at the end. Of a line that is too long only the start. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        tooLong = false;
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        for (; octet >= 0 && octet != end; octet = in.read()) {
            if (line.size() < longest) {
                line.write(octet);
            } else {
                tooLong = true;
            }
        }
        return line.toByteArray();
    }

    /** Says whether the last line was longer than allowed. */
    boolean tooLong() {
        return tooLong;
    }
}
