package io.mqkeep.cli.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final Path IMAGE = Path.of(System.getProperty("mqkeep.image"));

    /** MQTT 3.1.1, client id "keeper", clean session 0: the answer says whether the server kept the session. */
    private static final byte[] CONNECT = {
        0x10, 18, 0, 4, 'M', 'Q', 'T', 'T', 4, 0, 0, 60, 0, 6, 'k', 'e', 'e', 'p', 'e', 'r'
    };

    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    private static final byte[] NEW_SESSION = {0x20, 2, 0, 0};
    private static final byte[] SESSION_PRESENT = {0x20, 2, 1, 0};

    @TempDir
    Path temporary;

    @Test
    void it_accepts_connections_on_loopback_alone_from_start_to_close() throws Exception {
        var broker = EmbeddedBroker.start(IMAGE, 0, null);
        int port = broker.port();
        try (broker) {
            assertTrue(broker.isRunning());
            assertArrayEquals(NEW_SESSION, connect(port));
            for (InetAddress address : otherAddresses()) {
                assertThrows(IOException.class, () -> new Socket(address, port).close(), address.toString());
            }
        }
        assertThrows(ConnectException.class, () -> connect(port));
    }

    @Test
    void sessions_outlive_a_restart_when_there_is_a_data_folder() throws Exception {
        try (var broker = EmbeddedBroker.start(IMAGE, 0, temporary)) {
            assertArrayEquals(NEW_SESSION, connect(broker.port()));
        }
        try (var broker = EmbeddedBroker.start(IMAGE, 0, temporary)) {
            assertArrayEquals(SESSION_PRESENT, connect(broker.port()));
        }
    }

    @Test
    void a_port_in_use_is_said_at_once() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var failure = assertThrows(
                    IOException.class,
                    () -> EmbeddedBroker.start(IMAGE, taken.getLocalPort(), null)
                            .close());
            assertEquals("the broker could not start: Address already in use", failure.getMessage());
        }
    }

    @Test
    void it_ends_with_a_killed_parent_and_leaves_no_folder() throws Exception {
        Process parent = new ProcessBuilder(
                        IMAGE.resolve("runtime/bin/java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-classpath",
                        IMAGE.resolve("lib/mqkeep.jar") + ":" + System.getProperty("mqkeep.test.classes"),
                        BrokerParent.class.getName(),
                        IMAGE.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port = Integer.parseInt(parent.inputReader().readLine());
        List<ProcessHandle> children = parent.children().toList();
        assertEquals(1, children.size());
        assertArrayEquals(NEW_SESSION, connect(port));

        parent.destroyForcibly().waitFor();

        children.getFirst().onExit().get(20, TimeUnit.SECONDS);
        try (var left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
        assertFalse(children.getFirst().isAlive());
    }

    private static byte[] connect(int port) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(CONNECT);
            byte[] connAck = socket.getInputStream().readNBytes(4);
            socket.getOutputStream().write(DISCONNECT);
            return connAck;
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
