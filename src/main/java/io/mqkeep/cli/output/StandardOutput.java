package io.mqkeep.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Standard output as bytes, so that a payload leaves as it came. Buffered: nothing is out before {@link #flush}.
 *
 * <p>The stream beneath must report failures, as {@code System.out} doesn't. A reader who has left is told apart from a
 * full disk, because the one is how {@code | head -1} ends a command and the other loses messages.
 */
public final class StandardOutput extends OutputStream {
    private static final int BUFFER = 64 * 1024;

    private final OutputStream buffered;
    private final BooleanSupplier pipe;

    /** @param pipe whether the stream ends in a pipe; asked only when it matters */
    public StandardOutput(OutputStream raw, BooleanSupplier pipe) {
        buffered = new BufferedOutputStream(raw, BUFFER);
        this.pipe = pipe;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        try {
            buffered.write(b);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            buffered.write(bytes, offset, length);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        try {
            buffered.flush();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** Says whether it ends in a pipe. */
    public boolean endsInPipe() {
        return pipe.getAsBoolean();
    }

    /** Writes a text in UTF-8. */
    public void print(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text in UTF-8 and ends the line. */
    public void println(String text) throws IOException {
        print(text);
        write('\n');
    }

    /** Flushes only: the stream beneath belongs to the process. */
    @Override
    public void close() throws IOException {
        flush();
    }

    // Java gives EPIPE away only in the C library's words, which are in the user's language. A pipe has hardly another
    // way to fail, so what kind of file it is counts too.
    private IOException explained(IOException e) {
        if (e instanceof ClosedPipeException || e instanceof OutputFailedException) {
            // At a prompt one lies above another.
            return e;
        }
        String message = e.getMessage();
        boolean left = (message != null && message.contains("Broken pipe")) || pipe.getAsBoolean();
        return left ? new ClosedPipeException(e) : new OutputFailedException("standard output", e);
    }
}
