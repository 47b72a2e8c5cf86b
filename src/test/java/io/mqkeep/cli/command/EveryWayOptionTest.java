package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.NetworkOptions;
import io.mqkeep.cli.options.PasswordOptions;
import io.mqkeep.cli.options.TlsOptions;
import io.mqkeep.cli.options.WillOptions;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Authority;
import io.mqkeep.testing.Authority.Holder;
import io.mqkeep.testing.Authority.Wish;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.SmallProxy;
import io.mqkeep.testing.TlsSockets;
import io.mqkeep.testing.UnixDoor;
import io.mqkeep.testing.WebSocketDoor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Option;

/**
 * Every option about the server and the way to it that both versions have, in both versions, as far as the wire. What each
 * means when things go wrong, its own tests say.
 */
class EveryWayOptionTest {
    private static final Authority AUTHORITY = Authority.named("Test Authority");
    private static final Holder SERVER = AUTHORITY.issue(Wish.of("broker", "localhost", "127.0.0.1"));
    private static final Holder CLIENT = AUTHORITY.issue(Wish.of("till-7"));

    /** The door, the options (PORT is the door's), and what CONNECT then has in it. */
    private static final List<String> ROWS = List.of(
            "plain | -h localhost -p PORT | ",
            "plain | --host 127.0.0.1 --port PORT | ",
            "plain | -L mqtt://ann:pass@127.0.0.1:PORT | ann\0\4pass",
            "plain | --url mqtt://127.0.0.1:PORT | ",
            "plain | -h 127.0.0.1 -h localhost -p 1 -p PORT | ",
            "plain | -h 127.0.0.1 -p PORT --bind 127.0.0.1 | ",
            "plain | -h 127.0.0.1 -p PORT -A 127.0.0.2 | ",
            "plain | -h 127.0.0.1 -p PORT --id till-7 | \0\6till-7",
            "plain | -h 127.0.0.1 -p PORT -i till-7 | \0\6till-7",
            "plain | -h 127.0.0.1 -p PORT --mqtt-version VERSION | ",
            "plain | -h 127.0.0.1 -p PORT --keep-alive 4660 | \0224",
            "plain | -h 127.0.0.1 -p PORT -k 4660 | \0224",
            "plain | -h 127.0.0.1 -p PORT --session-expiry 0 | ",
            "plain | -h 127.0.0.1 -p PORT --connect-timeout 9s --timeout 9s | ",
            "plain | -h 127.0.0.1 -p PORT --max-inflight 5 --inbox-limit 5 --session limits-VERSION | ",
            "plain | -h 127.0.0.1 -p PORT --user ann --password-file pass | \0\3ann\0\4pass",
            "plain | -h 127.0.0.1 -p PORT -u ann -P pass | \0\3ann\0\4pass",
            "plain | -h 127.0.0.1 -p PORT --username ann --password pass | \0\3ann\0\4pass",
            "plain | -h 127.0.0.1 -p PORT -u ann --password-env PW | \0\3ann\0\4pass",
            "plain | -h 127.0.0.1 -p PORT -u ann --password-command echo\tpass | \0\3ann\0\4pass",
            "plain | -h 127.0.0.1 -p PORT --will-topic w/t --will-payload gone | \0\3w/t",
            "plain | -h 127.0.0.1 -p PORT --will-topic w/t --will-payload gone | \0\4gone",
            "plain | -h 127.0.0.1 -p PORT --will-topic w/t --will-file pass | \0\5pass\n",
            "plain | -h 127.0.0.1 -p PORT --will-topic w/t --will-qos 2 --will-retain | flags 36",
            "tls | -h localhost -p PORT --cafile ca.pem | ",
            "tls | -h localhost -p PORT --capath ca | ",
            "tls | -L mqtts://localhost:PORT --cafile ca.pem | ",
            "tls | -h 127.0.0.1 -p PORT --tls --insecure | ",
            "tls | -h 127.0.0.1 -p PORT --tls-use-os-certs --insecure | ",
            "tls | -h 127.0.0.1 -p PORT --fingerprint FINGERPRINT | ",
            "tls | -h 127.0.0.1 -p PORT --truststore trust.p12 --truststore-password-file store | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --cert cert.pem --key key.pem | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --cert cert.pem --private-key key.pem | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --cert cert.pem --key locked.pem --key-password-file store | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --keystore me.p12 --keystore-password-file store | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --tls-version 1.2 | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --tls-version 1.3 | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --ciphers TLS_AES_128_GCM_SHA256 | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --alpn mqtt | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --tls-alpn mqtt | ",
            "tls | -h 127.0.0.1 -p PORT --cafile ca.pem --sni localhost | ",
            "ws | -L ws://127.0.0.1:PORT | ",
            "ws | -h 127.0.0.1 -p PORT --ws | ",
            "ws | -h 127.0.0.1 -p PORT --ws-path /there --ws-header X:Y | ",
            "proxy | -h 127.0.0.1 -p BROKER --proxy socks5h://ann@127.0.0.1:PORT --proxy-password-file pass | ",
            "proxy | -h 127.0.0.1 -p BROKER --proxy socks5://ann:pass@127.0.0.1:PORT | ",
            "proxy | -h 127.0.0.1 -p BROKER --proxy http://ann:pass@127.0.0.1:PORT | ",
            "unix | --unix b.sock | ");

    @TempDir
    static Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeAll
    static void makeFiles() throws IOException {
        Files.writeString(directory.resolve("pass"), "pass\n");
        Files.writeString(directory.resolve("store"), "hush hush\n");
        AUTHORITY.certificate(directory.resolve("ca.pem"));
        AUTHORITY.certificate(Files.createDirectory(directory.resolve("ca")).resolve("12345678.0"));
        AUTHORITY.trustStore(directory.resolve("trust.p12"), "PKCS12", "hush hush");
        CLIENT.certificate(directory.resolve("cert.pem"));
        CLIENT.key(directory.resolve("key.pem"));
        CLIENT.encryptedKey(directory.resolve("locked.pem"), "hush hush");
        CLIENT.keyStore(directory.resolve("me.p12"), "PKCS12", "hush hush");
    }

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory).environment("PW", "pass");
    }

    static Stream<Arguments> rows() {
        return ROWS.stream().flatMap(row -> Stream.of("5", "3.1.1").map(version -> Arguments.of(version, row)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void both_versions_have_it(String version, String row) throws IOException {
        String[] cells = row.split(" \\| ?", 3);
        try (ScriptedBroker broker = cells[0].equals("tls")
                        ? ScriptedBroker.playingAlways(
                                TlsSockets.listen(
                                        SERVER,
                                        row.contains("--cert") || row.contains("--keystore") ? AUTHORITY : null),
                                EveryWayOptionTest::serve)
                        : ScriptedBroker.playingAlways(EveryWayOptionTest::serve);
                AutoCloseable door = door(cells[0], broker.port())) {
            String words = cells[1].replace("PORT", Integer.toString(port(door, broker)))
                    .replace("BROKER", Integer.toString(broker.port()))
                    .replace("VERSION", version)
                    .replace("FINGERPRINT", SERVER.fingerprint());
            List<String> line = new ArrayList<>(List.of("connect"));
            line.addAll(Arrays.asList(words.split(" ")));
            if (!words.contains("--mqtt-version")) {
                line.addAll(List.of("-V", version));
            }
            Ran ran = here.mqkeep(line.toArray(String[]::new));

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            RawPacket connect = broker.seen(PacketType.CONNECT).getLast();
            assertEquals(version, connect.version().toString());
            String body = new String(connect.body(), StandardCharsets.ISO_8859_1);
            if (cells[2].startsWith("flags ")) {
                assertEquals(cells[2], "flags " + Integer.toHexString(connect.connectFlags()));
            } else {
                assertTrue(body.contains(cells[2]), body);
            }
        } catch (IOException | RuntimeException | AssertionError as) {
            throw as;
        } catch (Exception closing) {
            throw new IOException(closing);
        }
    }

    private static void serve(Peer peer) throws IOException {
        peer.accept();
        peer.hold();
    }

    private AutoCloseable door(String kind, int to) throws IOException {
        return switch (kind) {
            case "ws" -> WebSocketDoor.to(to);
            case "proxy" -> SmallProxy.to(to, "ann:pass");
            case "unix" -> {
                Files.deleteIfExists(directory.resolve("b.sock"));
                yield UnixDoor.to(to, directory.resolve("b.sock"));
            }
            default -> () -> {};
        };
    }

    private static int port(AutoCloseable door, ScriptedBroker broker) {
        return switch (door) {
            case WebSocketDoor socket -> socket.port();
            case SmallProxy proxy -> proxy.port();
            default -> broker.port();
        };
    }

    /** What asks somebody is tried at a real terminal, and what MQTT 5 alone has elsewhere. */
    @Test
    void no_option_is_left_out() {
        List<String> left = new ArrayList<>();
        for (Class<?> options : List.of(
                ConnectionOptions.class,
                PasswordOptions.class,
                TlsOptions.class,
                NetworkOptions.class,
                WillOptions.class)) {
            for (Field field : options.getDeclaredFields()) {
                Option option = field.getAnnotation(Option.class);
                if (option == null || String.join("", option.description()).contains("(MQTT 5)")) {
                    continue;
                }
                boolean tried = Arrays.stream(option.names())
                        .anyMatch(name -> ROWS.stream().anyMatch(row -> row.contains(" " + name + " ")));
                if (!tried) {
                    left.add(option.names()[0]);
                }
            }
        }
        assertEquals(List.of("--password-prompt"), left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void max_inflight_is_the_most_that_is_unacknowledged(String version) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            for (int i = 0; i < 3; i++) {
                RawPacket publish = peer.expect(PacketType.PUBLISH);
                peer.expectSilence(Duration.ofMillis(50));
                peer.send(peer.packets().pubAck(publish.packetId()));
            }
            peer.expect(PacketType.DISCONNECT);
        })) {
            here.stdin("1\n2\n3\n");
            Ran ran = here.mqkeep(
                    "pub",
                    "-t",
                    "a",
                    "-l",
                    "-q",
                    "1",
                    "--max-inflight",
                    "1",
                    "-V",
                    version,
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(broker.port()));

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void what_is_beyond_the_inbox_limit_stays_with_the_server(String version) {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.send(peer.packets()
                            .subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 1));
                    peer.hold();
                },
                peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(
                            peer.packets().connAck(true, 0),
                            peer.packets().publish(7, "a", "one", 1),
                            peer.packets().publish(8, "a", "two", 1));
                    assertEquals(7, peer.expect(PacketType.PUBACK).packetId());
                    peer.expect(PacketType.DISCONNECT);
                })) {
            String port = Integer.toString(broker.port());
            here.mqkeep(
                    "sub",
                    "--session",
                    "inbox-" + version,
                    "-V",
                    version,
                    "-t",
                    "a",
                    "-q",
                    "1",
                    "-W",
                    "1ms",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    port);
            Ran full = here.mqkeep("connect", "--session", "inbox-" + version, "--inbox-limit", "1");

            broker.await();
            assertTrue(full.err().contains("the inbox is full (1 messages"), full.err());
            assertEquals(Exit.DONE, full.exit(), full.err());
        }
    }
}
