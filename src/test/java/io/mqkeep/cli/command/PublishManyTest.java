package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code pub} makes messages, and how fast they go out. */
class PublishManyTest {
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
            quoteCharacter = '`',
            value = {
                "pub -m x --json-lines           | --message and --json-lines both give the payload",
                "pub -t a --json-lines --template | --json-lines and --template",
                "pub -t a --json-lines --null-delimited | --null-delimited and --json-lines",
                "pub --null-delimited            | --topic is missing",
                "pub -t a -m x --rate 1/s        | --rate is for many messages",
                "pub -t a -l --rate 0            | --rate: '0' is not a rate",
                "pub -t a -l --repeat 2          | --repeat is for one message",
                "pub -t a -m x --repeat-delay 1  | --repeat-delay needs --repeat",
                "pub -t a -m xyz --payload-encoding hex | the payload is not hex",
                "pub -t a -m x --payload-encoding rot13 | --payload-encoding: 'rot13' is not text, hex",
                "pub -t a -m {{count}} --template | --template: {{count}} is none of {{counter}},",
                "pub -t a -m {{time --template   | --template: a {{ has no }} after it",
                "pub -t a -m {{env:NO}} --template | --template: there is no environment variable 'NO'",
                "pub -t a -m {{random:6:1}} --template | --template: {{random:6:1}} is none of",
                "pub -t a{{env:HASH}} -l --template | --template: the topic 'a#' has a wildcard",
                "pub -t a -m x -q 0 --wait-subscriber 1 | --wait-subscriber needs an acknowledgement",
                "pub -t a -l --wait-subscriber 1 | --wait-subscriber waits with one message only",
            })
    void wrong_usage_ends_2_before_anything_connects(String line, String sentence) {
        Ran ran = here.environment("HASH", "#").mqkeep(line.split(" +", -1));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertTrue(ran.err().startsWith("mqkeep: " + sentence), ran.err());
    }

    @Test
    void what_sub_json_prints_pub_json_lines_publishes_as_it_was() {
        RawPackets v5 = RawPackets.V5;
        List<byte[]> messages = List.of(
                v5.publish(0, "grün/1", "\"text\" \n\u0000 ü \ud83d\ude00", 0),
                v5.publishRetained(1, "a", "", 1),
                v5.publish(
                        2,
                        "all/of/it",
                        Bytes.hex("00 ff 0a 80 22"),
                        2,
                        RawProperties.oneByte(RawProperties.PAYLOAD_FORMAT_INDICATOR, 1),
                        RawProperties.fourBytes(RawProperties.MESSAGE_EXPIRY_INTERVAL, 4_294_967_295L),
                        RawProperties.text(RawProperties.CONTENT_TYPE, "x/\"y\""),
                        RawProperties.text(RawProperties.RESPONSE_TOPIC, "an/answer"),
                        RawProperties.binary(RawProperties.CORRELATION_DATA, Bytes.hex("00 ff")),
                        RawProperties.user("k", "1"),
                        RawProperties.user("", ""),
                        RawProperties.user("k", "2")));
        String printed;
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 2));
            peer.send(messages.toArray(byte[][]::new));
            peer.expect(PacketType.PUBACK);
            peer.expect(PacketType.PUBREC);
            peer.send(peer.packets().pubRel(2));
            peer.hold();
        })) {
            printed = mqkeep(broker, "sub -t # -q 2 -C 3 --json").out();
        }
        here.stdin(printed);
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub --json-lines");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            List<RawPacket> published = broker.seen(PacketType.PUBLISH);
            assertEquals(
                    messages.stream().map(PublishManyTest::described).toList(),
                    published.stream().map(PublishManyTest::described).toList());
        }
    }

    private static String described(byte[] packet) {
        try {
            return described(Objects.requireNonNull(RawPacket.read(new ByteArrayInputStream(packet), MqttVersion.V5)));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String described(RawPacket publish) {
        return publish.topic() + " " + publish.qos() + publish.retain() + Bytes.toHex(publish.payload())
                + publish.properties().stream().map(Object::toString).sorted().collect(Collectors.joining());
    }

    @Test
    void a_line_that_is_no_message_is_refused_and_the_rest_goes_out() {
        here.stdin("""
            {"topic":"a","payload":"1"}
            no json
            {"payload":{"b":[1,2.50]}}
            {"topic":"a/#","payload":""}
            {"topic":"a"}
            {"topic":"a","payload":"","extra":1}
            {"topic":"a","payload":"","qos":3}
            {"topic":"a","payloadBase64":"?"}
            {"topic":"a","payload":"","properties":{"userProperties":[{"name":"n"}]}}
            """);
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub --json-lines -t default -q 1");

            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals(
                    "[a 1, default {\"b\":[1,2.50]}]",
                    broker.seen(PacketType.PUBLISH).stream()
                            .map(it -> it.topic() + " " + it.payloadText())
                            .toList()
                            .toString());
            assertTrue(ran.err().startsWith("mqkeep: line 2 was refused: it is not JSON: "), ran.err());
            assertTrue(ran.err().endsWith("mqkeep: 7 of 9 lines were refused\n"), ran.err());
            for (String sentence : List.of(
                    "line 4 was refused: it has the topic 'a/#', which has a wildcard",
                    "line 5 was refused: it has neither payload nor payloadBase64",
                    "line 6 was refused: it has 'extra', which means nothing here",
                    "line 7 was refused: it has a qos that is not in 0 to 2",
                    "line 8 was refused: it has a payloadBase64 that is not base64",
                    "line 9 was refused: it has a user property without name and value")) {
                assertTrue(ran.err().contains(sentence), ran.err());
            }
        }
    }

    @Test
    void parts_up_to_a_nul_are_messages_and_a_session_goes_on_in_such_a_file() throws Exception {
        Path file = directory.resolve("file");
        Files.writeString(file, "one\ntwo\0three\0four");
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub -t a --null-delimited -f file -q 1 --session s");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("[one\ntwo, three, four]", payloads(broker));
        }
        Files.writeString(file, "one\ntwo\0three\0four\0five\0");
        try (ScriptedBroker broker = acknowledging(true)) {
            Ran ran = mqkeep(broker, "pub -t a --null-delimited -f file -q 1 --session s --rebind");
            assertEquals("[five]", payloads(broker), ran.err());
        }
    }

    @Test
    void a_session_goes_on_in_a_file_of_json_lines() throws Exception {
        Path file = directory.resolve("file");
        Files.writeString(file, "{\"topic\":\"a\",\"payload\":\"1\",\"qos\":1}\n");
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub --json-lines -f file --session s");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
        Files.writeString(file, "{\"topic\":\"b\",\"payload\":\"2\",\"qos\":1}\n", StandardOpenOption.APPEND);
        try (ScriptedBroker broker = acknowledging(true)) {
            Ran ran = mqkeep(broker, "pub --json-lines -f file --session s --rebind");
            assertEquals("[2]", payloads(broker), ran.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m 00ff --payload-encoding hex          | 00ff",
                "-m AP8= --payload-encoding base64       | 00ff",
                "-m {{counter}}/{{env:WHO}} --template   | 312f6d65",
                "-m 0{{counter:7}} --template --payload-encoding hex | 07",
                "-m {{}} | 7b7b7d7d",
            })
    void a_payload_is_made_of_what_is_given(String options, String hex) {
        here.environment("WHO", "me");
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub -t a -q 1 " + options);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(
                    hex,
                    Bytes.toHex(broker.seen(PacketType.PUBLISH).getFirst().payload())
                            .replace(" ", ""));
        }
    }

    @Test
    void a_message_is_repeated_with_everything_filled_in_anew() {
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(
                    broker,
                    "pub -t t/{{counter:10}} -m {{counter}}-{{random:5:5}}-{{time}} -q 1 --template --repeat 3"
                            + " --repeat-delay 10ms --rate 1000/s --progress");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(
                    "[t/10 1-5-2026-11-22T10:00:00Z, t/11 2-5-2026-11-22T10:00:00Z, t/12 3-5-2026-11-22T10:00:00Z]",
                    broker.seen(PacketType.PUBLISH).stream()
                            .map(it -> it.topic() + " " + it.payloadText())
                            .toList()
                            .toString());
            assertTrue(ran.err().startsWith("mqkeep: 3 sent, 3 acknowledged, "), ran.err());
        }
    }

    @Test
    void the_time_in_a_message_is_when_its_turn_comes() {
        here.clock(InstantSource.system());
        Instant start = Instant.now();
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub -t t -m {{time:ms}} -q 1 --template --repeat 3 --rate 2/s");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            Instant last = Instant.ofEpochMilli(
                    Long.parseLong(broker.seen(PacketType.PUBLISH).getLast().payloadText()));
            // Whatever the machine does, the third turn is two intervals after the first; 50 ms are for two clocks.
            assertTrue(Duration.between(start, last).toMillis() >= 950, start + " " + last);
        }
    }

    @Test
    void a_bar_shows_a_terminal_how_far_it_is_and_is_gone_at_the_end() {
        here.errTerminal();
        try (ScriptedBroker broker = acknowledging()) {
            Ran ran = mqkeep(broker, "pub -t a -m x -q 1 --repeat 5 --repeat-delay 100ms");

            assertTrue(ran.err().contains("\r[####"), ran.err());
            assertTrue(ran.err().contains(" left\u001b[K\u001b[?7h\u001b[?7l\r"), ran.err());
            assertTrue(ran.err().contains("\r\u001b[K\u001b[?7hmqkeep: 5 sent, 5 acknowledged, "), ran.err());
        }
    }

    @Test
    void nobody_who_has_subscribed_is_a_failure_when_asked_for() {
        try (ScriptedBroker broker = answering(0x10, 0x10, 0x10, 0x10)) {
            Ran ran = mqkeep(broker, "pub -t a -m x --wait-subscriber 0");
            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals("mqkeep: nobody has subscribed to 'a'\n", ran.err());
        }
        here.stdin("1\n2\n");
        try (ScriptedBroker broker = answering(0, 0x10)) {
            Ran ran = mqkeep(broker, "pub -t a -l -q 1 --wait-subscriber 0");
            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals("""
                mqkeep: line 2 was refused: the server has no subscriber for it
                mqkeep: 1 of 2 lines were refused
                """, ran.err());
        }
    }

    @Test
    void a_message_waits_for_somebody_to_subscribe() {
        try (ScriptedBroker broker = answering(0x10, 0x10, 0)) {
            Ran ran = mqkeep(broker, "pub -t a -m x --wait-subscriber 10");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("[x, x, x]", payloads(broker));
            assertEquals("mqkeep: waiting for somebody to subscribe to 'a'\n", ran.err());
        }
    }

    private static String payloads(ScriptedBroker broker) {
        return broker.seen(PacketType.PUBLISH).stream()
                .map(RawPacket::payloadText)
                .toList()
                .toString();
    }

    private static ScriptedBroker acknowledging() {
        return acknowledging(false);
    }

    private static ScriptedBroker acknowledging(boolean sessionPresent) {
        return ScriptedBroker.playing(peer -> {
            peer.accept(sessionPresent);
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.PUBLISH && packet.qos() == 1) {
                    peer.send(peer.packets().pubAck(packet.packetId()));
                } else if (packet.type() == PacketType.PUBLISH && packet.qos() == 2) {
                    peer.send(peer.packets().pubRec(packet.packetId()));
                } else if (packet.type() == PacketType.PUBREL) {
                    peer.send(peer.packets().pubComp(packet.packetId()));
                }
            }
        });
    }

    private static ScriptedBroker answering(int... codes) {
        return ScriptedBroker.playing(peer -> {
            peer.accept();
            int next = 0;
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.PUBLISH) {
                    peer.send(peer.packets().pubAck(packet.packetId(), codes[next++]));
                }
            }
        });
    }

    private Ran mqkeep(ScriptedBroker broker, String line) {
        return here.mqkeep((line + " -h 127.0.0.1 -p " + broker.port()).split(" +"));
    }
}
