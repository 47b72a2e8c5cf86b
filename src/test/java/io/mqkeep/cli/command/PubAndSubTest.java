package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PubAndSubTest {
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
                "pub -t a                       | nothing to publish: give one of --message,",
                "pub -m x                       | --topic is missing",
                "pub -t a/# -m x                | --topic: 'a/#' has a wildcard",
                "pub -t a -m x -n               | --message and --null-message both give the payload",
                "pub -t a -l -s                 | --stdin-file and --stdin-line both give the payload",
                "pub -t a -m x -q 3             | --qos: '3' is not in 0 to 2",
                "pub -t a -f none               | --file: there is no file",
                "pub -t a -m x --offline        | --offline needs --session",
                "pub -t a -m x --key k          | --key needs --session",
                "pub -t a -l --key k --session s| --key is for one message",
                "pub -t a -n --key k --session s -q 0 | --key waits for an acknowledgement",
                "pub -t a -n -L mqtt://h -p 1   | --url and --port both name the server",
                "pub -t a -n -L mqtt://u@h -u v | --url and --user both give a user name",
                "pub -t a -n -P p --password-env E   | --password-env and --password both give a password",
                "pub -t a -n -u u --password-env NO  | --password-env: there is no environment variable NO",
                "pub -t a -n -V 311 -P p        | a password needs --user in MQTT 3.1.1",
                "pub -t a -n -V 4.0             | --mqtt-version: '4.0' is not a version spoken here",
                "pub -t a -n -k 65536           | --keep-alive: '65536' is more than 65535 seconds",
                "pub -t a -n -h h:1883          | --host: 'h:1883' has a port in it",
                "pub -t a -n --session s -x 0   | --session-expiry 0 ends the session",
                "pub -t a -n --session ..       | '..' can't be the name of a session",
                "sub                            | --topic is missing",
                "sub -t a#                      | --topic: 'a#' has a # that is not the last level",
                "sub -t a -C 0                  | --count: '0' is not in 1 to",
                "sub -t a -W 0                  | --duration: '0' is no time at all",
                "sub -t a --json -v             | --json and --verbose",
                "sub -t a --json -N             | --json and --no-newline",
                "sub -t a --json --raw          | --json and --raw",
                "sub -t a --adopt               | --adopt needs --session",
                "sub --session new              | --topic is missing: the session has no subscription",
                "unsub                          | --topic is missing",
            })
    void wrong_usage_ends_2_before_anything_connects(String line, String sentence) {
        Ran ran = here.mqkeep(line.split(" +", -1));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertTrue(ran.err().startsWith("mqkeep: " + sentence), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void a_message_is_published_and_its_acknowledgement_awaited() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket publish = peer.expect(PacketType.PUBLISH);
            assertEquals("-r", publish.payloadText());
            assertTrue(publish.retain());
            peer.send(peer.packets().pubAck(publish.packetId()));
            peer.expect(PacketType.DISCONNECT);
        })) {
            // A payload that looks like an option is a payload.
            Ran ran = mqkeep(broker, "pub", "-t", "a", "-m", "-r", "-q", "1", "-r", "--json");

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("{\"accepted\":1,\"acknowledged\":1,\"refused\":0}\n", ran.out());
        }
    }

    @Test
    void a_refused_message_ends_1_with_the_reason() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId(), 0x87));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "pub", "-t", "a", "-n", "-q", "1");

            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals("mqkeep: the server refused the message: not authorized (0x87)\n", ran.err());
        }
    }

    @Test
    void a_qos_that_was_typed_and_is_beyond_the_server_ends_1_and_a_default_drops() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept(peer.number() > 1, RawProperties.oneByte(RawProperties.MAXIMUM_QOS, 1));
            if (peer.number() > 1) {
                RawPacket publish = peer.expect(PacketType.PUBLISH);
                assertEquals(1, publish.qos());
                peer.send(peer.packets().pubAck(publish.packetId()));
            }
            peer.hold();
        })) {
            assertEquals(
                    Exit.REFUSED,
                    mqkeep(broker, "pub", "--session", "s", "-t", "a", "-n", "-q", "2")
                            .exit());
            Ran dropped = mqkeep(broker, "pub", "--session", "s", "-t", "a", "-n");
            assertEquals(Exit.DONE, dropped.exit(), dropped.err());
            assertEquals("mqkeep: published with QoS 1, the most this server takes\n", dropped.err());
        }
    }

    @Test
    void a_lost_connection_ends_9_with_a_session_and_3_without() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept();
            peer.expect(PacketType.PUBLISH);
        })) {
            assertEquals(
                    Exit.NOT_CONNECTED,
                    mqkeep(broker, "pub", "-t", "a", "-n", "-q", "1").exit());
            Ran kept = mqkeep(broker, "pub", "--session", "s", "-t", "a", "-n");
            assertEquals(Exit.KEPT, kept.exit());
            assertTrue(kept.err().contains("do not publish it again"), kept.err());
        }
    }

    @Test
    void a_server_that_does_not_acknowledge_ends_4_without_a_session() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "pub", "-t", "a", "-n", "-q", "1", "--timeout", "200ms");

            assertEquals(Exit.TIMED_OUT, ran.exit());
            assertEquals("mqkeep: the server acknowledged nothing within 0.2 s\n", ran.err());
        }
    }

    @Test
    void every_line_is_a_message_and_a_refused_one_does_not_stop_the_rest() {
        here.stdin("one\n\nthree\r\nfour");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            StringBuilder seen = new StringBuilder();
            for (int i = 1; i <= 4; i++) {
                RawPacket publish = peer.expect(PacketType.PUBLISH);
                seen.append(publish.payloadText()).append('|');
                peer.send(peer.packets().pubAck(publish.packetId(), i == 2 ? 0x97 : 0));
            }
            assertEquals("one||three\r|four|", seen.toString());
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "pub", "-t", "a", "-l", "-q", "1");

            broker.await();
            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals(
                    "mqkeep: line 2 was refused: quota exceeded (0x97)\nmqkeep: 1 of 4 lines were refused\n",
                    ran.err());
        }
    }

    @Test
    void a_count_of_messages_is_printed_acknowledged_and_left() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            RawPacket connect = peer.accept();
            assertEquals(
                    2,
                    connect.properties().stream()
                            .filter(it -> it.id() == RawProperties.RECEIVE_MAXIMUM)
                            .findFirst()
                            .orElseThrow()
                            .number());
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(
                    peer.packets().subAck(subscribe.packetId(), 1),
                    peer.packets().publish(1, "a", "x", 1),
                    peer.packets().publish(2, "b", "y", 1));
            peer.expect(PacketType.PUBACK);
            peer.expect(PacketType.PUBACK);
            peer.expect(PacketType.DISCONNECT);
        })) {
            Ran ran = mqkeep(broker, "sub", "-t", "#", "-q", "1", "-C", "2", "-v");

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("a x\nb y\n", ran.out());
        }
    }

    @Test
    void too_few_messages_end_4_and_time_alone_ends_0() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            peer.hold();
        })) {
            Ran few = mqkeep(broker, "sub", "-t", "a", "-C", "3", "-W", "0.2");
            assertEquals(Exit.TIMED_OUT, few.exit());
            assertEquals("mqkeep: 0 of 3 messages came within 0.2 s\n", few.err());
            assertEquals(
                    Exit.DONE, mqkeep(broker, "sub", "-t", "a", "-W", "0.2").exit());
        }
    }

    @Test
    void a_refused_filter_ends_1_with_the_reason() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0, 0x87));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "sub", "-t", "a", "-t", "b");

            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals("mqkeep: the server refused 'b': not authorized (0x87)\n", ran.err());
        }
    }

    @Test
    void a_reader_who_has_left_ends_sub_quietly_with_0() {
        here.stdout(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(
                    peer.packets().subAck(subscribe.packetId(), 0),
                    peer.packets().publish(0, "a", "x", 0));
            peer.expect(PacketType.DISCONNECT);
        })) {
            Ran ran = mqkeep(broker, "sub", "-t", "a");

            broker.await();
            assertEquals(Exit.DONE, ran.exit());
            assertEquals("", ran.err());
        }
    }

    @Test
    void a_filter_that_was_not_subscribed_is_said() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(
                    peer.packets().unsubAck(peer.expect(PacketType.UNSUBSCRIBE).packetId(), 0x11));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "unsub", "a");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("mqkeep: there was no subscription to 'a'\n", ran.err());
        }
    }

    private Ran mqkeep(ScriptedBroker broker, String command, String... options) {
        String[] words = new String[options.length + 5];
        words[0] = command;
        words[1] = "-h";
        words[2] = "127.0.0.1";
        words[3] = "-p";
        words[4] = Integer.toString(broker.port());
        System.arraycopy(options, 0, words, 5, options.length);
        return here.mqkeep(words);
    }
}
