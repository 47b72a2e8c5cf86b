package io.mqkeep.testing;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ServerAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Another client of a real broker, which sees what the program under test made the broker do. It is made of plain
 * sockets and bytes, speaks MQTT 3.1.1 with a clean session, and keeps the QoS 2 handshakes so well that what it records
 * is what the broker sent it, once each.
 */
public final class Witness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RawPackets PACKETS = RawPackets.V3_1_1;

    private final Socket socket;
    private final OutputStream out;
    private final List<String> messages = new ArrayList<>();
    private final Set<Integer> received = new HashSet<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private int published;
    private int completed;
    private @Nullable IOException ended;

    private Witness(ServerAddress server) throws IOException {
        socket = new Socket(server.host(), server.port());
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        // Protocol name and level, clean session, no keep alive, an empty client identifier: the server gives it one.
        send(RawPackets.packet(0x10, Bytes.text("MQTT"), new byte[] {4, 2, 0, 0}, Bytes.text("")));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        RawPacket connAck = RawPacket.read(in, MqttVersion.V3_1_1);
        if (connAck == null || connAck.type() != PacketType.CONNACK || connAck.body()[1] != 0) {
            throw new IOException("the witness was not let in: " + connAck);
        }
        Thread.ofPlatform().daemon().name("witness").start(() -> read(in));
    }

    /** Connects and subscribes with QoS 2; what is published to the filter from now on is seen. */
    public static Witness of(ServerAddress server, String filter) throws IOException, InterruptedException {
        Witness witness = new Witness(server);
        witness.send(RawPackets.packet(0x82, Bytes.number(1, 2), Bytes.text(filter), new byte[] {2}));
        if (!witness.subscribed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the witness got no SUBACK");
        }
        return witness;
    }

    /** Connects a client that only publishes. */
    public static Witness publishing(ServerAddress server) throws IOException {
        return new Witness(server);
    }

    /** Publishes with QoS 2 and returns when the server has taken it for good. */
    public void publish(String topic, String payload) throws IOException, InterruptedException {
        publish(topic, payload, 2);
    }

    /** Publishes and returns when the server has acknowledged it. */
    public synchronized void publish(String topic, String payload, int qos) throws IOException, InterruptedException {
        published++;
        send(PACKETS.publish(published, topic, payload, qos));
        await("the acknowledgement of '" + payload + "'", () -> completed == published);
    }

    /** Waits until it has seen so many messages and returns all it has seen. */
    public synchronized List<String> await(int count) throws InterruptedException {
        await(count + " messages", () -> messages.size() >= count);
        return messages();
    }

    /** Waits until it has seen a message with this payload and returns all before it. */
    public synchronized List<String> awaitUntil(String payload) throws InterruptedException {
        await("message '" + payload + "'", () -> messages.contains(payload));
        return List.copyOf(messages.subList(0, messages.indexOf(payload)));
    }

    /** Returns the payloads it has seen so far, in their order. */
    public synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    private synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (ended != null || System.nanoTime() > deadline) {
                throw new AssertionError("the witness never saw " + what + "; it saw " + messages, ended);
            }
            wait(100);
        }
    }

    private void read(InputStream in) {
        try {
            for (RawPacket packet = RawPacket.read(in, MqttVersion.V3_1_1);
                    packet != null;
                    packet = RawPacket.read(in, MqttVersion.V3_1_1)) {
                take(packet);
            }
            throw new IOException("the broker closed the connection");
        } catch (IOException end) {
            synchronized (this) {
                ended = end;
                notifyAll();
            }
        }
    }

    private synchronized void take(RawPacket packet) throws IOException {
        switch (packet.type()) {
            case SUBACK -> subscribed.countDown();
            case PUBLISH -> {
                int qos = packet.qos();
                if (qos < 2 || received.add(packet.packetId())) {
                    messages.add(packet.payloadText());
                }
                if (qos == 1) {
                    send(PACKETS.pubAck(packet.packetId()));
                } else if (qos == 2) {
                    send(PACKETS.pubRec(packet.packetId()));
                }
            }
            case PUBREL -> {
                received.remove(packet.packetId());
                send(PACKETS.pubComp(packet.packetId()));
            }
            case PUBREC -> send(PACKETS.pubRel(packet.packetId()));
            case PUBACK, PUBCOMP -> completed++;
            default -> {
                // PINGRESP never comes and the rest means nothing here.
            }
        }
        notifyAll();
    }

    private void send(byte[] packet) throws IOException {
        synchronized (out) {
            out.write(packet);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
