package io.mqkeep.cli.handler;

import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a shell command for a message, one at a time. Ended from another thread by {@link #close}. */
public final class HandlerCommand implements AutoCloseable {
    /** How long to go on reading what a command has left running behind it. */
    private static final long LATE_OUTPUT_MILLIS = 1_000;

    private final String command;
    private final Map<String, String> environment;
    private final Path directory;
    private @Nullable Process running;
    private boolean closed;

    /**
     * @param command for the shell
     * @param environment what every run has beside the message
     */
    public HandlerCommand(String command, Map<String, String> environment, Path directory) {
        this.command = command;
        this.environment = environment;
        this.directory = directory;
    }

    /**
     * Runs the command to its end.
     *
     * @param out gets what it prints, as it prints it
     * @return its exit status; 128 and the signal's number when a signal ended it
     * @throws IOException when it can't be started, or out can't be written
     * @throws InterruptedException when this was closed
     */
    public int run(Delivery delivery, OutputStream out) throws IOException, InterruptedException {
        Process process = start(delivery);
        Copy copy = new Copy(process.getInputStream(), out);
        Thread copying = new Thread(copy, "mqkeep-handler-output");
        copying.setDaemon(true);
        copying.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(delivery.message().payload().array());
        } catch (IOException notRead) {
            // It is free not to read its input; its exit status says what it thinks of the message.
        }
        int status = process.waitFor();
        copying.join(LATE_OUTPUT_MILLIS);
        IOException failed = copy.failure;
        if (failed != null) {
            throw failed;
        }
        synchronized (this) {
            if (closed) {
                throw new InterruptedException("the command was ended");
            }
        }
        return status;
    }

    private synchronized Process start(Delivery delivery) throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("no more commands are started");
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder builder =
                windows ? new ProcessBuilder("cmd.exe", "/c", command) : new ProcessBuilder("/bin/sh", "-c", command);
        builder.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().putAll(MessageEnvironment.of(delivery));
        Process process = builder.start();
        running = process;
        return process;
    }

    /** Ends a command that is still running, and starts no other. */
    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.destroy();
        }
    }

    /** From a command to us, until it has no more to say. */
    private static final class Copy implements Runnable {
        private final InputStream from;
        private final OutputStream to;
        private volatile @Nullable IOException failure;

        Copy(InputStream from, OutputStream to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    write(buffer, count);
                }
            } catch (IOException gone) {
                // The command was ended while it was listened to.
            }
        }

        /** What can't be written is not kept from being read: the command would wait for ever. */
        private void write(byte[] bytes, int count) {
            if (failure == null) {
                try {
                    to.write(bytes, 0, count);
                    to.flush();
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
    }
}
