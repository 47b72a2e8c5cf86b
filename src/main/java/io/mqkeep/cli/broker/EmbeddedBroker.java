package io.mqkeep.cli.broker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running broker on loopback. It ends with {@link #close}, and in any case with the process that started it.
 *
 * <p>It is run by the Java runtime of an image, from the jars in the image's {@code lib/broker}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** How long a start may take on a slow machine: it takes two or three seconds on an ordinary one. */
    private static final long START_SECONDS = 60;

    private static final long STOP_SECONDS = 15;

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-Dlogback.configurationFile=io/mqkeep/cli/broker/logback.xml",
            // What Netty 4.1 and HiveMQ's metrics reach into, so that they are silent on JDK 25.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path work;
    private final int port;

    /** So that the broker has stored what it holds before a process that was told to end is gone. */
    private final Thread atExit = new Thread(this::stop, "mqkeep-broker-end");

    private EmbeddedBroker(Process process, Path work, int port) {
        this.process = process;
        this.work = work;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a broker and returns when its port accepts connections.
     *
     * @param image the folder of the image, the one with {@code bin}, {@code lib} and {@code runtime}
     * @param port the port to listen on, or 0 for a free one
     * @param data where sessions and messages are kept across a restart, or null to forget them at the end
     * @throws IOException when the broker can't start: its message is the reason in words
     */
    public static EmbeddedBroker start(Path image, int port, @Nullable Path data) throws IOException {
        return start(image, port, data, "");
    }

    /**
     * Starts a broker that listens in more ways.
     *
     * @param moreListeners as HiveMQ has them in its configuration
     */
    public static EmbeddedBroker start(Path image, int port, @Nullable Path data, String moreListeners)
            throws IOException {
        Path work = Files.createTempDirectory("mqkeep-broker-");
        Process process = null;
        try {
            Path kept = data == null ? work.resolve("data") : data.toAbsolutePath();
            process = launch(image, work, kept, port, moreListeners);
            return new EmbeddedBroker(process, work, readyPort(process, work));
        } catch (IOException e) {
            if (process != null) {
                process.destroyForcibly();
            }
            Folders.remove(work);
            throw e;
        }
    }

    /** Returns the port that this broker listens on. */
    public int port() {
        return port;
    }

    /** Returns whether the broker's process still runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until the broker's process has ended, by itself or by a signal. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Kills the broker as kill -9 does: nothing is stored or said. */
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /** Ends the broker, which stores what it holds and sends its clients away. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // This process is ending already, so the hook does the work.
        }
        stop();
    }

    private void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
        Folders.remove(work);
    }

    private static Process launch(Path image, Path work, Path data, int port, String moreListeners) throws IOException {
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        Path lib = image.resolve("lib");
        List<String> command = Stream.of(
                        Stream.of(image.resolve("runtime/bin/java").toString()),
                        JVM_OPTIONS.stream(),
                        Stream.of(
                                "-Djava.io.tmpdir=" + temporary,
                                "-classpath",
                                lib.resolve("mqkeep.jar") + File.pathSeparator + lib.resolve("broker") + "/*",
                                BrokerMain.class.getName(),
                                work.toString(),
                                data.toString(),
                                Integer.toString(port),
                                moreListeners))
                .flatMap(part -> part)
                .toList();
        return new ProcessBuilder(command).redirectError(log(work).toFile()).start();
    }

    private static int readyPort(Process process, Path work) throws IOException {
        var overdue = new CompletableFuture<Void>()
                .completeOnTimeout(null, START_SECONDS, TimeUnit.SECONDS)
                .thenRun(process::destroyForcibly);
        var answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String answer = answers.readLine();
        overdue.cancel(false);
        if (answer != null && answer.startsWith(BrokerMain.READY)) {
            return Integer.parseInt(answer.substring(BrokerMain.READY.length()));
        }
        if (answer != null && answer.startsWith(BrokerMain.FAILED)) {
            throw new IOException("the broker could not start: " + answer.substring(BrokerMain.FAILED.length()));
        }
        throw new IOException("the broker ended before it was ready: " + lastLine(work));
    }

    private static String lastLine(Path work) throws IOException {
        List<String> lines = Files.readAllLines(log(work));
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    private static Path log(Path work) {
        return work.resolve("broker.log");
    }
}
