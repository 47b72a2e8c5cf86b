package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScramServer;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.ScriptedBroker.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enhanced authentication as a user meets it, with a server that speaks byte by byte. */
class AuthenticationTest {
    private static final String SCRAM = "SCRAM-SHA-256";
    private static final String SECRET = "hunter2-s3cret";
    private static final int SUCCESS = 0x00;
    private static final int CONTINUE = 0x18;

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() throws IOException {
        here = new InProcess(directory);
        Files.writeString(directory.resolve("secret"), SECRET + "\n");
    }

    // ---- what the server does ----

    private static byte[] method(String name) {
        return RawProperties.text(RawProperties.AUTHENTICATION_METHOD, name);
    }

    private static byte[] data(String text) {
        return RawProperties.binary(RawProperties.AUTHENTICATION_DATA, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] data(byte[] bytes) {
        return RawProperties.binary(RawProperties.AUTHENTICATION_DATA, bytes);
    }

    private static byte[] dataOf(RawPacket packet) {
        RawPacket.Property property = Objects.requireNonNull(packet.property(RawProperties.AUTHENTICATION_DATA));
        return property.text().getBytes(StandardCharsets.UTF_8);
    }

    private static void assertMethod(String method, RawPacket packet) {
        assertEquals(
                method,
                Objects.requireNonNull(packet.property(RawProperties.AUTHENTICATION_METHOD), packet.toString())
                        .text());
    }

    /** Plays SCRAM as far as the client's proof, and returns the server's signature. */
    private static byte[] scram(Peer peer, String mechanism, RawPacket begins) throws IOException {
        assertMethod(mechanism, begins);
        ScramServer server = new ScramServer(mechanism, "ann", SECRET);
        peer.send(peer.packets().auth(CONTINUE, method(mechanism), data(server.first(dataOf(begins)))));
        RawPacket proof = peer.expect(PacketType.AUTH);
        assertEquals(CONTINUE, proof.reasonCode());
        assertMethod(mechanism, proof);
        return Objects.requireNonNull(server.last(dataOf(proof)), "the proof is wrong");
    }

    private static void connectByScram(Peer peer, String mechanism, boolean present) throws IOException {
        byte[] signature = scram(peer, mechanism, peer.expect(PacketType.CONNECT));
        peer.send(peer.packets().connAck(present, 0, method(mechanism), data(signature)));
    }

    private static void acceptByScram(Peer peer) throws IOException {
        connectByScram(peer, SCRAM, false);
        peer.hold();
    }

    private Ran connect(ScriptedBroker broker, String options) {
        return run(broker, "connect " + options);
    }

    private Ran run(ScriptedBroker broker, String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        words.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        return here.mqkeep(words.toArray(String[]::new));
    }

    private static String byScram() {
        return "-u ann --password-file secret --authentication-method " + SCRAM;
    }

    // ---- with CONNECT ----

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1"})
    void scram_shows_that_both_know_the_password_and_sends_it_nowhere(String mechanism) throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, mechanism, false);
            peer.hold();
        })) {
            Ran ran = connect(broker, "--debug -u ann --password-file secret --authentication-method " + mechanism);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            RawPacket connect = broker.seen(PacketType.CONNECT).getFirst();
            assertEquals(0x80, connect.connectFlags() & 0xC0, "a user name and no password");
            for (RawPacket packet : broker.seen()) {
                assertFalse(new String(packet.bytes(), StandardCharsets.ISO_8859_1).contains(SECRET), "the password");
            }
            assertFalse(ran.err().contains(SECRET), ran.err());
            assertFalse(ran.err().contains("c=biws"), "authentication data in: " + ran.err());
        }
    }

    @Test
    void the_signature_may_come_with_auth_before_connack() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            byte[] signature = scram(peer, SCRAM, peer.expect(PacketType.CONNECT));
            peer.send(peer.packets().auth(CONTINUE, method(SCRAM), data(signature)));
            RawPacket last = peer.expect(PacketType.AUTH);
            assertNull(last.property(RawProperties.AUTHENTICATION_DATA));
            peer.send(peer.packets().connAck(false, 0, method(SCRAM)));
            peer.hold();
        })) {
            Ran ran = connect(broker, byScram());

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @Test
    void nothing_is_sent_before_connack_and_everything_after_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, SCRAM, false);
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId()));
            peer.hold();
        })) {
            Ran ran = run(broker, "pub -t a -m x -q 1 " + byScram());

            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    /** What the server does wrong, and what is said about it; it hears 0x80 or 0x82. */
    private void assertLeaves(int reasonCode, String words, Script script) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            script.play(peer);
            RawPacket disconnect = peer.expect(PacketType.DISCONNECT);
            assertEquals(reasonCode, disconnect.reasonCode());
            peer.expectEnd();
        })) {
            Ran ran = connect(broker, byScram());

            broker.await();
            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
            assertTrue(ran.err().contains(words), ran.err());
        }
    }

    @Test
    void a_server_that_signs_wrongly_is_left() {
        assertLeaves(0x80, "the server does not know the password: its signature is wrong", peer -> {
            byte[] signature = scram(peer, SCRAM, peer.expect(PacketType.CONNECT));
            signature[5] ^= 1;
            peer.send(peer.packets().connAck(false, 0, method(SCRAM), data(signature)));
        });
    }

    @Test
    void a_server_that_accepts_without_a_signature_is_left() {
        assertLeaves(0x80, "accepted us without showing that it knows the password", peer -> {
            scram(peer, SCRAM, peer.expect(PacketType.CONNECT));
            peer.send(peer.packets().connAck(false, 0, method(SCRAM)));
        });
    }

    @Test
    void a_server_that_passes_over_the_method_is_left() {
        assertLeaves(0x82, "the server has passed over SCRAM-SHA-256", peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0));
        });
    }

    @Test
    void a_server_with_a_nonce_that_does_not_begin_with_ours_is_left() {
        assertLeaves(0x80, "the server's first SCRAM-SHA-256 message is not as it must be", peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets()
                    .auth(CONTINUE, method(SCRAM), data("r=otherNonce123,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")));
        });
    }

    @Test
    void a_server_that_asks_for_endless_iterations_is_left_at_once() {
        assertLeaves(0x80, "asks for 2000000000 iterations", peer -> {
            String first = new String(dataOf(peer.expect(PacketType.CONNECT)), StandardCharsets.UTF_8);
            peer.send(peer.packets()
                    .auth(
                            CONTINUE,
                            method(SCRAM),
                            data("r=" + first.substring(first.indexOf(",r=") + 3)
                                    + "x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        24 | OTHER         | Authentication Method that CONNECT did not have
        24 |               | AUTH has no Authentication Method
        0  | SCRAM-SHA-256 | with reason Success before CONNACK
        """)
    void auth_that_breaks_the_rules_is_answered_with_0x82(int code, String method, String words) {
        assertLeaves(0x82, words, peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(
                    method == null ? peer.packets().auth(code) : peer.packets().auth(code, method(method)));
        });
    }

    @Test
    void a_connack_by_another_method_is_answered_with_0x82() {
        assertLeaves(0x82, "Authentication Method that CONNECT did not have", peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0, method("OTHER"), data("v=x")));
        });
    }

    @Test
    void auth_from_a_server_that_nobody_asked_is_answered_with_0x82() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().auth(CONTINUE, method(SCRAM), data("x")));
            assertEquals(0x82, peer.expect(PacketType.DISCONNECT).reasonCode());
        })) {
            Ran ran = connect(broker, "-u ann --password-file secret");

            broker.await();
            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
        }
    }

    @Test
    void a_server_that_does_not_take_the_method_is_quoted_with_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0x8C));
        })) {
            Ran ran = connect(broker, byScram());

            assertEquals(Exit.REFUSED, ran.exit());
            assertTrue(ran.err().contains("bad authentication method (0x8C)"), ran.err());
            assertTrue(ran.err().contains("does not take the authentication method 'SCRAM-SHA-256'"), ran.err());
        }
    }

    @Test
    void a_server_that_wants_a_method_is_quoted_with_the_option() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0x8C));
        })) {
            Ran ran = connect(broker, "");

            assertEquals(Exit.REFUSED, ran.exit());
            assertTrue(ran.err().contains("it wants an --authentication-method"), ran.err());
        }
    }

    @Test
    void a_wrong_password_is_refused_by_the_server() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            RawPacket connect = peer.expect(PacketType.CONNECT);
            ScramServer server = new ScramServer(SCRAM, "ann", "another");
            peer.send(peer.packets().auth(CONTINUE, method(SCRAM), data(server.first(dataOf(connect)))));
            assertNull(server.last(dataOf(peer.expect(PacketType.AUTH))));
            peer.send(peer.packets().connAck(false, 0x87));
        })) {
            Ran ran = connect(broker, byScram());

            broker.await();
            assertEquals(Exit.REFUSED, ran.exit());
            assertTrue(ran.err().contains("not authorized (0x87)"), ran.err());
        }
    }

    // ---- other methods ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --authentication-method TOKEN --authentication-data abc                        | abc
        --authentication-method TOKEN --authentication-data hex:616263                 | abc
        --authentication-method TOKEN --authentication-data base64:YWJj                | abc
        --authentication-method TOKEN --authentication-data text:hex:61                | hex:61
        --authentication-method TOKEN --authentication-data-file token                 | a token
        -D connect authentication-method TOKEN -D connect authentication-data hex:61   | hex:61
        --authentication-method TOKEN                                                  |
        """)
    void what_is_given_is_said_by_a_method_that_is_not_known_here(String options, String said) throws IOException {
        Files.writeString(directory.resolve("token"), "a token\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            RawPacket connect = peer.expect(PacketType.CONNECT);
            assertMethod("TOKEN", connect);
            if (said == null) {
                assertNull(connect.property(RawProperties.AUTHENTICATION_DATA));
            } else {
                assertEquals(said, new String(dataOf(connect), StandardCharsets.UTF_8));
            }
            peer.send(peer.packets().connAck(false, 0, method("TOKEN")));
            peer.hold();
        })) {
            Ran ran = connect(broker, options);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void a_question_that_what_was_given_does_not_answer_is_said() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().auth(CONTINUE, method("TOKEN"), data("and?")));
            assertEquals(0x80, peer.expect(PacketType.DISCONNECT).reasonCode());
        })) {
            Ran ran = connect(broker, "--authentication-method TOKEN --authentication-data abc");

            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(ran.err().contains("the server asks for more than --authentication-data"), ran.err());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -V 311 --authentication-method TOKEN                     | --authentication-method is not in MQTT 3.1.1
        -V 311 --authentication-data x                           | --authentication-data is not in MQTT 3.1.1
        -V 311 --reauthenticate-interval 5                       | --reauthenticate-interval is not in MQTT 3.1.1
        --authentication-data x                                  | --authentication-data needs --authentication-method
        --authentication-data-file secret                        | --authentication-data-file needs --authentication-method
        --reauthenticate-interval 5                              | --reauthenticate-interval needs --authentication-method
        --authentication-method SCRAM-SHA-256 -P x               | needs --user
        --authentication-method SCRAM-SHA-256 -u ann             | needs a password
        --authentication-method SCRAM-SHA-256-PLUS -u ann -P x   | SCRAM-SHA-256-PLUS' is not known here
        --authentication-method scram-sha-256 -u ann -P x        | SCRAM-SHA-256, SCRAM-SHA-512 and SCRAM-SHA-1 are
        --authentication-method SCRAM-SHA-1 -u a -P x --authentication-data x | --authentication-data does not go with
        --authentication-method X --authentication-data x --authentication-data-file secret | both give the data
        --authentication-method X --authentication-data-file none | there is no file
        --authentication-method X --authentication-data hex:6    | hexadecimal digits
        --authentication-method X --reauthenticate-interval 0    | no time at all
        """)
    void what_does_not_go_together_is_refused_before_anything_is_sent(String options, String words) {
        Ran ran = here.mqkeep(("connect --session s -h 127.0.0.1 -p 1 " + options).split(" "));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
        assertFalse(ran.err().contains("s3cret"), ran.err());
    }

    // ---- with a session ----

    @Test
    void a_session_remembers_the_method_and_no_secret() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(AuthenticationTest::acceptByScram, peer -> {
            connectByScram(peer, SCRAM, true);
            peer.hold();
        })) {
            assertEquals(Exit.DONE, connect(broker, "--session s " + byScram()).exit());
            Ran again = here.mqkeep("connect", "--session", "s");

            assertEquals(Exit.DONE, again.exit(), again.err());
            assertNotEquals(
                    new String(dataOf(broker.seen(PacketType.CONNECT).getFirst()), StandardCharsets.UTF_8),
                    new String(dataOf(broker.seen(PacketType.CONNECT).getLast()), StandardCharsets.UTF_8),
                    "the nonce");
        }
        Ran page = here.mqkeep("session", "show", "s");
        assertTrue(page.out().contains("authentication-method SCRAM-SHA-256"), page.out());
        assertEquals(
                Exit.DONE, here.mqkeep("save-session", "s", "-o", "document").exit());
        assertTrue(Files.readString(directory.resolve("document")).contains("authentication-method"));
        Files.delete(directory.resolve("secret"));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(SECRET) || content.contains("c=biws"), file.toString());
            }
        }
    }

    @Test
    void data_that_was_typed_is_not_remembered_and_a_file_of_it_is() throws IOException {
        Script token = peer -> {
            RawPacket connect = peer.expect(PacketType.CONNECT);
            assertEquals(SECRET, new String(dataOf(connect), StandardCharsets.UTF_8));
            peer.send(peer.packets().connAck(peer.number() > 1, 0, method("TOKEN")));
            peer.hold();
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(token, token)) {
            Ran first = connect(
                    broker, "--debug --session s --authentication-method TOKEN --authentication-data-file secret");
            assertEquals(Exit.DONE, first.exit(), first.err());
            Ran again = here.mqkeep("connect", "--debug", "--session", "s");
            assertEquals(Exit.DONE, again.exit(), again.err());
            assertFalse((first.err() + again.err()).contains(SECRET), first.err() + again.err());
        }
        try (ScriptedBroker broker = ScriptedBroker.playing(token)) {
            Ran typed = connect(
                    broker, "--debug --session t --authentication-method TOKEN --authentication-data " + SECRET);
            assertEquals(Exit.DONE, typed.exit(), typed.err());
            assertFalse(typed.err().contains(SECRET), typed.err());
            assertTrue(typed.err().contains("others on this machine can see --authentication-data"), typed.err());
        }
        Files.delete(directory.resolve("secret"));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET), file.toString());
            }
        }
    }

    @Test
    void none_takes_the_method_away() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                AuthenticationTest::acceptByScram,
                peer -> {
                    assertNull(peer.accept(true).property(RawProperties.AUTHENTICATION_METHOD));
                    peer.hold();
                },
                peer -> {
                    assertNull(peer.accept(true).property(RawProperties.AUTHENTICATION_METHOD));
                    peer.hold();
                })) {
            connect(broker, "--session s " + byScram());
            Ran without = here.mqkeep("connect", "--session", "s", "--authentication-method", "none");
            assertEquals(Exit.DONE, without.exit(), without.err());
            assertEquals(Exit.DONE, here.mqkeep("connect", "--session", "s").exit());
        }
    }

    @Test
    void a_session_ends_on_the_server_by_the_same_method() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                AuthenticationTest::acceptByScram,
                peer -> {
                    connectByScram(peer, SCRAM, true);
                    peer.hold();
                },
                AuthenticationTest::acceptByScram)) {
            assertEquals(Exit.DONE, connect(broker, "--session s " + byScram()).exit());
            assertEquals(
                    Exit.DONE,
                    here.mqkeep("save-session", "s", "-o", "document").exit());
            Ran check = here.mqkeep("restore-session", "t", "-i", "document", "--check", "--trust");
            assertEquals(Exit.DONE, check.exit(), check.err());
            Ran removed = here.mqkeep("session", "remove", "s");
            assertEquals(Exit.DONE, removed.exit(), removed.err());
            assertEquals(3, broker.connections());
        }
    }

    @Test
    void a_server_that_can_not_show_itself_does_not_get_to_end_a_session() {
        try (ScriptedBroker broker = ScriptedBroker.playing(AuthenticationTest::acceptByScram, peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0));
            assertEquals(0x82, peer.expect(PacketType.DISCONNECT).reasonCode());
        })) {
            assertEquals(Exit.DONE, connect(broker, "--session s " + byScram()).exit());
            Ran removed = here.mqkeep("session", "remove", "s");

            assertEquals(Exit.NOT_CONNECTED, removed.exit(), removed.err());
            assertTrue(removed.err().contains("passed over SCRAM-SHA-256"), removed.err());
        }
    }

    @Test
    void a_lost_connection_is_made_again_with_an_exchange_of_its_own() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    connectByScram(peer, SCRAM, false);
                    RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
                    peer.send(peer.packets().subAck(subscribe.packetId(), 0));
                    peer.reset();
                },
                peer -> {
                    connectByScram(peer, SCRAM, false);
                    RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
                    peer.send(peer.packets().subAck(subscribe.packetId(), 0));
                    peer.send(peer.packets().publish(0, "a", "hello", 0));
                    peer.hold();
                })) {
            Ran ran = run(broker, "sub -t a -C 1 --reconnect-delay 1ms " + byScram());

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("hello\n", ran.out());
        }
    }

    // ---- again ----

    @Test
    void a_long_run_authenticates_again_every_so_often() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, SCRAM, false);
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(peer.packets().subAck(subscribe.packetId(), 0));
            for (int i = 0; i < 2; i++) {
                RawPacket begins = peer.expect(PacketType.AUTH);
                assertEquals(0x19, begins.reasonCode());
                byte[] signature = scram(peer, SCRAM, begins);
                peer.send(peer.packets().auth(SUCCESS, method(SCRAM), data(signature)));
            }
            peer.send(peer.packets().publish(0, "a", "hello", 0));
            peer.hold();
        })) {
            Ran ran = run(broker, "sub -t a -C 1 --reauthenticate-interval 20ms " + byScram());

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("hello\n", ran.out());
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void a_server_that_signs_wrongly_the_second_time_is_left() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, SCRAM, false);
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(peer.packets().subAck(subscribe.packetId(), 0));
            byte[] signature = scram(peer, SCRAM, peer.expect(PacketType.AUTH));
            signature[5] ^= 1;
            peer.send(peer.packets().auth(SUCCESS, method(SCRAM), data(signature)));
            assertEquals(0x80, peer.expect(PacketType.DISCONNECT).reasonCode());
        })) {
            Ran ran = run(broker, "sub -t a -C 1 --reauthenticate-interval 20ms " + byScram());

            broker.await();
            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("its signature is wrong"), ran.err());
        }
    }

    @Test
    void a_server_that_asks_by_itself_is_left_with_0x82() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, SCRAM, false);
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(peer.packets().subAck(subscribe.packetId(), 0));
            peer.send(peer.packets().auth(CONTINUE, method(SCRAM), data("once more")));
            assertEquals(0x82, peer.expect(PacketType.DISCONNECT).reasonCode());
        })) {
            Ran ran = run(broker, "sub -t a -C 1 " + byScram());

            broker.await();
            assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
        }
    }

    @Test
    void at_a_prompt_one_authenticates_again_when_one_likes() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, SCRAM, false);
            RawPacket begins = peer.expect(PacketType.AUTH);
            assertEquals(0x19, begins.reasonCode());
            byte[] signature = scram(peer, SCRAM, begins);
            peer.send(peer.packets().auth(SUCCESS, method(SCRAM), data(signature)));
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId()));
            peer.hold();
        })) {
            Ran ran = here.mqkeep(
                    "shell",
                    "-c",
                    "connect -h 127.0.0.1 -p " + broker.port() + " " + byScram()
                            + "; reauthenticate; pub -t a -m x -q 1");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertTrue(ran.err().contains("authenticated again at 127.0.0.1:" + broker.port()), ran.err());
        }
    }

    @Test
    void at_a_prompt_a_server_that_does_not_agree_is_quoted() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            connectByScram(peer, SCRAM, false);
            peer.expect(PacketType.AUTH);
            peer.send(peer.packets().disconnect(0x87));
        })) {
            Ran ran = here.mqkeep(
                    "shell",
                    "-c",
                    "connect -h 127.0.0.1 -p " + broker.port() + " --no-reconnect " + byScram() + "; reauthenticate");

            assertEquals(Exit.REFUSED, ran.exit(), ran.err());
            assertTrue(ran.err().contains("not authorized (0x87)"), ran.err());
        }
    }

    @Test
    void at_a_prompt_a_connection_without_a_method_says_so() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = here.mqkeep("shell", "-c", "connect -h 127.0.0.1 -p " + broker.port() + "; reauthenticate");

            assertEquals(Exit.USAGE, ran.exit(), ran.err());
            assertTrue(ran.err().contains("was made without --authentication-method"), ran.err());
        }
        assertEquals(Exit.USAGE, here.mqkeep("shell", "-c", "reauthenticate").exit());
    }

    @Test
    void a_document_that_names_a_file_of_yours_to_authenticate_with_is_not_trusted() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0, method("TOKEN")));
            peer.hold();
        })) {
            connect(broker, "--session s --authentication-method TOKEN --authentication-data-file secret");
        }
        here.mqkeep("save-session", "s", "-o", "document");
        Ran ran = here.mqkeep("restore-session", "t", "-i", "document");

        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("is shown to the server to authenticate: nothing was restored"), ran.err());
    }

    @Test
    void data_from_the_environment_is_not_warned_about() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, 0, method("TOKEN")));
            peer.hold();
        })) {
            here.environment("MQKEEP_AUTHENTICATION_METHOD", "TOKEN").environment("MQKEEP_AUTHENTICATION_DATA", SECRET);
            Ran ran = connect(broker, "");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("", ran.err());
        }
    }

    @Test
    void the_bytes_of_an_auth_are_the_standards() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send("F0 12 18 10 15 00 05 54 4F 4B 45 4E 16 00 05 61 6E 64 3F 21");
            assertEquals(0x80, peer.expect(PacketType.DISCONNECT).reasonCode());
        })) {
            Ran ran = connect(broker, "--authentication-method TOKEN");
            assertTrue(ran.err().contains("asks for more"), ran.err());
        }
    }
}
