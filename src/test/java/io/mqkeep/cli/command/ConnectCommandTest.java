package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.Interruption;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectCommandTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @Test
    void connack_is_told_and_disconnect_is_sent() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(
                    false,
                    RawProperties.twoBytes(RawProperties.RECEIVE_MAXIMUM, 20),
                    RawProperties.oneByte(RawProperties.MAXIMUM_QOS, 1),
                    RawProperties.text(RawProperties.REASON_STRING, "hi\u001b[2J"),
                    RawProperties.user("k", "v"));
            assertEquals(0, peer.expect(PacketType.DISCONNECT).reasonCode());
            peer.expectEnd();
        })) {
            Ran ran = connect(broker, "-i", "me");

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("""
                connected to              127.0.0.1:PORT
                client identifier         me
                MQTT version              5
                session present           no
                session expiry interval   as asked for
                receive maximum           20
                maximum QoS               1
                retain available          yes
                maximum packet size       no limit
                topic alias maximum       0
                wildcard subscriptions    yes
                subscription identifiers  yes
                shared subscriptions      yes
                server keep alive         as asked for
                reason string             hi\\x1b[2J
                user property             k: v
                """.replace("PORT", Integer.toString(broker.port())), ran.out());
            assertEquals("", ran.err());
        }
    }

    @Test
    void connack_is_told_as_json() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, RawProperties.fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 1000));
            peer.hold();
        })) {
            Ran ran = connect(broker, "-i", "me", "--json");

            assertEquals(
                    "{\"host\":\"127.0.0.1\",\"port\":" + broker.port() + ",\"clientId\":\"me\",\"mqttVersion\":\"5\","
                            + "\"reasonCode\":0,\"sessionPresent\":false,\"properties\":{\"receiveMaximum\":65535,"
                            + "\"maximumQoS\":2,\"retainAvailable\":true,\"maximumPacketSize\":1000,"
                            + "\"topicAliasMaximum\":0,\"wildcardSubscriptionAvailable\":true,"
                            + "\"subscriptionIdentifiersAvailable\":true,\"sharedSubscriptionAvailable\":true}}\n",
                    ran.out());
        }
    }

    @Test
    void a_command_without_a_session_is_clean_and_leaves_nothing_on_disk() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            RawPacket connect = peer.accept();
            assertTrue(connect.cleanStart());
            assertEquals(60, connect.keepAlive());
            assertEquals(23, connect.clientId().length());
            assertTrue(connect.clientId().chars().allMatch(Character::isLetterOrDigit), connect.clientId());
            peer.hold();
        })) {
            assertEquals(Exit.DONE, connect(broker).exit());
        }
        assertFalse(Files.exists(directory.resolve("home")));
    }

    @Test
    void user_name_and_password_come_from_the_url() {
        seesPassword("p@ss", 1, "-L", "mqtt://ann:p%40ss@127.0.0.1:PORT");
    }

    @Test
    void a_password_comes_from_the_first_line_of_a_file() throws IOException {
        Files.writeString(directory.resolve("secret"), "first line\r\nsecond\n");
        seesPassword("first line", 0, "-L", "mqtt://ann@127.0.0.1:PORT", "--password-file", "secret");
    }

    @Test
    void a_password_comes_from_an_environment_variable() {
        here.environment("PW", "from outside");
        seesPassword("from outside", 0, "-h", "127.0.0.1", "-p", "PORT", "-u", "ann", "--password-env", "PW");
    }

    @Test
    void a_password_comes_from_the_command_line() {
        seesPassword("typed", 1, "-h", "127.0.0.1", "-p", "PORT", "--username", "ann", "-P", "typed");
    }

    private void seesPassword(String password, int warnings, String... options) {
        String[] words = new String[options.length + 2];
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            RawPacket connect = peer.accept();
            assertTrue((connect.connectFlags() & 0xC0) == 0xC0, "user name and password");
            String body = new String(connect.body(), StandardCharsets.UTF_8);
            assertTrue(body.endsWith("ann\0" + (char) password.length() + password), body);
            peer.hold();
        })) {
            words[0] = "connect";
            words[1] = "-d";
            for (int i = 0; i < options.length; i++) {
                words[i + 2] = options[i].replace("PORT", Integer.toString(broker.port()));
            }
            Ran ran = here.mqkeep(words);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertFalse(ran.err().contains(password), ran.err());
            assertEquals(
                    warnings,
                    ran.err()
                            .lines()
                            .filter(line -> line.startsWith("mqkeep: warning: others on this machine can see"))
                            .count(),
                    ran.err());
        }
    }

    @Test
    void a_refused_connection_ends_1_with_the_reason_and_changes_nothing_that_is_shown() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.hold();
                },
                peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(peer.packets()
                            .connAck(false, 0x87, RawProperties.text(RawProperties.REASON_STRING, "go away")));
                    peer.hold();
                })) {
            connect(broker, "--session", "s");
            String before = here.mqkeep("session", "show", "s", "--json").out();

            Ran ran = connect(broker, "--session", "s", "-x", "1d", "-u", "bob");

            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals(
                    "mqkeep: the server at " + broker.address()
                            + " refused the connection: not authorized (0x87): go away\n",
                    ran.err());
            assertEquals(before, here.mqkeep("session", "show", "s", "--json").out());
        }
    }

    @Test
    void nobody_there_ends_3() throws IOException {
        int port = freePort();

        Ran ran = here.mqkeep("connect", "-h", "127.0.0.1", "-p", Integer.toString(port));

        assertEquals(Exit.NOT_CONNECTED, ran.exit());
        assertEquals("mqkeep: server 127.0.0.1:" + port + ": connection refused\n", ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void a_server_that_never_answers_ends_4() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.hold();
        })) {
            Ran ran = connect(broker, "--connect-timeout", "300ms");

            assertEquals(Exit.TIMED_OUT, ran.exit());
            assertTrue(ran.err().contains("sent no CONNACK within 0.3 s"), ran.err());
        }
    }

    @Test
    void a_server_that_speaks_nonsense_ends_3_and_is_named_as_such() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send("48 54 54 50 2f 31 2e 31 20 34 30 30 0d 0a");
            peer.hold();
        })) {
            Ran ran = connect(broker);

            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(ran.err().startsWith("mqkeep: "), ran.err());
            assertFalse(ran.err().contains("\tat "), ran.err());
        }
    }

    @Test
    void patience_waits_until_the_server_is_there() throws Exception {
        int port = freePort();
        Thread later = new Thread(() -> {
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var socket = server.accept()) {
                assertNotNull(RawPacket.read(socket.getInputStream(), MqttVersion.V5));
                socket.getOutputStream().write(new byte[] {0x20, 3, 0, 0, 0});
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread start = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(400);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            later.start();
        });
        start.start();

        Ran ran = here.mqkeep("connect", "-h", "127.0.0.1", "-p", Integer.toString(port), "--wait", "20s");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        later.join();
    }

    @Test
    void patience_has_an_end_with_4() throws IOException {
        Ran ran = here.mqkeep("connect", "-h", "127.0.0.1", "-p", Integer.toString(freePort()), "--wait", "200ms");

        assertEquals(Exit.TIMED_OUT, ran.exit());
        assertTrue(ran.err().startsWith("mqkeep: gave up after 0.2 s: server 127.0.0.1:"), ran.err());
    }

    @Test
    void a_session_remembers_who_it_is_and_begins_clean_once() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    RawPacket connect = peer.accept();
                    assertTrue(connect.cleanStart());
                    assertEquals("me", connect.clientId());
                    peer.hold();
                },
                peer -> {
                    RawPacket connect = peer.accept(true);
                    assertFalse(connect.cleanStart());
                    assertEquals("me", connect.clientId());
                    assertEquals(30, connect.keepAlive());
                    assertEquals(
                            3600,
                            Objects.requireNonNull(connect.property(RawProperties.SESSION_EXPIRY_INTERVAL))
                                    .number());
                    peer.hold();
                })) {
            assertEquals(
                    Exit.DONE,
                    connect(broker, "--session", "s", "-i", "me", "-k", "30", "-x", "1h")
                            .exit());

            Ran again = here.mqkeep("connect", "--session", "s");

            assertEquals(Exit.DONE, again.exit(), again.err());
            assertTrue(again.out().contains("session present           yes\n"), again.out());
            broker.await();
        }
    }

    @Test
    void another_client_identifier_version_or_server_is_refused_with_both_named() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            connect(broker, "--session", "s", "-i", "me");
            String there = broker.address().toString();

            refused("session 's' has the client identifier me, and --id says you", "-i", "you");
            refused("session 's' speaks MQTT 5, and --mqtt-version says 3.1.1", "-V", "311");
            refused(
                    "session 's' belongs to the server " + there + ", and --host or --url says other:1883;"
                            + " --rebind accepts it",
                    "-h",
                    "other");
            refused(
                    "session 's' belongs to the server " + there + ", and --port says 127.0.0.1:1; --rebind accepts it",
                    "-p",
                    "1");
        }
    }

    private void refused(String sentence, String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "connect";
        words[1] = "--session";
        words[2] = "s";
        System.arraycopy(options, 0, words, 3, options.length);
        Ran ran = here.mqkeep(words);
        assertEquals(Exit.USAGE, ran.exit());
        assertEquals("mqkeep: " + sentence + "\n", ran.err());
    }

    @Test
    void rebind_moves_the_session_to_another_address_once_that_has_answered() {
        try (ScriptedBroker first = ScriptedBroker.playing(peer -> {
                    peer.accept();
                    peer.hold();
                });
                ScriptedBroker second = ScriptedBroker.playingAlways(peer -> {
                    peer.accept(true);
                    peer.hold();
                })) {
            connect(first, "--session", "s");

            assertEquals(
                    Exit.DONE, connect(second, "--session", "s", "--rebind").exit());
            assertEquals(Exit.DONE, here.mqkeep("connect", "--session", "s").exit());
            assertEquals(2, second.connections());
        }
    }

    @Test
    void a_server_that_keeps_the_session_for_less_is_warned_about() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept(peer.number() > 1, RawProperties.fourBytes(0x11, peer.number() == 1 ? 3600 : 0));
            peer.hold();
        })) {
            assertEquals(
                    "mqkeep: warning: the server keeps the session for 1h only, not for 7d\n",
                    connect(broker, "--session", "s").err());
            assertEquals(
                    "mqkeep: warning: the server ends the session with the connection (session expiry 0):"
                            + " it will keep nothing\n",
                    connect(broker, "--session", "s").err());
            assertEquals("", connect(broker, "--session", "s", "--quiet").err());
        }
    }

    @Test
    void what_is_queued_is_sent_and_waited_for() {
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "1");
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "2", "-q", "1");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket first = peer.expect(PacketType.PUBLISH);
            RawPacket second = peer.expect(PacketType.PUBLISH);
            assertEquals(List.of("1", "2"), List.of(first.payloadText(), second.payloadText()));
            peer.send(peer.packets().pubRec(first.packetId()), peer.packets().pubAck(second.packetId()));
            peer.expect(PacketType.PUBREL);
            peer.send(peer.packets().pubComp(first.packetId()));
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Ran ran = connect(broker, "--session", "s");

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("mqkeep: the session goes on: 0 in flight, 2 queued\n", ran.err());
        }
    }

    @Test
    void a_connection_lost_before_everything_is_finished_ends_9_and_resumes() {
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "1");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    RawPacket publish = peer.expect(PacketType.PUBLISH);
                    peer.send(peer.packets().pubRec(publish.packetId()));
                    peer.expect(PacketType.PUBREL);
                },
                peer -> {
                    peer.accept(true);
                    RawPacket pubRel = peer.expect(PacketType.PUBREL);
                    peer.send(peer.packets().pubComp(pubRel.packetId()));
                    peer.expect(PacketType.DISCONNECT);
                })) {
            Ran ran = connect(broker, "--session", "s");
            assertEquals(Exit.KEPT, ran.exit());
            assertTrue(ran.err().endsWith("; 1 message is kept in the session, not yet confirmed\n"), ran.err());

            assertEquals(Exit.DONE, connect(broker, "--session", "s").exit());
            broker.await();
        }
    }

    @Test
    void a_server_that_acknowledges_nothing_ends_9_after_the_timeout() {
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "1");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = connect(broker, "--session", "s", "--timeout", "300ms");

            assertEquals(Exit.KEPT, ran.exit());
            assertTrue(ran.err().contains("nothing was acknowledged within 0.3 s; 1 message is kept"), ran.err());
        }
    }

    @Test
    void an_earlier_message_that_is_refused_ends_1() {
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "1", "-q", "1");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket publish = peer.expect(PacketType.PUBLISH);
            peer.send(peer.packets().pubAck(publish.packetId(), 0x97));
            peer.hold();
        })) {
            Ran ran = connect(broker, "--session", "s");

            assertEquals(Exit.REFUSED, ran.exit());
            assertTrue(ran.err().contains("the server refused message 1: quota exceeded (0x97)"), ran.err());
        }
    }

    @Test
    void a_message_beyond_the_servers_limits_stays_and_ends_1() {
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "1", "-q", "2");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false, RawProperties.oneByte(RawProperties.MAXIMUM_QOS, 1));
            peer.hold();
        })) {
            Ran ran = connect(broker, "--session", "s");

            assertEquals(Exit.REFUSED, ran.exit());
            assertTrue(
                    ran.err().contains("1 message stays in the session, because this server can't take it"), ran.err());
        }
    }

    @Test
    void a_lost_session_with_messages_in_flight_ends_7_until_a_policy_is_given() {
        here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-m", "1", "-q", "1");
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                },
                peer -> {
                    peer.accept(false);
                    RawPacket disconnect = peer.expect(PacketType.DISCONNECT);
                    assertNotNull(disconnect.property(RawProperties.SESSION_EXPIRY_INTERVAL));
                },
                peer -> {
                    assertTrue(peer.accept(false).cleanStart());
                    RawPacket publish = peer.expect(PacketType.PUBLISH);
                    assertFalse(publish.dup());
                    peer.send(peer.packets().pubAck(publish.packetId()));
                    peer.hold();
                })) {
            assertEquals(Exit.KEPT, connect(broker, "--session", "s").exit());
            assertEquals(Exit.SESSION_LOST, connect(broker, "--session", "s").exit());

            Ran blocked = connect(broker, "--session", "s");
            assertEquals(Exit.SESSION_LOST, blocked.exit());
            assertEquals(2, broker.connections());

            assertEquals(
                    Exit.DONE,
                    connect(broker, "--session", "s", "--on-session-lost", "republish")
                            .exit());
        }
    }

    @Test
    void a_command_that_stays_leaves_with_disconnect_when_it_is_asked_to() {
        Interruption interruption = new Interruption();
        here.interruption(interruption);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            interruption.raise(Exit.TERMINATED);
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Ran ran = connect(broker, "--stay", "-k", "1");

            broker.await();
            assertEquals(Exit.TERMINATED, ran.exit());
        }
    }

    @Test
    void a_command_that_stays_ends_3_when_the_server_goes() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            TimeUnit.MILLISECONDS.sleep(100);
        })) {
            assertEquals(
                    Exit.NOT_CONNECTED,
                    connect(broker, "--stay", "--no-reconnect").exit());
        }
    }

    @Test
    void a_command_that_stays_ends_1_when_the_server_sends_it_away() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            TimeUnit.MILLISECONDS.sleep(100);
            peer.send(peer.packets().disconnect(0x8E));
            peer.hold();
        })) {
            Ran ran = connect(broker, "--stay");

            assertEquals(Exit.REFUSED, ran.exit());
            assertTrue(ran.err().contains("session taken over (0x8E)"), ran.err());
        }
    }

    @Test
    void every_packet_is_shown_with_debug() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            List<String> lines = connect(broker, "-i", "me", "-d").err().lines().toList();

            assertEquals(3, lines.size(), lines.toString());
            assertTrue(lines.get(0).startsWith("→ CONNECT MQTT 5 \"me\" clean"), lines.get(0));
            assertTrue(lines.get(1).startsWith("← CONNACK success (0x00)"), lines.get(1));
            assertTrue(lines.get(2).startsWith("→ DISCONNECT"), lines.get(2));
        }
    }

    private Ran connect(ScriptedBroker broker, String... options) {
        String[] words = new String[options.length + 5];
        words[0] = "connect";
        words[1] = "-h";
        words[2] = "127.0.0.1";
        words[3] = "-p";
        words[4] = Integer.toString(broker.port());
        System.arraycopy(options, 0, words, 5, options.length);
        return here.mqkeep(words);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
