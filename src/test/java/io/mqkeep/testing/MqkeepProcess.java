package io.mqkeep.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A real process of the image, started by {@link Mqkeep}. What it says on stdout and stderr is collected all the time, so
 * that it never waits for the test.
 *
 * <p>Waiting ends after a long time only, with everything known in the failure: tests wait for what must happen, never
 * for a time.
 */
public final class MqkeepProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A line of a stack trace, or what comes before one. No sentence of the program looks like this. */
    private static final Pattern STACK_TRACE =
            Pattern.compile("(?m)^\\s+at [\\w.$]+\\(|^Exception in thread|^\\s*Caused by: |\\.java:\\d+\\)");

    private final List<String> command;
    private final Process process;
    private final Collected out;
    private final Collected err;

    MqkeepProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        out = new Collected(process.getInputStream(), "stdout of " + process.pid());
        err = new Collected(process.getErrorStream(), "stderr of " + process.pid());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Returns what it has said on stdout so far. */
    public String out() {
        return out.text();
    }

    /** Returns what it has said on stderr so far. */
    public String err() {
        return err.text();
    }

    /** Writes to its stdin, which stays open. */
    public void type(String text) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Ends its stdin. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends it SIGKILL, as kill -9 does, and waits until it is gone. */
    public void killNine() {
        // Java sends SIGKILL here on every Unix; the launcher has become the program by exec, so the process is the
        // program itself.
        // By its handle, which leaves the streams open: Process would close them, and with them drop what is still in
        // the
        // pipes.
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /** Sends it SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends it SIGINT, as Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
        // Java has no way to send this one.
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                .inheritIO()
                .start();
        assertEquals(0, kill.waitFor(), "kill -INT");
    }

    /** Waits until a condition holds; fails when the process ends first or nothing happens for long. */
    public void awaitWhileRunning(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() && !condition.getAsBoolean()) {
                awaitExit();
                fail("ended before: " + what + "\n" + describe());
            }
            if (System.nanoTime() > deadline) {
                fail("never came: " + what + "\n" + describeStuck());
            }
            pause();
        }
    }

    /** Waits until stdout holds so many lines. */
    public void awaitLines(int count) {
        awaitWhileRunning(count + " lines on stdout", () -> out.lines() >= count);
    }

    /** Waits until stderr holds a text. */
    public void awaitErr(String text) {
        awaitWhileRunning("'" + text + "' on stderr", () -> err().contains(text));
    }

    /** Waits for its end and returns all of it. */
    public Ended await() {
        int exit = awaitExit();
        Ended ended = new Ended(String.join(" ", command), exit, out.text(), err.text());
        if (STACK_TRACE.matcher(ended.err()).find() && !command.contains("--debug") && !command.contains("-d")) {
            fail("a stack trace:\n" + ended);
        }
        return ended;
    }

    private int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE)) {
                fail("did not end\n" + describeStuck());
            }
            // A shell's child may hold the streams open longer than the shell lives, but not for long.
            out.join();
            err.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
        return process.exitValue();
    }

    /** Ends it in any case: no process outlives its test. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Returns everything, with a thread dump that the virtual machine writes to stdout when asked. */
    private String describeStuck() {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + process.pid())
                    .start()
                    .waitFor();
            process.waitFor(Duration.ofSeconds(2));
        } catch (IOException noShell) {
            return describe() + "\nno thread dump: " + noShell;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        String all = describe();
        close();
        return all;
    }

    private String describe() {
        return "$ " + String.join(" ", command)
                + (process.isAlive() ? "\nstill running" : "\nexit " + process.exitValue())
                + "\nstdout: " + out.text()
                + "\nstderr: " + err.text();
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** A stream that is read as it comes. */
    private static final class Collected {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;
        private int lines;

        Collected(InputStream from, String name) {
            thread = Thread.ofPlatform().daemon().name(name).start(() -> read(from));
        }

        private void read(InputStream from) {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    synchronized (this) {
                        bytes.write(buffer, 0, count);
                        for (int i = 0; i < count; i++) {
                            lines += buffer[i] == '\n' ? 1 : 0;
                        }
                    }
                }
            } catch (IOException closed) {
                // Java closes the streams when it is told to end the process: what came before is all there is.
            }
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        synchronized int lines() {
            return lines;
        }

        void join() throws InterruptedException {
            thread.join(Duration.ofSeconds(10));
        }
    }

    /** What a process left behind. */
    public record Ended(String command, int exit, String out, String err) {
        /** Returns the lines of stdout. */
        public List<String> lines() {
            return out.lines().toList();
        }

        /** Fails with everything unless it ended like this. */
        public Ended withExit(int expected) {
            if (exit != expected) {
                fail("exit " + exit + " instead of " + expected + "\n" + this);
            }
            return this;
        }

        /** Fails with everything unless stderr holds these texts. */
        public Ended saying(String... texts) {
            for (String text : texts) {
                if (!err.contains(text)) {
                    fail("stderr does not say '" + text + "'\n" + this);
                }
            }
            return this;
        }

        /** Fails with everything unless stdout is exactly this. */
        public Ended printing(String expected) {
            assertEquals(expected, out, this::toString);
            return this;
        }

        @Override
        public String toString() {
            return "$ " + command + "\nexit " + exit + "\nstdout: " + out() + "\nstderr: " + err;
        }
    }

    static MqkeepProcess start(List<String> command, ProcessBuilder builder) {
        try {
            return new MqkeepProcess(command, builder.start());
        } catch (IOException noProcess) {
            throw new UncheckedIOException(noProcess);
        }
    }
}
