package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.Interruption;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.ScriptedBroker.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again: lost connections, and in MQTT 3.1.1 what is not acknowledged; and what must not be. */
class ReconnectTest {
    private static final String[] SOON = {"--reconnect-delay", "1ms:5ms"};

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    private Ran mqkeep(ScriptedBroker broker, String words, String... more) {
        List<String> all = new ArrayList<>(List.of(words.split(" ")));
        all.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        all.addAll(List.of(more));
        return here.mqkeep(all.toArray(String[]::new));
    }

    private static void subscribed(Peer peer) throws IOException {
        peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void sub_without_a_session_subscribes_again_and_says_once_that_the_connection_was_lost_and_is_back(String version) {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.send(peer.packets().publish(0, "a", "one", 0));
                    peer.reset();
                },
                Peer::reset,
                Peer::reset,
                peer -> {
                    assertTrue(peer.accept().cleanStart());
                    subscribed(peer);
                    peer.send(peer.packets().publish(0, "a", "two", 0));
                    peer.hold();
                })) {
            Ran ran = mqkeep(broker, "sub -t a -C 2 -V " + version, SOON);

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("one\ntwo\n", ran.out());
            List<String> said = ran.err().lines().toList();
            assertEquals(3, said.size(), ran.err());
            assertTrue(said.get(0).startsWith("mqkeep: the connection was lost: server 127.0.0.1"), ran.err());
            assertTrue(said.get(0).contains("; trying again in 0.0"), ran.err());
            assertTrue(said.get(1).startsWith("mqkeep: the server kept nothing for us: what was published"), ran.err());
            assertEquals("mqkeep: connected again, at the 3rd attempt", said.get(2));
        }
    }

    @Test
    void sub_with_a_session_goes_on_with_what_the_server_kept() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.send(peer.packets().publish(1, "a", "one", 2));
                    peer.expect(PacketType.PUBREC);
                    peer.reset();
                },
                peer -> {
                    assertFalse(peer.accept(true).cleanStart());
                    peer.send(peer.packets().publishAgain(1, "a", "one", 2));
                    peer.expect(PacketType.PUBREC);
                    peer.send(peer.packets().pubRel(1), peer.packets().publish(2, "a", "two", 1));
                    peer.expect(PacketType.PUBCOMP);
                    peer.expect(PacketType.PUBACK);
                    peer.hold();
                })) {
            Ran ran = mqkeep(broker, "sub --session s -t a -C 2", SOON);

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("one\ntwo\n", ran.out());
        }
    }

    @Test
    void lines_go_on_where_they_were_in_first_sent_order_within_the_new_receive_maximum() {
        here.stdin("1\n2\n3\n4\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept(false, RawProperties.twoBytes(RawProperties.RECEIVE_MAXIMUM, 3));
                    for (int i = 0; i < 3; i++) {
                        peer.expect(PacketType.PUBLISH);
                    }
                    peer.reset();
                },
                peer -> {
                    peer.accept(true, RawProperties.twoBytes(RawProperties.RECEIVE_MAXIMUM, 1));
                    for (int i = 1; i <= 4; i++) {
                        RawPacket publish = peer.expect(PacketType.PUBLISH);
                        assertEquals(Integer.toString(i), publish.payloadText());
                        assertEquals(i < 4, publish.dup());
                        peer.send(peer.packets().pubAck(publish.packetId()));
                    }
                    peer.hold();
                })) {
            Ran ran = mqkeep(broker, "pub --session s -t a -l -q 1", SOON);

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @Test
    void without_a_session_lines_in_flight_are_published_again_and_it_is_said_that_they_may_arrive_twice() {
        here.stdin("1\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                },
                peer -> {
                    peer.accept();
                    RawPacket publish = peer.expect(PacketType.PUBLISH);
                    assertFalse(publish.dup());
                    peer.send(peer.packets().pubAck(publish.packetId()));
                    peer.hold();
                })) {
            Ran ran = mqkeep(broker, "pub -t a -l -q 1", SOON);

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertTrue(ran.err().contains("1 message is published again and may arrive twice"), ran.err());
        }
    }

    @Test
    void connect_that_stays_is_there_again_until_a_signal_comes() {
        Interruption interruption = new Interruption();
        here.interruption(interruption);
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.reset();
                },
                peer -> {
                    peer.accept();
                    // The answer shows that it has taken CONNACK in.
                    peer.send(peer.packets().pubRel(9));
                    peer.expect(PacketType.PUBCOMP);
                    interruption.raise(Exit.TERMINATED);
                    peer.expect(PacketType.DISCONNECT);
                })) {
            assertEquals(Exit.TERMINATED, mqkeep(broker, "connect --stay", SOON).exit());
            broker.await();
        }
    }

    @Test
    void a_signal_during_the_pause_ends_the_command_at_once() {
        Interruption interruption = new Interruption();
        here.interruption(interruption);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            subscribed(peer);
            peer.reset();
            interruption.raise(Exit.INTERRUPTED);
        })) {
            // Not waited for: the test's own time limit would end it.
            assertEquals(
                    Exit.INTERRUPTED,
                    mqkeep(broker, "sub -t a --reconnect-delay 1h:1h").exit());
        }
    }

    @Test
    void after_so_many_attempts_in_a_row_it_gives_up_and_says_why() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.reset();
                },
                Peer::reset,
                Peer::reset)) {
            Ran ran = mqkeep(broker, "sub -t a --reconnect-limit 2", SOON);

            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
            assertEquals(3, broker.connections());
        }
    }

    @Test
    void a_server_that_takes_us_in_and_throws_us_out_each_time_uses_up_the_attempts_too() {
        Script thrownOut = peer -> {
            peer.accept();
            subscribed(peer);
            peer.reset();
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(thrownOut, thrownOut, thrownOut)) {
            Ran ran = mqkeep(broker, "sub -t a --reconnect-limit 2 --reconnect-delay 1ms:10s");

            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 86", "5 87", "5 85", "5 8A", "5 8C", "3.1.1 04", "3.1.1 05", "3.1.1 02"})
    void a_refusal_that_means_this_client_ends_it(String versionAndCode) {
        int space = versionAndCode.indexOf(' ');
        String version = versionAndCode.substring(0, space);
        int code = Integer.parseInt(versionAndCode.substring(space + 1), 16);
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.reset();
                },
                peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(peer.packets().connAck(false, code));
                })) {
            assertEquals(
                    Exit.REFUSED, mqkeep(broker, "sub -t a -V " + version, SOON).exit());
            assertEquals(2, broker.connections());
        }
    }

    @Test
    void a_refusal_that_may_pass_is_one_more_attempt() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.send(peer.packets().disconnect(0x8B));
                },
                peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(peer.packets().connAck(false, 0x89));
                },
                peer -> {
                    peer.accept();
                    subscribed(peer);
                    peer.send(peer.packets().publish(0, "a", "x", 0));
                    peer.hold();
                })) {
            Ran ran = mqkeep(broker, "sub -t a -C 1", SOON);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertTrue(ran.err().contains("server shutting down (0x8B)"), ran.err());
        }
    }

    @Test
    void a_session_taken_over_is_not_fought_for() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            subscribed(peer);
            peer.send(peer.packets().disconnect(0x8E));
            peer.hold();
        })) {
            assertEquals(Exit.REFUSED, mqkeep(broker, "sub -t a", SOON).exit());
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void a_session_lost_meanwhile_with_messages_in_flight_ends_7() {
        here.stdin("1\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                },
                peer -> {
                    peer.accept(false);
                    peer.hold();
                })) {
            Ran ran = mqkeep(broker, "pub --session s -t a -l -q 1", SOON);

            assertEquals(Exit.SESSION_LOST, ran.exit(), ran.err());
            assertTrue(ran.err().contains("--on-session-lost"), ran.err());
        }
    }

    @Test
    void the_first_connection_is_tried_once_or_as_long_as_one_wants_to_wait() {
        try (ScriptedBroker broker = ScriptedBroker.playing(Peer::reset)) {
            assertEquals(Exit.NOT_CONNECTED, mqkeep(broker, "sub -t a", SOON).exit());
            assertEquals(1, broker.connections());
        }
        try (ScriptedBroker broker = ScriptedBroker.playing(Peer::reset, Peer::reset, peer -> {
            peer.accept();
            subscribed(peer);
            peer.send(peer.packets().publish(0, "a", "x", 0));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "sub -t a -C 1 --wait 20s");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --session s"})
    void what_the_server_can_no_longer_take_after_a_reconnect_is_told_with_its_reason_and_the_rest_goes_on(
            String more) {
        here.stdin("1\n2\nlonger than forty bytes, all in all, with its topic\n4\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    for (int i = 0; i < 4; i++) {
                        peer.expect(PacketType.PUBLISH);
                    }
                    peer.reset();
                },
                peer -> {
                    peer.accept(!more.isEmpty(), RawProperties.fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 40));
                    for (String line : List.of("1", "2", "4")) {
                        RawPacket publish = peer.expect(PacketType.PUBLISH);
                        assertEquals(line, publish.payloadText());
                        peer.send(peer.packets().pubAck(publish.packetId()));
                    }
                    peer.expect(PacketType.DISCONNECT);
                })) {
            Ran ran = mqkeep(broker, "pub -t a -l -q 1" + more, SOON);

            broker.await();
            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("message 3 to topic 'a' needs a packet of "), ran.err());
            assertTrue(ran.err().contains("line 3 was refused"), ran.err());
        }
    }

    @Test
    void a_queue_sent_later_goes_out_but_for_what_the_server_can_not_take() {
        for (String message : List.of("-m 1 -q 1", "-m 2 -q 2", "-m 3 -q 1 -r", "-m 4 -q 0")) {
            Ran queued = here.mqkeep(("pub --session s --offline -h 127.0.0.1 -p 1 -t a " + message).split(" "));
            assertEquals(Exit.DONE, queued.exit(), queued.err());
        }
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(
                    false,
                    RawProperties.oneByte(RawProperties.MAXIMUM_QOS, 1),
                    RawProperties.oneByte(RawProperties.RETAIN_AVAILABLE, 0));
            RawPacket publish = peer.expect(PacketType.PUBLISH);
            assertEquals("1", publish.payloadText());
            peer.send(peer.packets().pubAck(publish.packetId()));
            assertEquals("4", peer.expect(PacketType.PUBLISH).payloadText());
            peer.expect(PacketType.DISCONNECT);
        })) {
            Ran ran = mqkeep(broker, "connect --session s --rebind");

            broker.await();
            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("message 2 to topic 'a' has QoS 2, and the server takes"), ran.err());
            assertTrue(ran.err().contains("message 3 to topic 'a' is to be retained, and the server"), ran.err());
            assertTrue(ran.err().contains("2 messages stay in the session, because this server"), ran.err());
        }
        assertEquals(
                2,
                here.mqkeep("session", "show", "s")
                        .out()
                        .lines()
                        .filter(it -> it.contains("queued"))
                        .count());
    }

    @Test
    void one_message_makes_no_connection_again_unless_it_is_asked_to() {
        Script breaks = peer -> {
            peer.accept();
            peer.expect(PacketType.PUBLISH);
            peer.reset();
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(breaks)) {
            assertEquals(
                    Exit.NOT_CONNECTED, mqkeep(broker, "pub -t a -m x -q 1").exit());
        }
        try (ScriptedBroker broker = ScriptedBroker.playing(breaks, peer -> {
            peer.accept();
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId()));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "pub -t a -m x -q 1 --reconnect-limit 1", SOON);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @Test
    void a_message_that_ends_each_connection_it_is_sent_on_is_named_with_the_remedy() {
        Script leaves = peer -> {
            boolean first = peer.number() == 1;
            peer.accept(!first);
            RawPacket publish = peer.expect(PacketType.PUBLISH);
            assertEquals(!first, publish.dup());
            peer.send(peer.packets().disconnect(0x95));
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(leaves, leaves, leaves)) {
            Ran ran = mqkeep(broker, "pub --session s -t poison/1 -m x -q 1 --reconnect-limit 100", SOON);

            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertEquals(3, broker.connections());
            String said = ran.err();
            assertTrue(said.contains("message 1 (topic 'poison/1', QoS 1, packet identifier 1)"), said);
            assertTrue(said.contains("packet too large (0x95)"), said);
            assertTrue(said.contains("'mqkeep session drop s 1' gives it up"), said);
        }
        assertEquals(Exit.DONE, here.mqkeep("session", "drop", "s", "1").exit());
    }

    @Test
    void a_message_that_ends_the_connection_of_three_commands_is_named_by_the_third() {
        Script leaves = peer -> {
            peer.accept(peer.number() > 1);
            peer.expect(PacketType.PUBLISH);
            peer.send(peer.packets().disconnect(0x95));
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(leaves, leaves, leaves, leaves)) {
            assertEquals(
                    Exit.KEPT, mqkeep(broker, "pub --session s -t a -m x -q 1").exit());
            Ran second = mqkeep(broker, "connect --session s");
            assertEquals(Exit.KEPT, second.exit(), second.err());
            for (int times = 3; times <= 4; times++) {
                Ran ran = mqkeep(broker, "connect --session s");
                assertEquals(Exit.REFUSED, ran.exit(), ran.err());
                assertTrue(ran.err().contains("the connection ended " + times + " times in a row"), ran.err());
                assertTrue(ran.err().contains("'mqkeep session drop s 1' gives it up"), ran.err());
            }
        }
    }

    @Test
    void commands_that_end_differently_name_no_message() {
        Script leaves = peer -> {
            peer.accept(peer.number() > 1);
            peer.expect(PacketType.PUBLISH);
            peer.send(peer.packets().disconnect(peer.number() % 2 == 0 ? 0x95 : 0x80));
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(leaves, leaves, leaves, leaves)) {
            mqkeep(broker, "pub --session s -t a -m x -q 1");
            for (int i = 0; i < 3; i++) {
                assertEquals(Exit.KEPT, mqkeep(broker, "connect --session s").exit());
            }
        }
    }

    @Test
    void a_command_that_makes_lost_connections_again_does_not_inherit_the_bad_days_of_others() {
        Script leaves = peer -> {
            peer.accept(peer.number() > 1);
            peer.expect(PacketType.PUBLISH);
            peer.reset();
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(leaves, leaves, leaves, peer -> {
            peer.accept(true);
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId()));
            peer.expect(PacketType.DISCONNECT);
        })) {
            mqkeep(broker, "pub --session s -t a -m x -q 1");
            mqkeep(broker, "connect --session s");
            Ran ran = mqkeep(broker, "connect --session s --reconnect-limit 5", SOON);
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @Test
    void among_several_messages_commands_of_one_connection_each_find_the_poisoned_one_too() {
        Script leaves = peer -> {
            peer.accept(peer.number() > 1);
            // The first two take both and leave; from the third on they come one at a time.
            peer.expect(PacketType.PUBLISH);
            if (peer.number() < 3) {
                peer.expect(PacketType.PUBLISH);
            }
            peer.reset();
        };
        for (String message : List.of("1", "2")) {
            here.mqkeep("pub", "--session", "s", "--offline", "-q", "1", "-t", "a", "-m", message);
        }
        try (ScriptedBroker broker = ScriptedBroker.playing(leaves, leaves, leaves, leaves, leaves)) {
            for (int i = 0; i < 4; i++) {
                Ran ran = mqkeep(broker, "connect --session s");
                assertEquals(Exit.KEPT, ran.exit(), ran.err());
            }
            Ran ran = mqkeep(broker, "connect --session s");
            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("message 1 (topic 'a'"), ran.err());
        }
    }

    @Test
    void a_poisoned_message_among_others_is_found_by_sending_them_one_at_a_time() {
        here.stdin("1\n2\npoison\n4\n");
        Script leaves = peer -> {
            peer.accept(peer.number() > 1);
            if (peer.number() < 3) {
                // Gone before anything is acknowledged, as a server that reads faster than it answers.
                for (int i = 0; i < 4; i++) {
                    peer.expect(PacketType.PUBLISH);
                }
                peer.reset();
                return;
            }
            for (RawPacket publish = peer.next(); publish != null; publish = peer.next()) {
                if (publish.payloadText().equals("poison")) {
                    peer.reset();
                    return;
                }
                peer.send(peer.packets().pubAck(publish.packetId()));
            }
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(leaves, leaves, leaves, leaves, leaves)) {
            Ran ran = mqkeep(broker, "pub --session s -t a -l -q 1", SOON);

            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("message 3 (topic 'a'"), ran.err());
            assertTrue(ran.err().contains("session drop s 3"), ran.err());
            assertEquals(5, broker.connections());
        }
    }

    @Test
    void in_3_1_1_what_is_not_acknowledged_is_published_again_on_the_same_connection_when_asked_for() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            assertFalse(peer.expect(PacketType.PUBLISH).dup());
            RawPacket again = peer.expect(PacketType.PUBLISH);
            assertTrue(again.dup());
            peer.send(peer.packets().pubRec(again.packetId()), peer.packets().pubRec(again.packetId()));
            peer.expect(PacketType.PUBREL);
            peer.expect(PacketType.PUBREL);
            peer.expect(PacketType.PUBREL);
            peer.send(peer.packets().pubComp(again.packetId()));
            peer.hold();
        })) {
            Ran ran = mqkeep(broker, "pub -t a -m x -q 2 -V 3.1.1 --republish-interval 50ms");

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --session s", " -V 5 --session s"})
    void in_mqtt_5_it_is_refused_because_the_standard_forbids_it(String more) {
        Ran ran = here.mqkeep(("pub -t a -m x --republish-interval 1" + more).split(" "));
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("MQTT 5 forbids"), ran.err());
        assertTrue(ran.err().contains("[MQTT-4.4.0-1]"), ran.err());
        assertEquals("", here.mqkeep("session", "list").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-reconnect --reconnect-limit 3|--no-reconnect and --reconnect-limit contradict each other",
                "--reconnect-delay 2s:1s|a longest pause that is shorter than the first",
                "--reconnect-delay 0|is not between 1ms and 1d",
                "--reconnect-delay x|is not a length of time",
                "--reconnect-limit x|is not in 0 to",
            })
    void what_cannot_be_meant_is_refused(String optionsAndWords) {
        String options = optionsAndWords.substring(0, optionsAndWords.indexOf('|'));
        Ran ran = here.mqkeep(("sub -t a " + options).split(" "));
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains(optionsAndWords.substring(options.length() + 1)), ran.err());
    }
}
