package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to other clients and to the server. */
class AskTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request -m x               | --topic is missing",
                "request -t a               | nothing to ask: give one of --message,",
                "request -t a -m x -n       | --message and --null-message both give the payload",
                "request -t a -n -V 311     | request needs --response-topic with MQTT 3.1.1",
                "request -t a -n -V 311 -e b --correlation-data x | --correlation-data is not in MQTT 3.1.1",
                "request -t a -n --json -v  | --json and --verbose",
                "request -t a -n --json -F %p | --json and --output-format",
                "request -t a -n -F %Y      | --output-format: ",
                "respond -t b -t a/+ --exec x -e a/b | --response-topic 'a/b' is itself in 'a/+'",
                "respond -t a --exec x -V 311 | respond needs --response-topic with MQTT 3.1.1",
                "respond -t a               | --exec is missing",
                "respond --exec x           | --topic is missing",
                "retained list              | FILTER is missing",
                "retained clear --dry-run   | FILTER is missing",
                "ping -C 0                  | --count: '0' is not in 1 to",
                "ping -q 3                  | --qos: '3' is not in 0 to 2",
            })
    void wrong_usage_ends_2_before_anything_connects(String line, String sentence) {
        Ran ran = here.mqkeep(line.split(" +", -1));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertTrue(ran.err().startsWith("mqkeep: " + sentence), ran.err());
    }

    /** Answers the question twice, after an answer that is somebody else's. */
    private static void answer(Peer peer) throws IOException {
        RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
        peer.send(peer.packets().subAck(subscribe.packetId(), 1));
        RawPacket question = peer.expect(PacketType.PUBLISH);
        peer.send(peer.packets().pubAck(question.packetId()));
        String topic = text(question, RawProperties.RESPONSE_TOPIC);
        byte[] correlation =
                RawProperties.binary(RawProperties.CORRELATION_DATA, bytes(question, RawProperties.CORRELATION_DATA));
        peer.send(
                peer.packets()
                        .publish(
                                1,
                                topic,
                                "not ours",
                                1,
                                RawProperties.binary(RawProperties.CORRELATION_DATA, new byte[] {1})),
                peer.packets().publish(2, topic, "answer to " + question.payloadText(), 1, correlation),
                peer.packets().publish(3, topic, "another", 1, correlation));
    }

    private static byte[] bytes(RawPacket packet, int property) {
        List<Byte> value = packet.properties().stream()
                .filter(it -> it.id() == property)
                .findFirst()
                .orElseThrow()
                .value();
        byte[] bytes = new byte[value.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = value.get(i);
        }
        return bytes;
    }

    private static String text(RawPacket packet, int property) {
        return new String(bytes(packet, property), StandardCharsets.UTF_8);
    }

    @Test
    void the_answer_to_a_question_is_printed_and_no_other() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            answer(peer);
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "request -t lamp -m state");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("answer to state\n", ran.out());
        }
    }

    @Test
    void with_a_session_nothing_stays_subscribed() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            answer(peer);
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.UNSUBSCRIBE) {
                    peer.send(peer.packets().unsubAck(packet.packetId(), 0));
                }
            }
        })) {
            Ran ran = mqkeep(broker, "request --session s -t lamp -m state -C 2");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("answer to state\nanother\n", ran.out());
            assertEquals(1, broker.seen(PacketType.UNSUBSCRIBE).size());
        }
    }

    @Test
    void an_answer_that_does_not_come_ends_4() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 1));
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId()));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "request -t lamp -n -W 0.2");

            assertEquals(Exit.TIMED_OUT, ran.exit());
            assertEquals("mqkeep: 0 of 1 answer came within 0.2 s\n", ran.err());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_question_is_answered_with_what_the_command_prints_and_then_acknowledged() {
        List<PacketType> order = new ArrayList<>();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 1));
            peer.send(
                    peer.packets().publish(1, "q", "asks for nothing", 1),
                    peer.packets()
                            .publish(
                                    2,
                                    "q",
                                    "5",
                                    1,
                                    RawProperties.text(RawProperties.RESPONSE_TOPIC, "answers/1"),
                                    RawProperties.binary(RawProperties.CORRELATION_DATA, Bytes.hex("00 ff"))));
            peer.expect(PacketType.PUBACK);
            RawPacket answer = peer.expect(PacketType.PUBLISH);
            assertEquals("answers/1", answer.topic());
            assertEquals("6", answer.payloadText());
            assertEquals("00 ff", Bytes.toHex(bytes(answer, RawProperties.CORRELATION_DATA)));
            peer.send(peer.packets().pubAck(answer.packetId()));
            order.add(peer.expect(PacketType.PUBACK).type());
            peer.hold();
        })) {
            Ran ran = here.mqkeep(
                    "respond",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    "" + broker.port(),
                    "-t",
                    "q",
                    "-V",
                    "5",
                    "-W",
                    "1",
                    "--exec",
                    "read x; printf %s $((x + 1))");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("mqkeep: warning: a message on 'q' asks for no answer: it has no response topic\n", ran.err());
            assertEquals(List.of(PacketType.PUBACK), order);
        }
    }

    private static ScriptedBroker retaining() {
        return ScriptedBroker.playingAlways(peer -> {
            peer.accept();
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.SUBSCRIBE) {
                    peer.send(
                            peer.packets().subAck(packet.packetId(), 0),
                            peer.packets().publishRetained(0, "r/1", "one", 0),
                            peer.packets().publish(0, "live", "live", 0),
                            peer.packets().publishRetained(0, "r/2", "two", 0));
                } else if (packet.type() == PacketType.PUBLISH) {
                    peer.send(peer.packets().pubAck(packet.packetId()));
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retained list #              | r/1,r/2",
                "retained list # -v           | r/1 one,r/2 two",
                "retained list # -T r/1       | r/2",
                "retained list # -F %l:%t     | 3:r/1,3:r/2",
                "retained list # --format hex | r/1 6f6e65,r/2 74776f",
                "retained clear # --dry-run   | r/1,r/2",
            })
    void what_is_retained_is_listed(String line, String printed) {
        try (ScriptedBroker broker = retaining()) {
            Ran ran = mqkeep(broker, line + " --idle-timeout 0.2");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(printed.replace(',', '\n') + "\n", ran.out());
            assertEquals(0, broker.seen(PacketType.PUBLISH).size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "", "y"})
    void what_is_retained_is_deleted_and_a_terminal_is_asked(String answer) {
        here.terminal().stdin(answer + "\n");
        try (ScriptedBroker broker = retaining()) {
            Ran ran = mqkeep(broker, "retained clear r/# --idle-timeout 0.2");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertTrue(ran.err().startsWith("Delete 2 retained messages? [y/N]\n"), ran.err());
            List<RawPacket> published = broker.seen(PacketType.PUBLISH);
            assertEquals(answer.equals("y") ? 2 : 0, published.size());
            assertTrue(published.stream()
                    .allMatch(it -> it.retain() && it.payloadText().isEmpty()));
            assertEquals(answer.equals("y") ? "r/1\nr/2\n" : "", ran.out());
        }
    }

    @Test
    void round_trips_are_measured_and_summed_up() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                switch (packet.type()) {
                    case SUBSCRIBE -> peer.send(peer.packets().subAck(packet.packetId(), 2));
                    case PINGREQ -> peer.send(peer.packets().pingResp());
                    case PUBLISH -> {
                        if (packet.qos() == 1) {
                            peer.send(peer.packets().pubAck(packet.packetId()));
                        }
                        peer.send(peer.packets()
                                .publish(packet.qos(), packet.topic(), packet.payloadText(), packet.qos()));
                    }
                    default -> {}
                }
            }
        })) {
            Ran ran = mqkeep(broker, "ping -C 2 --interval 10ms -q 0 -q 1");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            String same = ran.out().replaceAll("\\d+\\.\\d{3}", "T").replaceAll("127.0.0.1:\\d+", "SERVER");
            assertEquals("""
                PING SERVER
                PINGREQ: seq=1 time=T ms
                QoS 0: seq=1 time=T ms
                QoS 1: seq=1 time=T ms
                PINGREQ: seq=2 time=T ms
                QoS 0: seq=2 time=T ms
                QoS 1: seq=2 time=T ms
                --- SERVER ---
                PINGREQ: 2 sent, 2 received, 0% lost, min/avg/max/mdev = T/T/T/T ms
                QoS 0: 2 sent, 2 received, 0% lost, min/avg/max/mdev = T/T/T/T ms
                QoS 1: 2 sent, 2 received, 0% lost, min/avg/max/mdev = T/T/T/T ms
                """, same);
        }
    }

    @Test
    void an_answer_that_is_missing_is_counted_and_ends_4() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "ping -C 1 -W 0.2");

            assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
            assertTrue(ran.out().endsWith("PINGREQ: 1 sent, 0 received, 100% lost\n"), ran.out());
        }
    }

    private Ran mqkeep(ScriptedBroker broker, String line) {
        return here.mqkeep((line + " -h 127.0.0.1 -p " + broker.port()).split(" +"));
    }
}
