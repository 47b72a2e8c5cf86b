package io.mqkeep.cli.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects what one command writes until it is flushed, so that what several write is not mixed within a line. */
final class ChunkedOutput extends OutputStream {
    private final Target target;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

    /** Where chunks go. */
    @FunctionalInterface
    interface Target {
        void write(byte[] chunk) throws IOException;
    }

    ChunkedOutput(Target target) {
        this.target = target;
    }

    @Override
    public synchronized void write(int b) {
        chunk.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        chunk.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        if (chunk.size() > 0) {
            byte[] all = chunk.toByteArray();
            chunk.reset();
            target.write(all);
        }
    }
}
