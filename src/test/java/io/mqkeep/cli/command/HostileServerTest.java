package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.ScriptedBroker.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says may be meant for the terminal, for the memory, or to be taken for what it is not. */
class HostileServerTest {
    private static final String EVIL = "\u001b]0;pwned\u0007\u009b31m\u007f\u202e\r\n";
    private static final byte[] REASON = RawProperties.text(RawProperties.REASON_STRING, EVIL);
    private static final byte[] USER = RawProperties.user(EVIL, EVIL);

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void make_surroundings() {
        here = new InProcess(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--debug", "--json", "--debug --session s"})
    void no_word_of_a_server_reaches_a_terminal_as_a_command(String options) {
        List<Script> scripts = List.of(
                peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(peer.packets().connAck(false, 0x87, REASON, USER));
                    peer.hold();
                },
                peer -> {
                    peer.accept(
                            false, RawProperties.text(0x12, "id" + EVIL), REASON, USER, RawProperties.text(0x1a, EVIL));
                    peer.hold();
                },
                peer -> {
                    peer.accept();
                    peer.send(peer.packets().disconnect(0x8b, REASON, USER, RawProperties.text(0x1c, EVIL)));
                    peer.hold();
                },
                peer -> {
                    peer.accept();
                    RawPacket publish = peer.expect(PacketType.PUBLISH);
                    peer.send(peer.packets().pubAck(publish.packetId(), 0x87, REASON, USER));
                    peer.hold();
                },
                peer -> {
                    peer.accept();
                    RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
                    peer.send(RawPackets.V5.subAck(subscribe.packetId(), 0x87));
                    peer.hold();
                },
                peer -> peer.send(EVIL.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        List<String> commands = List.of(
                "connect", "connect", "connect --stay --no-reconnect", "pub -t t -m x -q 1", "sub -t t", "connect");
        for (int i = 0; i < scripts.size(); i++) {
            try (ScriptedBroker broker = ScriptedBroker.playing(scripts.get(i))) {
                List<String> words = new ArrayList<>(List.of(commands.get(i).split(" ")));
                words.addAll(List.of("-h", "127.0.0.1", "-p", "" + broker.port(), "--connect-timeout", "10s"));
                if (!options.isEmpty()
                        && !(options.equals("--json") && commands.get(i).startsWith("connect --stay"))) {
                    words.addAll(List.of(
                            options.replace("--session s", "--session s" + i).split(" ")));
                }
                Ran ran = here.terminal().mqkeep(words.toArray(String[]::new));

                assertHarmless(ran.out() + ran.err(), String.join(" ", words));
                assertTrue(ran.exit() != Exit.BUG, ran.err());
            }
        }
    }

    @Test
    void a_million_user_properties_are_refused_and_the_message_is_not_acknowledged() {
        byte[] user = RawProperties.user("", "");
        byte[] million = new byte[user.length * 1_000_000];
        for (int at = 0; at < million.length; at += user.length) {
            System.arraycopy(user, 0, million, at, user.length);
        }
        refused(RawPackets.V5.publish(7, "a", "x", 2, million));
    }

    @Test
    void a_packet_that_says_it_is_256_MiB_costs_nothing_and_ends_with_its_connection() {
        byte[] start = Bytes.hex("34 ff ff ff 7f 00 01 61 00 07 00");
        refused(start, new byte[100_000]);
    }

    private void refused(byte[]... bytes) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(peer.packets().subAck(subscribe.packetId(), 2));
            peer.send(bytes);
            if (bytes.length == 1) {
                peer.hold();
            }
        })) {
            Ran ran = here.mqkeep(
                    "sub",
                    "-t",
                    "a",
                    "--session",
                    "s",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    "" + broker.port(),
                    "-W",
                    "20s",
                    "--no-reconnect");

            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
            assertEquals("", ran.out());
            assertFalse(ran.err().contains("\tat "), ran.err());
            assertEquals(List.of(), broker.seen(PacketType.PUBREC));
        }
    }

    private static void assertHarmless(String text, String command) {
        text.chars()
                .forEach(c -> assertFalse(
                        (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x202e,
                        () -> command + ": U+%04X in ".formatted(c) + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void a_message_that_the_server_stops_reading_is_not_said_to_be_sent(String version) throws IOException {
        Files.write(directory.resolve("large"), new byte[20_000_000]);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            over.await();
        })) {
            Ran ran = new InProcess(directory)
                    .mqkeep(
                            "pub",
                            "-t",
                            "a",
                            "-f",
                            "large",
                            "-V",
                            version,
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(broker.port()));
            over.countDown();

            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("the server stopped reading before it had all that was sent"), ran.err());
        }
    }
}
