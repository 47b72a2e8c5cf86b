package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says in CONNACK that it does not take, it is not sent, and a sentence says so. */
class ServerLimitsTest {
    @TempDir
    Path directory;

    /** The property of CONNACK in hexadecimal, what is typed, and what is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        2401       | pub -t a -m x -q 2                    | has QoS 2, and the server takes at most QoS 1
        2500       | pub -t a -m x -r                      | is to be retained, and the server does not retain messages
        2700000010 | pub -t a -m xxxxxxxxxxxxxxxx          | needs a packet of 22 bytes, and the server takes at most 16
        2800       | sub -t a/# -W 9                       | the server refused 'a/#': wildcard subscriptions not supported (0xA2)
        2800       | sub -t +/a -W 9                       | the server refused '+/a': wildcard subscriptions not supported (0xA2)
        2900       | sub -t a -W 9 --subscription-identifier 1 | 'a': subscription identifiers not supported (0xA1)
        2A00       | sub -t $share/g/a -W 9                | '$share/g/a': shared subscriptions not supported (0x9E)
        2700000010 | sub -t aaaaaaaaaaaaaaaa -W 9          | the server refused 'aaaaaaaaaaaaaaaa': packet too large (0x95)
        2700000010 | sub -t a -W 9 --user-property name=value | the server refused 'a': packet too large (0x95)
        2700000010 | unsub -t aaaaaaaaaaaaaaaa             | packet too large (0x95)
        2800       | sub -t a/# -W 9 --session s           | the server refused 'a/#': wildcard subscriptions not supported (0xA2)
        """)
    void a_limit_is_obeyed_and_said(String property, String typed, String sentence) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, HexFormat.of().parseHex(property));
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Ran ran = run(broker, typed);
            broker.await();
            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains(sentence), ran.err());
        }
    }

    @Test
    void filters_that_the_server_takes_are_asked_for_all_the_same() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, RawProperties.oneByte(RawProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
            var subscribe = peer.expect(PacketType.SUBSCRIBE);
            assertEquals(List.of("b"), subscribe.filters());
            peer.send(peer.packets().subAck(subscribe.packetId(), 0));
            peer.expect(PacketType.DISCONNECT);
        })) {
            Ran ran = run(broker, "sub -t a/# -t b -W 9");
            broker.await();
            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("refused 'a/#'"), ran.err());
        }
    }

    @Test
    void a_subscription_that_a_session_had_is_not_asked_for_at_a_server_that_cannot_take_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.send(peer.packets()
                            .subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 2));
                    peer.hold();
                },
                peer -> {
                    peer.accept(false, RawProperties.oneByte(RawProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
                    peer.expect(PacketType.DISCONNECT);
                })) {
            assertEquals(
                    Exit.DONE, run(broker, "sub -t a/# --session s -W 200ms").exit());
            Ran ran = run(broker, "connect --session s");
            broker.await();
            assertTrue(ran.err().contains("refused to renew the subscription to 'a/#'"), ran.err());
        }
    }

    @Test
    void session_show_says_why_a_message_is_set_aside_until_a_server_takes_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept(
                            false,
                            RawProperties.oneByte(RawProperties.MAXIMUM_QOS, 1),
                            RawProperties.oneByte(RawProperties.RETAIN_AVAILABLE, 0),
                            RawProperties.fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 40));
                    peer.send(peer.packets()
                            .pubAck(peer.expect(PacketType.PUBLISH).packetId()));
                    peer.expect(PacketType.DISCONNECT);
                },
                peer -> {
                    peer.accept(true, RawProperties.fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 40));
                    peer.expect(PacketType.PUBLISH);
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                })) {
            for (String typed : List.of(
                    "two -q 2 -m x", "kept -q 1 -r -m x", "large -q 1 -m " + "x".repeat(40), "fits -q 1 -m x")) {
                run(broker, "pub --session s --offline -t " + typed);
            }
            Ran first = run(broker, "connect --session s");
            assertEquals(Exit.REFUSED, first.exit(), first.err());

            assertEquals("""
                Set aside, because the server of the last connection can't take it:
                  message 1 has QoS 2, and the server takes at most QoS 1
                  message 2 is to be retained, and the server does not retain messages
                  message 3 needs a packet of 52 bytes, and the server takes at most 40
                """, show("s").substring(show("s").indexOf("Set aside")));
            String json = show("s", "--json");
            assertTrue(json.contains("\"setAside\":{\"maximumQoS\":1}"), json);
            assertTrue(json.contains("\"setAside\":{\"retainAvailable\":false}"), json);
            assertTrue(json.contains("\"setAside\":{\"maximumPacketSize\":40,\"packetSize\":52}"), json);

            run(broker, "connect --session s");
            String after = show("s");
            assertTrue(after.endsWith("takes at most 40\n"), after);
            assertFalse(after.contains("has QoS 2"), after);
            assertFalse(after.contains("is to be retained"), after);
        }
    }

    @Test
    void of_many_messages_that_are_set_aside_ten_are_told_and_all_are_counted() {
        InProcess here = new InProcess(directory);
        here.stdin("x\n".repeat(30));
        here.mqkeep("pub", "--session", "s", "--offline", "-l", "-q", "2", "-t", "a");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, RawProperties.oneByte(RawProperties.MAXIMUM_QOS, 1));
            peer.expect(PacketType.DISCONNECT);
        })) {
            Ran ran = run(broker, "connect --session s");
            List<String> said = ran.err()
                    .lines()
                    .filter(it -> !it.contains("the session goes on"))
                    .toList();
            assertEquals(12, said.size(), ran.err());
            assertTrue(said.get(9).startsWith("mqkeep: warning: message 10 to topic 'a' has QoS 2"), said.get(9));
            assertTrue(said.get(10).contains("'mqkeep session show' lists them"), said.get(10));
            assertTrue(said.get(11).contains("30 messages stay in the session"), said.get(11));
        }
    }

    @Test
    void a_message_in_flight_that_is_set_aside_and_then_sent_again_is_no_longer_shown_as_set_aside() {
        byte[] small = RawProperties.fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 20);
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                },
                peer -> {
                    peer.accept(true, small);
                    peer.expect(PacketType.DISCONNECT);
                },
                peer -> {
                    peer.accept(true, small);
                    peer.expect(PacketType.DISCONNECT);
                },
                peer -> {
                    peer.accept(true);
                    assertTrue(peer.expect(PacketType.PUBLISH).dup());
                    peer.reset();
                })) {
            run(broker, "pub --session s -q 1 -t a -m " + "x".repeat(30));
            run(broker, "connect --session s");
            assertTrue(show("s").contains("message 1 needs a packet of 38 bytes"), show("s"));
            run(broker, "connect --session s");
            assertTrue(show("s").contains("message 1 needs a packet of 38 bytes"), show("s"));
            run(broker, "connect --session s");
            assertFalse(show("s").contains("Set aside"), show("s"));
            broker.await();
        }
    }

    private String show(String... words) {
        List<String> all = new ArrayList<>(List.of("session", "show"));
        all.addAll(List.of(words));
        return new InProcess(directory).mqkeep(all.toArray(String[]::new)).out();
    }

    @Test
    void the_servers_keep_alive_is_kept_and_told() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, RawProperties.twoBytes(RawProperties.SERVER_KEEP_ALIVE, 1));
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            peer.expect(PacketType.PINGREQ);
            peer.send(peer.packets().publish(0, "a", "x", 0));
            peer.hold();
        })) {
            assertEquals(Exit.DONE, run(broker, "sub -t a -C 1 -W 20").exit());
        }
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, RawProperties.twoBytes(RawProperties.SERVER_KEEP_ALIVE, 5));
            peer.hold();
        })) {
            assertTrue(run(broker, "connect").out().contains("server keep alive         5s"));
        }
    }

    private Ran run(ScriptedBroker broker, String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" +", -1)));
        words.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        return new InProcess(directory).mqkeep(words.toArray(String[]::new));
    }
}
