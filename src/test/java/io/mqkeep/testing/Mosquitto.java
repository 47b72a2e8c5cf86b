package io.mqkeep.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mosquitto, from the PATH or where Debian puts it. As generous as it can be, so that what a test runs into is never
 * the broker's default.
 */
public final class Mosquitto implements RestartableBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path program;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private Mosquitto(Path program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /** Returns the installed program; empty when there is none. */
    public static Optional<Path> installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one and returns when its port accepts connections.
     *
     * @param folder for its configuration, its log and what it keeps across {@link #restart}
     */
    public static Mosquitto start(Path folder, String... moreLines) throws IOException, InterruptedException {
        Path program = installed().orElseThrow(() -> new IOException("mosquitto is not installed"));
        Files.createDirectories(folder);
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        List<String> lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "set_tcp_nodelay true",
                "max_inflight_messages 1000",
                "max_queued_messages 0",
                "max_inflight_bytes 0",
                "max_queued_bytes 0",
                "persistence true",
                "persistence_location " + folder + "/",
                "log_dest file " + folder + "/log",
                "log_type all",
                "connection_messages true"));
        if (ownUser().equals("root")) {
            // Otherwise it becomes a user who may not write to the folder.
            lines.add("user root");
        }
        lines.addAll(List.of(moreLines));
        Files.write(folder.resolve("mosquitto.conf"), lines);
        Mosquitto mosquitto = new Mosquitto(program, folder, port);
        mosquitto.launch();
        return mosquitto;
    }

    private static String ownUser() {
        return System.getProperty("user.name", "");
    }

    private void launch() throws IOException, InterruptedException {
        Process started = new ProcessBuilder(
                        program.toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        process = started;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!accepts()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("mosquitto did not start: " + Files.readString(folder.resolve("said")) + log());
            }
            Thread.sleep(5);
        }
    }

    private boolean accepts() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns what it has logged. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException none) {
            return "";
        }
    }

    /** Returns what it has logged of QoS 2, to be read on as it comes. */
    public MosquittoLog qos2Log() {
        return new MosquittoLog(folder.resolve("log"));
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        stop();
        launch();
    }

    private void stop() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(PATIENCE)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
