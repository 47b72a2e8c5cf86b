package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Messages handed to a command. */
@DisabledOnOs(OS.WINDOWS)
class SubscribeExecTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @Test
    void a_command_has_the_payload_on_its_input_and_the_rest_in_its_environment() {
        try (ScriptedBroker broker = sending(peer -> peer.send(peer.packets()
                .publish(
                        7,
                        "grün/1",
                        "payload",
                        1,
                        RawProperties.oneByte(RawProperties.PAYLOAD_FORMAT_INDICATOR, 1),
                        RawProperties.fourBytes(RawProperties.MESSAGE_EXPIRY_INTERVAL, 60),
                        RawProperties.text(RawProperties.CONTENT_TYPE, "text/plain"),
                        RawProperties.text(RawProperties.RESPONSE_TOPIC, "answers"),
                        RawProperties.binary(RawProperties.CORRELATION_DATA, new byte[] {0, 1}),
                        RawProperties.user("my-name", "first; $(false)"),
                        RawProperties.user("my-name", "second"))))) {
            Ran ran = mqkeep(
                    broker,
                    "-C",
                    "1",
                    "-q",
                    "1",
                    "--exec",
                    "cat; echo; echo $MQTT_TOPIC,$MQTT_QOS,$MQTT_RETAIN,$MQTT_DUP,${MQTT_TIMESTAMP%.*};"
                            + "echo $MQTT_PAYLOAD_FORMAT_INDICATOR,$MQTT_MESSAGE_EXPIRY_INTERVAL,$MQTT_CONTENT_TYPE;"
                            + "echo $MQTT_RESPONSE_TOPIC,$MQTT_CORRELATION_DATA_BASE64,\"$MQTT_USER_MY_NAME\";"
                            + "echo $MQTT_USER_PROPERTIES");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("""
                payload
                grün/1,1,0,0,2026-11-22T10:00:00
                1,60,text/plain
                answers,AAE=,first; $(false)
                [{"name":"my-name","value":"first; $(false)"},{"name":"my-name","value":"second"}]
                """, ran.out());
            broker.await();
            assertEquals(1, broker.seen(PacketType.PUBACK).size());
        }
    }

    @Test
    void a_failure_ends_10_and_leaves_the_message_and_all_after_it_with_the_server() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.send(
                            peer.packets().publish(1, "a", "good", 2),
                            peer.packets().publish(2, "a", "bad", 2),
                            peer.packets().publish(3, "a", "later", 1));
                    List<Integer> acknowledged = new ArrayList<>();
                    for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                        if (packet.type() == PacketType.PUBREC || packet.type() == PacketType.PUBACK) {
                            acknowledged.add(packet.packetId());
                        }
                    }
                    assertEquals(List.of(1), acknowledged);
                },
                peer -> {
                    // The message comes again, and is handled then.
                    peer.accept(true);
                    peer.send(peer.packets().pubRel(1));
                    peer.expect(PacketType.PUBCOMP);
                    peer.send(
                            peer.packets().publishAgain(2, "a", "bad", 2),
                            peer.packets().publishAgain(3, "a", "later", 1));
                    peer.expect(PacketType.PUBREC);
                    peer.expect(PacketType.PUBACK);
                    peer.send(peer.packets().pubRel(2));
                    peer.expect(PacketType.PUBCOMP);
                    peer.hold();
                })) {
            Ran failed = mqkeep(broker, "--session", "s", "--exec", "read x; echo $x; [ $x = good ] || exit 3");
            assertEquals(Exit.HANDLER_FAILED, failed.exit(), failed.err());
            assertEquals(
                    "mqkeep: the command ended with exit status 3 for a message on 'a', which is not acknowledged\n",
                    failed.err());
            assertEquals("good\nbad\n", failed.out());

            Ran again = mqkeep(broker, "--session", "s", "-C", "2", "--exec", "cat; echo");
            assertEquals(Exit.DONE, again.exit(), again.err());
            assertEquals("bad\nlater\n", again.out());
            broker.await();
        }
    }

    @Test
    void a_command_that_failed_is_run_again_before_that() throws IOException {
        Path tries = directory.resolve("tries");
        try (ScriptedBroker broker = sending(peer -> peer.send(peer.packets().publish(1, "a", "x", 1)))) {
            Ran ran =
                    mqkeep(broker, "-C", "1", "--exec-retry", "2", "--exec", "echo >> tries; [ $(wc -l < tries) = 3 ]");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(3, Files.readAllLines(tries).size());
            assertEquals(
                    "mqkeep: the command ended with exit status 1 for a message on 'a'; it is tried again\n".repeat(2),
                    ran.err());
        }
    }

    @Test
    void a_message_that_is_skipped_is_acknowledged_and_said() {
        try (ScriptedBroker broker = sending(peer -> {
            peer.send(peer.packets().publish(1, "a", "bad", 1), peer.packets().publish(2, "a", "good", 1));
            peer.expect(PacketType.PUBACK);
            peer.expect(PacketType.PUBACK);
        })) {
            Ran ran = mqkeep(broker, "-C", "2", "--exec-skip", "--exec", "grep good");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("good\n", ran.out());
            assertEquals(
                    "mqkeep: warning: the command ended with exit status 1 for a message on 'a', which is skipped\n",
                    ran.err());
            broker.await();
        }
    }

    @Test
    void a_command_that_can_not_be_run_is_a_failure_too() {
        try (ScriptedBroker broker = sending(peer -> peer.send(peer.packets().publish(0, "a", "x", 0)))) {
            Ran ran = mqkeep(broker, "--exec", "no-such-command-here 2> err");

            assertEquals(Exit.HANDLER_FAILED, ran.exit());
            assertTrue(ran.err().contains("exit status 127"), ran.err());
        }
    }

    @Test
    void a_command_need_not_read_its_input_and_may_print_much() {
        byte[] large = new byte[1_000_000];
        try (ScriptedBroker broker = sending(peer -> peer.send(peer.packets().publish(1, "a", large, 1)))) {
            Ran unread = mqkeep(broker, "-C", "1", "--exec", "true");
            assertEquals(Exit.DONE, unread.exit(), unread.err());
        }
        try (ScriptedBroker broker = sending(peer -> peer.send(peer.packets().publish(1, "a", large, 1)))) {
            Ran echoed = mqkeep(broker, "-C", "1", "--exec", "cat; cat /dev/null");
            assertEquals(large.length, echoed.outBytes().size());
        }
    }

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

    private Ran mqkeep(ScriptedBroker broker, String... options) {
        List<String> words =
                new ArrayList<>(List.of("sub", "-h", "127.0.0.1", "-p", Integer.toString(broker.port()), "-t", "#"));
        words.addAll(List.of(options));
        return here.mqkeep(words.toArray(String[]::new));
    }
}
