package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages {@code sub} means, when it ends, and how it prints them. */
class SubscribeChoicesTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    /** What the server sends once the subscription is there. */
    private interface Messages {
        void send(Peer peer) throws Exception;
    }

    private static ScriptedBroker sending(Messages messages) {
        return ScriptedBroker.playing(peer -> {
            peer.accept();
            subscribed(peer);
            messages.send(peer);
            peer.hold();
        });
    }

    private static void subscribed(Peer peer) throws IOException {
        peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 2));
    }

    private static final Messages TWO_RETAINED_AND_THREE_LIVE = peer -> peer.send(
            peer.packets().publishRetained(1, "r/1", "old 1", 1),
            peer.packets().publishRetained(0, "r/2", "old 2", 0),
            peer.packets().publish(2, "a/1", "new 1", 1),
            peer.packets().publish(0, "a/2", "new 2", 0),
            peer.packets().publish(3, "b/1", "new 3", 1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sub -t a -R --retained-only             | --no-retained and --retained-only: together",
                "sub -t a -R --remove-retained           | --no-retained and --remove-retained",
                "sub -t a -T b#                          | --filter-out: 'b#' has a #",
                "sub -t a --until-match (                | --until-match: '(' is not a regular expression: Unclosed",
                "sub -t a --until-json state             | --until-json: 'state' is not POINTER=VALUE",
                "sub -t a --until-json state=1           | --until-json: 'state' is not a JSON pointer",
                "sub -t a --until-json /a=1 --until-match b | --until-match and --until-json",
                "sub -t a -E -C 1                        | --exit-when-subscribed reads nothing",
                "sub -t a --idle-timeout x               | --idle-timeout: 'x' is not a length of time",
                "sub -t a -F %                           | --output-format: '%' ends in the middle of",
                "sub -t a -F %y                          | --output-format: '%y' is no escape",
                "sub -t a -F %-08z                       | --output-format: '%-08z' is no escape",
                "sub -t a -F \\q                         | --output-format: '\\q' is no escape",
                "sub -t a -F x@                          | --output-format: 'x@' ends in the middle of",
                "sub -t a -F %t --json                   | --json and --output-format",
                "sub -t a -F %t --format hex             | --output-format and --format",
                "sub -t a -F %t --timestamps             | --output-format and --timestamps",
                "sub -t a --pretty                       | --pretty is for %j and %J",
                "sub -t a --format xml                   | --format: 'xml' is not raw, hex,",
                "sub -t a --format hex --json            | --json and --format",
                "sub -t a --timestamps --json            | --json and --timestamps",
                "sub -t a --exec x --json                | --exec prints what the command prints",
                "sub -t a --exec x -o y                  | --exec prints what the command prints",
                "sub -t a --exec x --count-by-topic      | --exec prints what the command prints",
                "sub -t a --count-by-topic -o y          | --count-by-topic and --output",
                "sub -t a --exec-retry 2                 | --exec-retry needs --exec",
                "sub -t a --exec-skip                    | --exec-skip needs --exec",
            })
    void wrong_usage_ends_2_before_anything_connects(String line, String sentence) {
        Ran ran = here.mqkeep(line.split(" +", -1));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertTrue(ran.err().startsWith("mqkeep: " + sentence), ran.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-R                   | 3 | new 1,new 2,new 3",
                "-T a/+               | 3 | old 1,old 2,new 3",
                "-T a/+ -T r/1        | 2 | old 2,new 3",
                "-R -T a/2            | 2 | new 1,new 3",
                "--retained-only      | 2 | old 1,old 2",
            })
    void what_is_passed_over_is_acknowledged_but_neither_printed_nor_counted(
            String options, int count, String printed) {
        try (ScriptedBroker broker = sending(TWO_RETAINED_AND_THREE_LIVE)) {
            Ran ran = mqkeep(broker, "sub -t # -q 1 -V 311 -C " + count + " " + options);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(printed.replace(',', '\n') + "\n", ran.out());
            broker.await();
            if (!options.startsWith("--retained")) {
                assertEquals(3, broker.seen(PacketType.PUBACK).size(), broker.seen()::toString);
            }
        }
    }

    @Test
    void with_a_session_too_what_is_passed_over_is_gone() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.send(peer.packets().publish(1, "a/1", "passed over", 2));
                    peer.expect(PacketType.PUBREC);
                    peer.send(peer.packets().pubRel(1));
                    peer.expect(PacketType.PUBCOMP);
                    peer.send(peer.packets().publish(2, "b", "printed", 2));
                    peer.expect(PacketType.PUBREC);
                    peer.send(peer.packets().pubRel(2));
                    peer.hold();
                },
                peer -> {
                    peer.accept(true);
                    peer.hold();
                })) {
            assertEquals(
                    "printed\n",
                    mqkeep(broker, "sub --session s -t # -T a/# -C 1").out());
            Ran nothing = mqkeep(broker, "sub --session s -W 0.2");
            assertEquals("", nothing.out());
            assertEquals(Exit.DONE, nothing.exit(), nothing.err());
        }
    }

    @Test
    void retained_messages_alone_end_when_no_more_come() {
        try (ScriptedBroker broker = sending(TWO_RETAINED_AND_THREE_LIVE)) {
            Ran ran = mqkeep(broker, "sub -t # --retained-only --idle-timeout 300ms");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("old 1\nold 2\n", ran.out());
        }
    }

    @Test
    void a_sessions_subscription_asks_for_retained_messages_again_when_they_are_all_that_is_wanted() {
        try (ScriptedBroker broker = sending(peer -> {})) {
            mqkeep(broker, "sub --session s -t # --retained-only --idle-timeout 100ms");

            broker.await();
            byte[] body = broker.seen(PacketType.SUBSCRIBE).getFirst().body();
            assertEquals(0, body[body.length - 1] >> 4 & 3, "retain handling");
        }
    }

    @Test
    void retained_messages_that_were_printed_are_deleted() {
        try (ScriptedBroker broker = sending(peer -> {
            TWO_RETAINED_AND_THREE_LIVE.send(peer);
            for (int publishes = 0; publishes < 2; ) {
                RawPacket packet = peer.next();
                if (packet != null && packet.type() == PacketType.PUBLISH) {
                    publishes++;
                    peer.send(peer.packets().pubAck(packet.packetId()));
                }
            }
        })) {
            Ran ran = mqkeep(broker, "sub -t # -C 5 --remove-retained");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            broker.await();
            List<RawPacket> published = broker.seen(PacketType.PUBLISH);
            assertEquals(
                    List.of("r/1", "r/2"),
                    published.stream().map(RawPacket::topic).toList());
            for (RawPacket publish : published) {
                assertTrue(publish.retain());
                assertEquals("", publish.payloadText());
            }
        }
    }

    @Test
    void a_retained_message_the_server_will_not_delete_ends_1() {
        try (ScriptedBroker broker = sending(peer -> {
            peer.send(peer.packets().publishRetained(0, "r/1", "old", 0));
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId(), 0x87));
        })) {
            Ran ran = mqkeep(broker, "sub -t # -C 1 --remove-retained");

            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals("mqkeep: the server refused to delete 1 retained messages\n", ran.err());
        }
    }

    @Test
    void subscribing_alone_reads_nothing_and_unsubscribing_comes_first() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(
                    peer.packets().unsubAck(peer.expect(PacketType.UNSUBSCRIBE).packetId(), 0));
            subscribed(peer);
            peer.send(peer.packets().publish(1, "a", "x", 1));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "sub --session s -t new/# -U old/# -E");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("", ran.out());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--until-match ^do.e$        | {\"a\":1},busy,done",
                "--until-json /a=1           | {\"a\":1}",
                "--until-json /a=1.0         | {\"a\":1}",
                "--until-json /b/0/c=on      | {\"a\":1},busy,done,{\"b\":[{\"c\":\"on\"}]}",
            })
    void the_message_to_end_with_is_the_last_that_is_printed(String option, String printed) {
        try (ScriptedBroker broker = sending(UNTIL)) {
            Ran ran = mqkeep(broker, "sub -t # -q 1 " + option);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(printed.replace(',', '\n') + "\n", ran.out());
        }
    }

    private static final Messages UNTIL = peer -> peer.send(
            peer.packets().publish(1, "a", "{\"a\":1}", 1),
            peer.packets().publish(2, "a", "busy", 1),
            peer.packets().publish(3, "a", "done", 1),
            peer.packets().publish(4, "a", "{\"b\":[{\"c\":\"on\"}]}", 1),
            peer.packets().publish(5, "a", "after", 1));

    @Test
    void with_a_session_what_came_after_the_last_message_is_the_next_commands() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    UNTIL.send(peer);
                    peer.hold();
                },
                peer -> {
                    peer.accept(true);
                    peer.hold();
                })) {
            assertEquals(
                    "{\"a\":1}\nbusy\n",
                    mqkeep(broker, "sub --session s -t # -q 1 --until-match busy")
                            .out());
            assertEquals(
                    "done\n{\"b\":[{\"c\":\"on\"}]}\nafter\n",
                    mqkeep(broker, "sub --session s -W 0.3").out());
        }
    }

    @Test
    void an_end_that_does_not_come_in_time_ends_4() {
        try (ScriptedBroker broker = sending(UNTIL)) {
            Ran ran = mqkeep(broker, "sub -t # --until-match never -W 0.3");
            assertEquals(Exit.TIMED_OUT, ran.exit());
            assertEquals("mqkeep: the message to end with did not come within 0.3 s\n", ran.err());
        }
        try (ScriptedBroker broker = sending(UNTIL)) {
            Ran ran = mqkeep(broker, "sub -t # -C 9 --idle-timeout 0.2");
            assertEquals(Exit.TIMED_OUT, ran.exit());
            assertEquals("mqkeep: 5 of 9 messages came before none came for 0.2 s\n", ran.err());
        }
    }

    @Test
    void silence_alone_ends_0() {
        try (ScriptedBroker broker = sending(UNTIL)) {
            Ran ran = mqkeep(broker, "sub -t # --idle-timeout 0.2");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(5, ran.out().lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format hex      | 7b2261223a20312e35307d",
                "--format base64   | eyJhIjogMS41MH0=",
                "--format json     | {\"a\":1.50}",
                "--format pretty   | {~  \"a\" : 1.50~}",
                "--format raw      | {\"a\": 1.50}",
                "--timestamps      | 2026-11-22T10:00:00.000Z {\"a\": 1.50}",
                "--timestamps -v --format hex | 2026-11-22T10:00:00.000Z t 7b2261223a20312e35307d",
                "-F %t=%p\\n       | t={\"a\": 1.50}~",
            })
    void a_message_is_printed_as_asked(String options, String printed) {
        try (ScriptedBroker broker = sending(peer -> peer.send(peer.packets().publish(0, "t", "{\"a\": 1.50}", 0)))) {
            Ran ran = mqkeep(broker, "sub -t # -C 1 " + options);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(printed.replace('~', '\n') + "\n", atTheSecond(ran.out()));
        }
    }

    @Test
    void a_payload_that_is_not_in_its_format_is_said_and_printed_as_a_string() {
        try (ScriptedBroker broker = sending(peer -> peer.send(
                peer.packets().publish(0, "t", "no \"json\"", 0),
                peer.packets().publish(0, "t", new byte[] {(byte) 0xff}, 0)))) {
            Ran ran = mqkeep(broker, "sub -t # -C 2 --format json");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("\"no \\\"json\\\"\"\n\"/w==\"\n", ran.out());
            assertTrue(ran.err().startsWith("mqkeep: warning: a message on 't' is not json: "), ran.err());
        }
    }

    @Test
    void a_strangers_bytes_in_a_format_are_shown_to_a_terminal_and_not_obeyed() {
        here.terminal();
        try (ScriptedBroker broker =
                sending(peer -> peer.send(peer.packets().publish(0, "t\u001b[2J", "\u001b[3J", 0)))) {
            Ran ran = mqkeep(broker, "sub -t # -C 1 -F \\e[1m%t_%p");

            assertEquals("\u001b[1mt\\x1b[2J_\\x1b[3J\n", ran.out());
        }
    }

    @Test
    void topics_are_counted() {
        try (ScriptedBroker broker = sending(TWO_RETAINED_AND_THREE_LIVE)) {
            Ran ran = mqkeep(broker, "sub -t # -C 5 --count-by-topic");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("""
                MESSAGES  BYTES  TOPIC
                1         5      a/1
                1         5      a/2
                1         5      b/1
                1         5      r/1
                1         5      r/2
                """, ran.out());
        }
        try (ScriptedBroker broker = sending(UNTIL)) {
            Ran ran = mqkeep(broker, "sub -t # -C 5 --count-by-topic --json");

            assertEquals("{\"topic\":\"a\",\"messages\":5,\"bytes\":38}\n", ran.out());
        }
    }

    @Test
    void a_table_on_a_terminal_is_drawn_over_itself() {
        here.terminal();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            subscribed(peer);
            peer.send(peer.packets().publish(0, "a", "x", 0));
            peer.ignore(java.time.Duration.ofMillis(600));
            peer.send(peer.packets().publish(0, "a", "x", 0));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "sub -t # -C 2 --count-by-topic");

            assertEquals(
                    "\u001b[?7lMESSAGES  BYTES  TOPIC\n"
                            + "1         1      a\n\u001b[?7h\r"
                            + "\u001b[2A\u001b[JMESSAGES  BYTES  TOPIC\n"
                            + "2         2      a\n",
                    ran.out());
        }
    }

    @Test
    void every_message_leaves_by_itself_to_somebody_who_looks_unless_buffered() {
        for (String option : List.of("", " --buffered")) {
            List<String> writes = new java.util.concurrent.CopyOnWriteArrayList<>();
            InProcess looked = new InProcess(directory).terminal().stdout(new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
                }
            });
            try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                peer.accept();
                RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
                // All in one write, and before the gate is open: they are one batch.
                peer.send(
                        peer.packets().publish(0, "a", "1", 0),
                        peer.packets().publish(0, "a", "2", 0),
                        peer.packets().publish(0, "a", "3", 0),
                        peer.packets().subAck(subscribe.packetId(), 0));
                peer.hold();
            })) {
                looked.mqkeep(words(broker, "sub -t # -C 3" + option));
            }
            assertEquals("1\n2\n3\n", String.join("", writes));
            assertTrue(option.isEmpty() ? writes.size() == 3 : writes.size() <= 3, writes::toString);
            assertFalse(writes.isEmpty());
        }
    }

    /** The client's clock goes on from where it was set. */
    private static String atTheSecond(String text) {
        return text.replaceAll("(T10:00:00\\.)\\d{3}Z", "$1000Z");
    }

    private Ran mqkeep(ScriptedBroker broker, String line) {
        return here.mqkeep(words(broker, line));
    }

    private static String[] words(ScriptedBroker broker, String line) {
        return (line + " -h 127.0.0.1 -p " + broker.port()).split(" +");
    }
}
