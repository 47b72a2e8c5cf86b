package io.mqkeep.cli.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.migration.meta.PersistenceType;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * The broker's own process: HiveMQ CE with its own jars, started by {@link EmbeddedBroker} and by nobody else.
 *
 * <p>Its arguments are a work folder, a data folder, a port (0: a free one) and more listeners as HiveMQ has them in its
 * configuration (or nothing). It says {@code ready PORT} on stdout
 * once the port accepts, and ends at the end of its standard input: so it never outlives whoever started it, not even
 * one that was killed with -9. The work folder goes with it.
 */
final class BrokerMain {

    /** What the process says, with its port, once that port accepts. */
    static final String READY = "ready ";

    /** What it says, with the reason, when it can't start. */
    static final String FAILED = "failed ";

    private static final String LOOPBACK = "127.0.0.1";

    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]);
        Path data = Path.of(args[1]);
        PrintStream answers = System.out;
        System.setOut(System.err);
        try {
            int port = free(Integer.parseInt(args[2]));
            EmbeddedHiveMQ broker = start(work, data, port, args[3]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker, work, data)));
            answers.println(READY + port);
        } catch (IOException | ExecutionException e) {
            answers.println(FAILED + reason(e));
            System.exit(1);
        }
        while (System.in.read() >= 0) {
            // Nothing is ever said here: only the end matters.
        }
        System.exit(0);
    }

    private static EmbeddedHiveMQ start(Path work, Path data, int port, String moreListeners)
            throws IOException, ExecutionException, InterruptedException {
        // Pure Java files instead of RocksDB: the image goes without 58 MB of native libraries.
        InternalConfigurations.PAYLOAD_PERSISTENCE_TYPE.set(PersistenceType.FILE);
        InternalConfigurations.RETAINED_MESSAGE_PERSISTENCE_TYPE.set(PersistenceType.FILE);
        // By default it sleeps two seconds here, for writers that are already gone when no client is left.
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(100);
        Path configuration = Files.createDirectories(work.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), configuration(port, moreListeners));
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(data))
                .withExtensionsFolder(Files.createDirectories(work.resolve("extensions")))
                .withoutLoggingBootstrap()
                .build();
        broker.start().get();
        return broker;
    }

    /** Returns the innermost message on one line: HiveMQ wraps what went wrong several times. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        return String.valueOf(innermost.getMessage()).replace('\n', ' ');
    }

    /** Returns this port, or a free one for 0; HiveMQ itself only logs that it could not listen, and goes on. */
    private static int free(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
            return socket.getLocalPort();
        }
    }

    private static void stop(EmbeddedHiveMQ broker, Path work, Path data) {
        // A broker that keeps nothing needs no farewell, which takes HiveMQ two seconds.
        if (!data.startsWith(work)) {
            try {
                broker.close();
            } catch (ExecutionException | InterruptedException e) {
                System.err.println("the broker did not stop well: " + e);
            }
        }
        Folders.remove(work);
    }

    /** As generous as HiveMQ can be, so that what a trial runs into is never the broker's default. */
    private static String configuration(int port, String moreListeners) throws IOException {
        try (var template = BrokerMain.class.getResourceAsStream("config.xml")) {
            if (template == null) {
                throw new IOException("config.xml is missing in the jar");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@MORE@", moreListeners)
                    .replace("@ADDRESS@", LOOPBACK)
                    .replace("@PORT@", Integer.toString(port));
        }
    }
}
