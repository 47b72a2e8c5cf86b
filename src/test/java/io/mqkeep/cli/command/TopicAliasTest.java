package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that is published to again is written as a number, when the server allows it and nowhere else. */
class TopicAliasTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @Test
    void a_topic_gets_its_number_the_second_time() {
        for (String qos : List.of("0", "1", "2")) {
            here.stdin("1\n2\n3\n4\n");
            try (ScriptedBroker broker = ScriptedBroker.playing(peer -> answer(peer, alias(5)))) {
                pub(broker, "-l", "-t", "a/b", "-q", qos);
                assertEquals(List.of("a/b - 1", "a/b 1 2", " 1 3", " 1 4"), written(broker.seen(PacketType.PUBLISH)));
            }
        }
    }

    @Test
    void a_server_that_allows_none_gets_none() {
        for (String version : List.of("5", "3.1.1")) {
            here.stdin("1\n2\n3\n");
            try (ScriptedBroker broker = ScriptedBroker.playing(TopicAliasTest::answer)) {
                pub(broker, "-l", "-t", "a/b", "-q", "1", "-V", version);
                assertEquals(List.of("a/b - 1", "a/b - 2", "a/b - 3"), written(broker.seen(PacketType.PUBLISH)));
            }
        }
    }

    @Test
    void a_packet_that_would_get_too_large_by_it_goes_without() {
        // 1 and 1 bytes of header, 2 and 3 of topic, 1 of Property Length: a payload of one byte makes 9.
        here.stdin("1\n2\n3\n");
        byte[] size = RawProperties.fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 9);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> answer(peer, alias(5), size))) {
            pub(broker, "-l", "-t", "a/b", "-q", "0");
            assertEquals(List.of("a/b - 1", "a/b - 2", "a/b - 3"), written(broker.seen(PacketType.PUBLISH)));
        }
    }

    @Test
    void numbers_end_with_the_connection_and_are_never_stored() {
        here.stdin("1\n2\n3\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept(false, alias(5));
                    for (int i = 0; i < 3; i++) {
                        peer.expect(PacketType.PUBLISH);
                    }
                    peer.reset();
                },
                peer -> {
                    peer.accept(true, alias(5));
                    serve(peer);
                })) {
            String port = Integer.toString(broker.port());
            Ran ran = here.mqkeep(
                    "pub",
                    "-l",
                    "-t",
                    "a/b",
                    "-q",
                    "1",
                    "--session",
                    "s",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    port,
                    "--no-reconnect");
            assertEquals(Exit.KEPT, ran.exit(), ran.err());
            ran = here.mqkeep("connect", "--session", "s");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            List<RawPacket> again = broker.seenOn(2).stream()
                    .filter(packet -> packet.type() == PacketType.PUBLISH)
                    .toList();
            assertEquals(List.of("a/b - 1", "a/b 1 2", " 1 3"), written(again));
        }
    }

    private void pub(ScriptedBroker broker, String... options) {
        List<String> words = new ArrayList<>(List.of("pub", "-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        words.addAll(List.of(options));
        Ran ran = here.mqkeep(words.toArray(String[]::new));
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        broker.await();
    }

    /** Topic, alias and payload of each, as they were on the wire. */
    private static List<String> written(List<RawPacket> packets) {
        List<String> written = new ArrayList<>();
        for (RawPacket packet : packets) {
            RawPacket.Property alias = packet.property(RawProperties.TOPIC_ALIAS);
            written.add(packet.topic() + " " + (alias == null ? "-" : alias.number()) + " " + packet.payloadText());
        }
        return written;
    }

    private static byte[] alias(int maximum) {
        return RawProperties.twoBytes(RawProperties.TOPIC_ALIAS_MAXIMUM, maximum);
    }

    private static void answer(Peer peer, byte[]... properties) throws IOException {
        peer.accept(false, properties);
        serve(peer);
    }

    private static void serve(Peer peer) throws IOException {
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            switch (packet.type()) {
                case PUBLISH -> {
                    if (packet.qos() == 1) {
                        peer.send(peer.packets().pubAck(packet.packetId()));
                    } else if (packet.qos() == 2) {
                        peer.send(peer.packets().pubRec(packet.packetId()));
                    }
                }
                case PUBREL -> peer.send(peer.packets().pubComp(packet.packetId()));
                default -> {}
            }
        }
    }
}
