package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.transport.Closing.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The way to an open connection, and all the ways it ends before. */
class OpeningTest {
    private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress V6 = InetAddress.ofLiteral("::1");
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void a_host_without_an_address_is_named() {
        try (NettyTransport transport = new NettyTransport(null, host -> {
            throw new UnknownHostException(host);
        })) {
            Closing closing = Recorder.opening(transport, new ServerAddress("no\nwhere", 1883), LONG)
                    .awaitClosed();
            assertEquals(new Closing(Kind.UNKNOWN_HOST, "unknown host no\\nwhere"), closing);
        }
    }

    @Test
    void a_port_where_nobody_listens_refuses() throws IOException {
        try (NettyTransport transport = new NettyTransport()) {
            Closing closing = Recorder.opening(transport, nobody(), LONG).awaitClosed();
            assertEquals(new Closing(Kind.REFUSED, "connection refused"), closing);
        }
    }

    @Test
    void the_next_address_is_tried_where_the_first_refuses() {
        try (NettyTransport transport = new NettyTransport(null, host -> new InetAddress[] {V6, V4});
                ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.hold())) {
            Recorder recorder = Recorder.opening(transport, new ServerAddress("both", broker.port()), LONG);
            recorder.awaitOpened();
        }
    }

    @Test
    void localhost_is_the_loopback_and_not_looked_up() {
        try (NettyTransport transport = new NettyTransport(null, host -> {
                    throw new UnknownHostException(host);
                });
                ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.hold())) {
            Recorder.opening(transport, new ServerAddress("LocalHost", broker.port()), LONG)
                    .awaitOpened();
        }
    }

    @Test
    void what_happened_at_each_address_is_told() throws IOException {
        try (NettyTransport transport = new NettyTransport(null, host -> new InetAddress[] {V4, V6})) {
            Closing closing = Recorder.opening(transport, new ServerAddress("both", nobody().port()), LONG)
                    .awaitClosed();
            assertEquals(Kind.REFUSED, closing.kind());
            // A machine without IPv6 has another reason than "connection refused" for the second.
            assertTrue(closing.words().startsWith("127.0.0.1: connection refused, ::1: "), closing.words());
        }
    }

    @Test
    void an_address_that_never_answers_leaves_time_for_the_next() throws IOException {
        // Both listen on one port, so that one ServerAddress leads to the two.
        InetAddress silent = InetAddress.ofLiteral("127.0.0.2");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.hold());
                SilentServer server = new SilentServer(silent, broker.port());
                NettyTransport transport = new NettyTransport(null, host -> new InetAddress[] {silent, V4})) {
            long start = System.nanoTime();
            Recorder recorder =
                    Recorder.opening(transport, new ServerAddress("both", server.port()), Duration.ofMillis(1_200));
            recorder.awaitOpened();
            assertTrue(millisSince(start) < 1_100, "the first address used up all the time");
        }
    }

    @Test
    void a_server_that_never_answers_is_given_up_in_time() throws IOException {
        try (SilentServer server = new SilentServer(V4, 0);
                NettyTransport transport = new NettyTransport()) {
            long start = System.nanoTime();
            Recorder recorder =
                    Recorder.opening(transport, new ServerAddress("127.0.0.1", server.port()), Duration.ofMillis(200));
            assertEquals(Kind.TIMED_OUT, recorder.awaitClosed().kind());
            assertTrue(millisSince(start) < 2_000);
            recorder.expectSilence(Duration.ofMillis(50));
        }
    }

    @Test
    void a_lookup_that_hangs_is_given_up_in_time_and_keeps_nobody_waiting() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.hold());
                NettyTransport transport = new NettyTransport(null, host -> {
                    awaitQuietly(hang);
                    return new InetAddress[] {V4};
                })) {
            Recorder hanging =
                    Recorder.opening(transport, new ServerAddress("slow", broker.port()), Duration.ofMillis(200));
            Recorder.connecting(transport, broker.address(), MqttVersion.V5);
            assertEquals(
                    new Closing(Kind.TIMED_OUT, "the name slow was not resolved within 200 ms"), hanging.awaitClosed());
            hang.countDown();
            hanging.expectSilence(Duration.ofMillis(50));
            assertEquals(1, broker.connections(), "the late answer opened nothing");
        }
    }

    @Test
    void closing_the_transport_ends_an_attempt_at_once() throws IOException {
        CountDownLatch hang = new CountDownLatch(1);
        NettyTransport transport = new NettyTransport(null, host -> {
            awaitQuietly(hang);
            return new InetAddress[] {V4};
        });
        try (SilentServer server = new SilentServer(V4, 0)) {
            Recorder looking = Recorder.opening(transport, new ServerAddress("slow", 1883), LONG);
            Recorder connecting = Recorder.opening(transport, new ServerAddress("127.0.0.1", server.port()), LONG);
            long start = System.nanoTime();
            transport.close();
            assertTrue(millisSince(start) < 1_000, "close took " + millisSince(start) + " ms");
            assertEquals(Kind.CLOSED_BY_US, looking.awaitClosed().kind());
            assertEquals(Kind.CLOSED_BY_US, connecting.awaitClosed().kind());
        } finally {
            hang.countDown();
            transport.close();
        }
    }

    private static ServerAddress nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, V4)) {
            return new ServerAddress("127.0.0.1", socket.getLocalPort());
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server whose queue of connections is full, so that the system answers no further one. */
    private static final class SilentServer implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> waiting = new ArrayList<>();

        SilentServer(InetAddress address, int port) throws IOException {
            server = new ServerSocket(port, 1, address);
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(address, server.getLocalPort()), 100);
                } catch (IOException full) {
                    return;
                }
            }
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            server.close();
        }
    }
}
