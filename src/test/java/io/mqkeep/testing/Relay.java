package io.mqkeep.testing;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ServerAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A man in the middle: listens on 127.0.0.1, passes packets on to a server, and breaks what it is told to break.
 *
 * <pre>{@code
 * try (Relay relay = Relay.to(broker.address())) {
 *     relay.cutBefore(Direction.TO_CLIENT, PacketType.PUBCOMP, 1);   // the first PUBCOMP never arrives
 *     … run the client against relay.address(): its connection breaks …
 *     … run it again: the cut was for once, the relay passes everything now …
 *     assertEquals(2, relay.passed(Direction.TO_SERVER, PacketType.PUBREL));
 * }
 * }</pre>
 *
 * <p>A cut breaks both sockets at once (RST), is for once, and counts from the moment it was asked for; any number of
 * connections may come before and after it. Withholding lasts until {@link #passEverything}. Rules may be given at any
 * time, from any thread.
 */
public final class Relay implements AutoCloseable {
    /** The way a packet goes. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT,
    }

    /** Breaks the connection at the n-th packet of a type, before or after passing it, or after n bytes. */
    private record Cut(Direction direction, @Nullable PacketType type, AtomicInteger left, boolean passes) {}

    /** How many bytes of a packet are passed on, and whether the connection is cut then. */
    private record Fate(int bytes, boolean cuts) {}

    private record Passed(Direction direction, PacketType type) {}

    private final ServerAddress target;
    private final ServerSocket server;
    private final List<Cut> cuts = new ArrayList<>();
    private final Set<PacketType> withheldToServer = EnumSet.noneOf(PacketType.class);
    private final Set<PacketType> withheldToClient = EnumSet.noneOf(PacketType.class);
    private final Map<Passed, Integer> passed = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    /** QoS 2 messages by packet identifier, from the first time PUBLISH was passed until PUBCOMP was. */
    private final Map<Direction, Set<Integer>> open =
            new EnumMap<>(Map.of(Direction.TO_SERVER, new HashSet<>(), Direction.TO_CLIENT, new HashSet<>()));

    private int withheld;
    private boolean shut;
    private boolean finishing;

    private Relay(ServerAddress target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
        Thread.ofPlatform().daemon().name("relay").start(this::accept);
    }

    /** Starts a relay that passes everything to a server. */
    public static Relay to(ServerAddress target) {
        return new Relay(target);
    }

    public int port() {
        return server.getLocalPort();
    }

    public ServerAddress address() {
        return new ServerAddress("127.0.0.1", port());
    }

    /** Breaks the connection in place of passing the n-th packet of this type from now on, counted from 1. */
    public synchronized void cutBefore(Direction direction, PacketType type, int n) {
        cuts.add(new Cut(direction, type, new AtomicInteger(n), false));
    }

    /** Passes the n-th packet of this type from now on, then breaks the connection. */
    public synchronized void cutAfter(Direction direction, PacketType type, int n) {
        cuts.add(new Cut(direction, type, new AtomicInteger(n), true));
    }

    /** Passes as many more bytes, then breaks the connection, most likely within a packet. */
    public synchronized void cutAfterBytes(Direction direction, int bytes) {
        cuts.add(new Cut(direction, null, new AtomicInteger(bytes), true));
    }

    /** Swallows packets of these types from now on; the connection stays. */
    public synchronized void withhold(Direction direction, PacketType... types) {
        (direction == Direction.TO_SERVER ? withheldToServer : withheldToClient).addAll(Arrays.asList(types));
    }

    /** Breaks all connections now (RST), and each that comes until {@link #open}. */
    public synchronized void shut() {
        shut = true;
        cutNow();
    }

    private synchronized boolean isShut() {
        return shut;
    }

    /** From now on swallows what the client publishes anew and lets it finish what the server has seen of it. */
    public synchronized void finish() {
        finishing = true;
    }

    /** Lets connections and new messages through again. */
    public synchronized void open() {
        shut = false;
        finishing = false;
    }

    /** Returns how many QoS 2 messages were published in this direction and are not complete. */
    public synchronized int openHandshakes(Direction direction) {
        return Objects.requireNonNull(open.get(direction)).size();
    }

    /** Takes back all rules. What was withheld is gone. */
    public synchronized void passEverything() {
        cuts.clear();
        withheldToServer.clear();
        withheldToClient.clear();
    }

    /** Breaks all connections now (RST). */
    public synchronized void cutNow() {
        links.forEach(Link::reset);
    }

    /** Returns how many connections came. */
    public synchronized int connections() {
        return links.size();
    }

    /** Returns how many packets of this type were passed on whole. */
    public synchronized int passed(Direction direction, PacketType type) {
        return passed.getOrDefault(new Passed(direction, type), 0);
    }

    /** Returns how many packets were swallowed. */
    public synchronized int withheld() {
        return withheld;
    }

    /** Closes the listening socket and all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyGone) {
            // Nothing is lost: the socket is closed either way.
        }
        cutNow();
    }

    private void accept() {
        while (true) {
            Socket client;
            try {
                client = server.accept();
            } catch (IOException closed) {
                return;
            }
            if (isShut()) {
                reset(client);
                continue;
            }
            try {
                Socket upstream = new Socket(target.host(), target.port());
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                Link link = new Link(client, upstream);
                synchronized (this) {
                    if (shut) {
                        link.reset();
                        continue;
                    }
                    links.add(link);
                }
                link.start(Direction.TO_SERVER);
                link.start(Direction.TO_CLIENT);
            } catch (IOException noServer) {
                reset(client);
            }
        }
    }

    /** One connection of a client and the one to the server that goes with it. */
    private final class Link {
        private final Socket client;
        private final Socket upstream;

        Link(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void start(Direction direction) {
            Thread.ofPlatform().daemon().name("relay " + direction).start(() -> pump(direction));
        }

        void reset() {
            Relay.reset(client);
            Relay.reset(upstream);
        }

        private void pump(Direction direction) {
            Socket from = direction == Direction.TO_SERVER ? client : upstream;
            Socket to = direction == Direction.TO_SERVER ? upstream : client;
            try {
                InputStream in = new BufferedInputStream(from.getInputStream());
                OutputStream out = to.getOutputStream();
                // Only the fixed header is looked at, so the version does not matter.
                for (RawPacket packet = RawPacket.read(in, MqttVersion.V5);
                        packet != null;
                        packet = RawPacket.read(in, MqttVersion.V5)) {
                    byte[] bytes = packet.bytes();
                    Fate fate = fate(direction, packet, bytes.length);
                    out.write(bytes, 0, fate.bytes);
                    if (fate.cuts) {
                        Relay.reset(from);
                        // What was written is let out first: a reset would take it back.
                        to.shutdownOutput();
                        Relay.reset(to);
                        return;
                    }
                }
                to.shutdownOutput();
            } catch (IOException broken) {
                reset();
            }
        }
    }

    /** Decides what becomes of a packet, and remembers it. */
    private synchronized Fate fate(Direction direction, RawPacket packet, int size) {
        PacketType type = packet.type();
        Set<PacketType> swallowed = direction == Direction.TO_SERVER ? withheldToServer : withheldToClient;
        if (swallowed.contains(type) || beginsWhileFinishing(direction, packet)) {
            withheld++;
            return new Fate(0, false);
        }
        for (Cut cut : cuts) {
            if (cut.direction == direction && (cut.type == null || cut.type == type)) {
                int before = cut.left.getAndAdd(cut.type == null ? -size : -1);
                if (cut.left.get() <= 0) {
                    cuts.remove(cut);
                    int bytes = !cut.passes ? 0 : cut.type == null ? before : size;
                    if (bytes == size) {
                        passed(direction, packet);
                    }
                    return new Fate(bytes, true);
                }
            }
        }
        passed(direction, packet);
        return new Fate(size, false);
    }

    private boolean beginsWhileFinishing(Direction direction, RawPacket packet) {
        return finishing
                && direction == Direction.TO_SERVER
                && packet.type() == PacketType.PUBLISH
                && (packet.qos() < 2
                        || !Objects.requireNonNull(open.get(direction)).contains(packet.packetId()));
    }

    private void passed(Direction direction, RawPacket packet) {
        passed.merge(new Passed(direction, packet.type()), 1, Integer::sum);
        if (packet.type() == PacketType.PUBLISH && packet.qos() == 2) {
            Objects.requireNonNull(open.get(direction)).add(packet.packetId());
        } else if (packet.type() == PacketType.PUBCOMP) {
            Direction published = direction == Direction.TO_SERVER ? Direction.TO_CLIENT : Direction.TO_SERVER;
            Objects.requireNonNull(open.get(published)).remove(packet.packetId());
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is lost: the socket is closed either way.
        }
    }
}
