package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that come faster than anybody could look at them. */
class FloodTest {
    private static final int MESSAGES = 2 * Pace.BURST;
    private static final int AT_ONCE = 200;

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory).terminal();
    }

    @Test
    void with_a_session_what_is_not_shown_is_in_the_inbox_and_the_next_sub_goes_on_where_the_first_ended() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    serve(peer, 1);
                },
                peer -> {
                    peer.accept(true);
                    serve(peer, 1);
                })) {
            // What is acknowledged behind the flood shows that all of it has come.
            Ran first = shell(
                    broker,
                    "--session till",
                    "sub -t a -C " + MESSAGES + "; pub -t flood -m 1 -q 1; pub -t b -m 2 -q 1; wait");

            assertTrue(
                    first.err()
                            .contains("messages come faster than they can be shown: from now on they go to the"
                                    + " inbox of till@localhost:" + broker.port() + "; 'sub' shows them"),
                    first.err());
            List<String> shown = messages(first);
            assertTrue(shown.size() < MESSAGES, "all were shown");

            int rest = MESSAGES - shown.size();
            Ran second = shell(broker, "--session till", "sub -C " + rest + " -W 20; wait");

            assertEquals(Exit.DONE, second.exit(), second.err());
            List<String> all = new ArrayList<>(shown);
            all.addAll(messages(second));
            assertEquals(
                    IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList(), all);
        }
    }

    @Test
    void without_one_it_is_dropped_and_counted_and_neither_the_sub_nor_the_next_command_is_held_up() {
        int wanted = Pace.BURST + 1_000;
        try (ScriptedBroker broker = ScriptedBroker.playing(FloodTest::floodForEver)) {
            Ran ran = shell(
                    broker,
                    "",
                    "sub -t a -C " + wanted + "; pub -t flood -m 1 -q 1; pub -t b -m typed -q 1; wait; status");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            List<String> shown =
                    messages(ran).stream().filter(line -> line.matches("\\d+")).toList();
            assertEquals(wanted, shown.size());
            long dropped = Long.parseLong(shown.getLast()) + 1 - wanted;
            assertTrue(dropped > 0, "all were shown");
            assertTrue(ran.out().contains("\nnot shown           " + dropped + "\n"), dropped + tail(ran));
            assertTrue(ran.err().contains(" not shown: they come faster than they can be"), ran.err());
            assertEquals(2, broker.seen(PacketType.PUBLISH).size());
        }
    }

    @Test
    void where_nobody_looks_nothing_is_too_fast() {
        here = new InProcess(directory);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            serve(peer, 0);
        })) {
            Ran ran = shell(broker, "", "sub -t a -C " + MESSAGES + " -W 20; pub -t flood -m 1 -q 1; wait");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(MESSAGES, messages(ran).size());
            assertEquals("", ran.err());
        }
    }

    private Ran shell(ScriptedBroker broker, String connect, String lines) {
        return here.mqkeep(
                "shell", "--keep-going", "-c", "connect --json -p " + broker.port() + " " + connect + "; " + lines);
    }

    /** Returns what was printed after the answer to CONNECT. */
    private static List<String> messages(Ran ran) {
        return ran.out().lines().skip(1).toList();
    }

    private static String tail(Ran ran) {
        return ran.out().substring(ran.out().lastIndexOf("\nconnection"));
    }

    /** Acknowledges everything; what is published to {@code flood} begins one. */
    private static void serve(Peer peer, int qos) throws IOException {
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            acknowledge(peer, packet, qos);
            for (int i = 0; startsFlood(packet) && i < MESSAGES; i++) {
                peer.send(message(peer, i, qos));
            }
        }
    }

    private static void floodForEver(Peer peer) throws IOException {
        peer.accept();
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            synchronized (peer) {
                acknowledge(peer, packet, 0);
            }
            if (startsFlood(packet)) {
                Thread.ofPlatform().daemon().name("flood").start(() -> sendForEver(peer));
            }
        }
    }

    private static void sendForEver(Peer peer) {
        try {
            for (int i = 0; true; i += AT_ONCE) {
                byte[][] messages = new byte[AT_ONCE][];
                for (int j = 0; j < AT_ONCE; j++) {
                    messages[j] = message(peer, i + j, 0);
                }
                synchronized (peer) {
                    peer.send(messages);
                }
            }
        } catch (IOException closed) {
            // The client has what it wants.
        }
    }

    private static boolean startsFlood(RawPacket packet) {
        return packet.type() == PacketType.PUBLISH && packet.topic().equals("flood");
    }

    private static byte[] message(Peer peer, int number, int qos) {
        return peer.packets().publish(qos == 0 ? 0 : number + 1, "a", Integer.toString(number), qos);
    }

    private static void acknowledge(Peer peer, RawPacket packet, int qos) throws IOException {
        switch (packet.type()) {
            case SUBSCRIBE -> peer.send(peer.packets().subAck(packet.packetId(), qos));
            case UNSUBSCRIBE -> peer.send(peer.packets().unsubAck(packet.packetId(), 0));
            case PUBLISH -> peer.send(peer.packets().pubAck(packet.packetId()));
            default -> {
                // Acknowledgements, and the end.
            }
        }
    }
}
