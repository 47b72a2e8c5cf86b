package io.mqkeep.cli.demo;

import io.mqkeep.protocol.PacketType;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wire tap on loopback for one connection after another: says what passes, and can hold back the client's packets of
 * one type, as a network would that breaks at the worst moment.
 */
final class Tap implements AutoCloseable {
    private final ServerSocket server;
    private final int brokerPort;
    private final Consumer<String> story;
    private volatile @Nullable PacketType heldBack;
    private volatile CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch subscribed = new CountDownLatch(1);

    Tap(int brokerPort, Consumer<String> story) throws IOException {
        this.brokerPort = brokerPort;
        this.story = story;
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "demo-tap");
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on the client's packets of this type do not arrive; null lets everything through again. */
    void holdBack(@Nullable PacketType type) {
        held = new CountDownLatch(1);
        heldBack = type;
    }

    /** Waits until a packet was held back; false when none came in time. */
    boolean awaitHeld(long seconds) throws InterruptedException {
        return held.await(seconds, TimeUnit.SECONDS);
    }

    /** Waits until a subscription was granted on this wire; false when none was in time. */
    boolean awaitSubscribed(long seconds) throws InterruptedException {
        return subscribed.await(seconds, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                client.setTcpNoDelay(true);
                broker.setTcpNoDelay(true);
                pass(client, broker, true);
                pass(broker, client, false);
            } catch (IOException closed) {
                // The tap is being closed, or the broker is gone: the client notices by itself.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        Thread passing = new Thread(
                () -> {
                    try (from;
                            to) {
                        DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
                        OutputStream out = to.getOutputStream();
                        for (SeenPacket packet = SeenPacket.read(in); packet != null; packet = SeenPacket.read(in)) {
                            if (fromClient && packet.type() == heldBack) {
                                story.accept("      ✗ " + packet.words() + "   (never arrives)");
                                held.countDown();
                            } else {
                                if (isPartOfTheStory(packet.type())) {
                                    story.accept((fromClient ? "      → " : "      ← ") + packet.words());
                                }
                                out.write(packet.bytes());
                                if (packet.type() == PacketType.SUBACK) {
                                    subscribed.countDown();
                                }
                            }
                        }
                    } catch (IOException | UncheckedIOException broken) {
                        // One of the two was killed: that is what this is for. Or nobody reads the story any more,
                        // which
                        // its teller notices by itself.
                    }
                },
                "demo-tap-" + (fromClient ? "out" : "in"));
        passing.setDaemon(true);
        passing.start();
    }

    private static boolean isPartOfTheStory(PacketType type) {
        return switch (type) {
            case CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP -> true;
            default -> false;
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
