package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.fail;

import io.mqkeep.repl.Completion;
import io.mqkeep.repl.EditorSettings;
import io.mqkeep.repl.LineEditor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Somebody who types at a terminal in this process and sees what is written to it, with all that moves the cursor. */
final class Person implements Terminal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PipedInputStream keyboard = new PipedInputStream();
    private final PipedOutputStream typed;
    private final Screen screen = new Screen();
    private @Nullable EditorSettings settings;

    Person() throws IOException {
        typed = new PipedOutputStream(keyboard);
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public LineEditor open(EditorSettings given) throws IOException {
        settings = given;
        return LineEditor.on(keyboard, screen, 200, given);
    }

    /** Returns what the Tab key offers. */
    Completion completion() {
        EditorSettings given = settings;
        if (given == null) {
            throw new AssertionError("the terminal was not opened");
        }
        return given.completion();
    }

    void type(String keys) throws IOException {
        typed.write(keys.getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }

    /** Goes away, as one does who closes the window. */
    void leave() throws IOException {
        typed.close();
    }

    /** Waits until this has been written since the last that was waited for, and returns what was written until then. */
    String await(String text) throws InterruptedException {
        return screen.await(text);
    }

    private static final class Screen extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int seen;

        @Override
        public synchronized void write(int b) {
            written.write(b);
            notifyAll();
        }

        synchronized String await(String text) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                String all = written.toString(StandardCharsets.ISO_8859_1);
                int at = all.indexOf(text, seen);
                if (at >= 0) {
                    String until = all.substring(seen, at + text.length());
                    seen = at + text.length();
                    return until;
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    fail("never seen: " + text + "; but: " + all.substring(seen));
                }
                wait(left);
            }
        }
    }
}
