package io.mqkeep.testing;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server on 127.0.0.1 that does what the test says, byte by byte.
 *
 * <pre>{@code
 * try (ScriptedBroker broker = ScriptedBroker.playing(
 *         first -> {
 *             first.accept();                                          // CONNECT, answered with CONNACK
 *             RawPacket publish = first.expect(PacketType.PUBLISH);
 *             first.send(first.packets().pubRec(publish.packetId()));
 *             first.reset();                                           // crashes before PUBREL
 *         },
 *         second -> {
 *             second.accept(true);                                     // Session Present
 *             second.expect(PacketType.PUBREL);
 *             second.hold();                                           // until the client goes
 *         })) {
 *     … run the client against broker.address() …
 *     broker.await();                                                  // both scripts came to their end
 * }
 * }</pre>
 *
 * <p>The n-th connection plays the n-th script, on a thread of its own; when the script ends the connection is closed. A
 * script that fails closes its connection, so that the client does not hang, and the failure comes out of {@link
 * #await} or {@link #close}. So does a connection that no script was given for.
 */
public final class ScriptedBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerSocket server;
    private final List<Script> scripts;
    private final boolean again;
    private final List<RawPacket> seen = Peer.record();
    private final List<Connection> connections = Peer.record();
    private final List<Throwable> failures = Peer.record();
    private volatile boolean closed;

    /** What the server does on one connection. */
    @FunctionalInterface
    public interface Script {
        void play(Peer peer) throws Exception;
    }

    private record Connection(Thread thread, Socket socket, List<RawPacket> seen) {}

    private ScriptedBroker(ServerSocket server, List<Script> scripts, boolean again) {
        this.server = server;
        this.scripts = scripts;
        this.again = again;
        start("scripted broker", this::accept);
    }

    /** Starts a server with one script for each connection, in order. */
    public static ScriptedBroker playing(Script... scripts) {
        return new ScriptedBroker(onLoopback(), List.of(scripts), false);
    }

    /** Starts a server that plays the same script on every connection. */
    public static ScriptedBroker playingAlways(Script script) {
        return new ScriptedBroker(onLoopback(), List.of(script), true);
    }

    /** Starts a server that plays the same script on every connection to this socket, which may speak TLS. */
    public static ScriptedBroker playingAlways(ServerSocket server, Script script) {
        return new ScriptedBroker(server, List.of(script), true);
    }

    private static ServerSocket onLoopback() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public ServerAddress address() {
        return new ServerAddress("127.0.0.1", port());
    }

    /** Returns how many connections came. */
    public int connections() {
        return connections.size();
    }

    /** Returns every packet read, on all connections. */
    public List<RawPacket> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** Returns the packets of one type that were read, on all connections. */
    public List<RawPacket> seen(PacketType type) {
        return seen().stream().filter(packet -> packet.type() == type).toList();
    }

    /** Returns the packets read on one connection, counted from 1. */
    public List<RawPacket> seenOn(int connection) {
        List<RawPacket> packets = connections.get(connection - 1).seen;
        synchronized (packets) {
            return List.copyOf(packets);
        }
    }

    /** Waits until every script was played to its end, and fails when one failed or none came to play it. */
    public void await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (int i = 0; i < scripts.size(); i++) {
                while (!hasBegun(i) && failures.isEmpty()) {
                    if (System.nanoTime() > deadline) {
                        throw new AssertionError(
                                "connection " + (i + 1) + " of " + scripts.size() + " never came; seen " + seen());
                    }
                    Thread.sleep(2);
                }
                throwFailures();
                long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
                if (!connections.get(i).thread.join(Duration.ofMillis(left))) {
                    throw new AssertionError("script " + (i + 1) + " did not end; seen " + seenOn(i + 1));
                }
                throwFailures();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private boolean hasBegun(int index) {
        return connections.size() > index && connections.get(index).thread.getState() != Thread.State.NEW;
    }

    /** Ends the server with all its connections, and throws what a script failed with. */
    @Override
    public void close() {
        closed = true;
        closeQuietly(server);
        for (Connection connection : List.copyOf(connections)) {
            closeQuietly(connection.socket);
            connection.thread.interrupt();
        }
        throwFailures();
    }

    private void accept() {
        while (!closed) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException ended) {
                return;
            }
            int number = connections.size() + 1;
            List<RawPacket> packets = Peer.record();
            Script script = script(number);
            Thread thread = Thread.ofPlatform()
                    .daemon()
                    .name("scripted connection " + number)
                    .unstarted(() -> play(script, number, socket, packets));
            connections.add(new Connection(thread, socket, packets));
            thread.start();
        }
    }

    private @Nullable Script script(int number) {
        return again ? scripts.getFirst() : number <= scripts.size() ? scripts.get(number - 1) : null;
    }

    private void play(@Nullable Script script, int number, Socket socket, List<RawPacket> packets) {
        try {
            if (script == null) {
                throw new AssertionError("connection " + number + " came; only " + scripts.size() + " were scripted");
            }
            script.play(new Peer(number, socket, packets, seen));
        } catch (Throwable failure) {
            if (!closed) {
                failures.add(new AssertionError("on connection " + number + ": " + failure.getMessage(), failure));
            }
        } finally {
            // After the failure was written down: the client's test may look for it as soon as it sees the end.
            closeQuietly(socket);
        }
    }

    private void throwFailures() {
        List<Throwable> all = new ArrayList<>(failures);
        failures.clear();
        if (!all.isEmpty()) {
            AssertionError first = (AssertionError) all.getFirst();
            all.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void start(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyGone) {
            // Nothing is lost: the socket is closed either way.
        }
    }
}
