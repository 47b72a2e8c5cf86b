package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Authority;
import io.mqkeep.testing.Authority.Wish;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.SmallProxy;
import io.mqkeep.testing.TlsSockets;
import io.mqkeep.testing.UnixDoor;
import io.mqkeep.testing.WebSocketDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    // WebSocket

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void mqtt_goes_in_frames_whose_ends_mean_nothing(String version) throws IOException {
        try (ScriptedBroker broker = serving();
                WebSocketDoor door = WebSocketDoor.to(broker.port())) {
            assertDone(here.mqkeep(
                    "pub",
                    "-L",
                    "ws://127.0.0.1:" + door.port() + "/a/b?c=d",
                    "-V",
                    version,
                    "-t",
                    "x",
                    "-m",
                    "y".repeat(70_000),
                    "-q",
                    "1",
                    "--ws-header",
                    "Authorization: Bearer hush"));

            String request = door.heard().getFirst();
            assertTrue(request.startsWith("GET /a/b?c=d HTTP/1.1\r\n"), request);
            assertTrue(
                    request.toLowerCase(java.util.Locale.ROOT).contains("sec-websocket-protocol: mqtt\r\n"), request);
            assertTrue(request.contains("Bearer hush\r\n"), request);
            assertEquals("close 1000", door.heard().getLast());
            assertEquals(1, broker.seen(PacketType.DISCONNECT).size());
        }
    }

    @Test
    void a_session_goes_through_web_socket_again_and_remembers_no_header_but_its_file() throws IOException {
        Files.writeString(directory.resolve("headers"), "Authorization: Bearer hush\n\nX-Till: 7\n");
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
                    peer.accept(peer.number() > 1);
                    peer.hold();
                });
                WebSocketDoor door = WebSocketDoor.to(broker.port())) {
            Ran first = here.mqkeep(
                    "connect",
                    "--session",
                    "s",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(door.port()),
                    "--ws-path",
                    "there",
                    "--ws-header",
                    "@headers",
                    "--ws-header",
                    "X-Once: hush");
            assertDone(first);
            assertTrue(first.err().contains("does not remember --ws-header"), first.err());
            assertDone(here.mqkeep("connect", "--session", "s"));

            String again = door.heard().stream()
                    .filter(head -> head.startsWith("GET"))
                    .toList()
                    .get(1);
            assertTrue(again.startsWith("GET /there "), again);
            assertTrue(again.contains("Bearer hush"), again);
            assertFalse(again.contains("nce: hush"), again);
            Ran saved = here.mqkeep("save-session", "s");
            assertFalse(saved.out().contains("hush"), saved.out());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        404 Not Found    | the server answered 404 Not Found instead of WebSocket; is the path /mqtt right (--ws-path)?
        401 Unauthorized | the server answered 401 Unauthorized instead of WebSocket; it may want a header (--ws-header 'Authorization: …')
        500 Oh           | the server answered 500 Oh instead of WebSocket
        """)
    void a_web_server_that_refuses_is_quoted(String answer, String sentence) throws IOException {
        try (WebSocketDoor door = WebSocketDoor.refusing(answer)) {
            assertRefused(sentence, here.mqkeep("connect", "-L", "ws://127.0.0.1:" + door.port()));
        }
    }

    @Test
    void what_does_not_speak_web_socket_is_asked_whether_it_does() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(Peer::close)) {
            assertRefused(
                    "the server closed the connection while WebSocket began; does it speak WebSocket on this port?",
                    connect(broker.port(), "--ws"));
        }
    }

    // Proxies

    @ParameterizedTest
    @CsvSource({"socks5h, 5", "socks5h, 3.1.1", "http, 5", "http, 3.1.1"})
    void a_proxy_is_told_the_name_and_who_asks(String scheme, String version) throws IOException {
        try (ScriptedBroker broker = serving();
                SmallProxy proxy = SmallProxy.to(broker.port(), "ann:hush@1")) {
            assertDone(here.mqkeep(
                    "pub",
                    "-h",
                    "broker.example",
                    "-V",
                    version,
                    "-t",
                    "a",
                    "-m",
                    "b",
                    "-q",
                    "1",
                    "--proxy",
                    scheme + "://ann:hush%401@127.0.0.1:" + proxy.port()));

            assertEquals(List.of("ann:hush@1@broker.example:1883"), proxy.heard());
        }
    }

    @Test
    void with_socks5_the_name_is_looked_up_here() throws IOException {
        try (ScriptedBroker broker = serving();
                SmallProxy proxy = SmallProxy.to(broker.port())) {
            assertDone(here.mqkeep("connect", "-h", "localhost", "--proxy", "socks5://127.0.0.1:" + proxy.port()));

            assertEquals(List.of("127.0.0.1:1883"), proxy.heard());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5h", "http"})
    void a_proxy_that_refuses_says_why(String scheme) throws IOException {
        try (ScriptedBroker broker = serving();
                SmallProxy open = SmallProxy.to(broker.port());
                SmallProxy proxy = SmallProxy.to(broker.port(), "ann:hush")) {
            String at = "127.0.0.1:" + proxy.port();
            assertRefused(
                    "the proxy " + scheme + "://" + at + " wants a user name and a password: --proxy " + scheme
                            + "://USER:PASSWORD@" + at + ", or --proxy-password-file",
                    here.mqkeep("connect", "-h", "b.example", "--proxy", scheme + "://" + at));
            Files.writeString(directory.resolve("password"), "wrong\n");
            assertRefused(
                    "the proxy " + scheme + "://ann@" + at + " does not accept this user name and password",
                    here.mqkeep(
                            "connect",
                            "-h",
                            "b.example",
                            "--proxy",
                            scheme + "://ann@" + at,
                            "--proxy-password-file",
                            "password"));
            Ran nowhere =
                    here.mqkeep("connect", "-h", "nowhere.example", "--proxy", scheme + "://127.0.0.1:" + open.port());
            assertEquals(Exit.NOT_CONNECTED, nowhere.exit(), nowhere.err());
            assertTrue(
                    nowhere.err()
                            .contains(
                                    scheme.equals("http")
                                            ? "did not let us through: 502"
                                            : "could not reach the server: host unreachable"),
                    nowhere.err());
        }
    }

    @Test
    void a_session_goes_through_its_proxy_again_and_remembers_no_password() throws IOException {
        Files.writeString(directory.resolve("password"), "hush\n");
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
                    peer.accept(peer.number() == 2);
                    peer.hold();
                });
                SmallProxy proxy = SmallProxy.to(broker.port(), "ann:hush")) {
            String url = "socks5h://ann@127.0.0.1:" + proxy.port();
            assertDone(here.mqkeep(
                    "connect",
                    "--session",
                    "s",
                    "-h",
                    "b.example",
                    "--proxy",
                    url,
                    "--proxy-password-file",
                    "password"));
            assertDone(here.mqkeep("connect", "--session", "s"));
            assertEquals(2, proxy.heard().size());

            assertDone(here.mqkeep(
                    "connect", "--session", "t", "-h", "b.example", "--proxy", url.replace("ann", "ann:hush")));
            Ran saved = here.mqkeep("save-session", "s", "-o", "s.json");
            assertDone(saved);
            Ran restored = here.mqkeep("restore-session", "u", "-i", "s.json");
            assertEquals(Exit.USAGE, restored.exit());
            assertTrue(restored.err().contains("--trust restores it"), restored.err());
            restored = here.mqkeep("restore-session", "u", "-i", "s.json", "--trust");
            assertEquals(
                    "mqkeep: warning: the document says that the first line of " + directory.resolve("password")
                            + " is the password for the proxy " + url,
                    restored.err().lines().findFirst().orElse(""));
            Ran shown = here.mqkeep("session", "show", "t", "--json");
            assertTrue(shown.out().contains("ann@127.0.0.1"), shown.out());
            assertFalse(shown.out().contains("hush"), shown.out());
        }
    }

    @Test
    void all_proxy_counts_where_no_proxy_does_not_say_otherwise() throws IOException {
        try (ScriptedBroker broker = serving();
                SmallProxy proxy = SmallProxy.to(broker.port())) {
            here.environment("ALL_PROXY", "socks5h://127.0.0.1:" + proxy.port());
            assertDone(here.mqkeep("connect", "-h", "broker.example"));
            assertDone(here.mqkeep("connect", "-h", "10.9.8.7"));
            assertEquals(List.of("broker.example:1883", "10.9.8.7:1883"), proxy.heard());

            // This machine is never meant, nor is what NO_PROXY lists; and 'none' is the straight way.
            assertDone(connect(broker.port()));
            here.environment("no_proxy", "other.invalid, .invalid,10.0.0.0/8");
            Ran listed = here.mqkeep("connect", "-h", "broker.invalid");
            assertTrue(listed.err().contains("unknown host broker.invalid"), listed.err());
            Ran none = here.mqkeep("connect", "-h", "broker.invalid.", "--proxy", "none");
            assertTrue(none.err().contains("unknown host"), none.err());
            assertEquals(2, proxy.heard().size());
        }
    }

    @Test
    void tls_and_web_socket_go_through_a_proxy_together() throws IOException {
        Authority authority = Authority.named("Test Authority");
        authority.certificate(directory.resolve("ca.pem"));
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(
                        TlsSockets.listen(authority.issue(Wish.of("b", "broker.example")), null), NetworkTest::serve);
                SmallProxy proxy = SmallProxy.to(broker.port())) {
            assertDone(here.mqkeep(
                    "connect",
                    "-L",
                    "mqtts://broker.example",
                    "--cafile",
                    "ca.pem",
                    "--proxy",
                    "http://127.0.0.1:" + proxy.port()));
            assertEquals(List.of("broker.example:8883"), proxy.heard());
        }
    }

    // Where from and where to

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void a_unix_domain_socket_is_a_server_that_a_session_remembers(String version) throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
                    peer.accept(peer.number() > 1);
                    peer.hold();
                });
                UnixDoor door = UnixDoor.to(broker.port(), directory.resolve("b.sock"))) {
            Ran ran = here.mqkeep("connect", "--unix", "b.sock", "--session", "s", "-V", version);
            assertDone(ran);
            assertTrue(ran.out().contains(directory.resolve("b.sock").toString()), ran.out());
            assertDone(here.mqkeep("connect", "--session", "s"));
            assertDone(here.mqkeep("save-session", "s", "-o", "s.json"));
            assertDone(here.mqkeep("restore-session", "t", "-i", "s.json"));
            assertDone(here.mqkeep("connect", "--session", "t"));
        }
        assertRefused("no such file or directory", here.mqkeep("connect", "--unix", "none"));
    }

    @Test
    void the_local_address_can_be_chosen() {
        List<String> from = new ArrayList<>();
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            from.add(((InetSocketAddress) peer.socket().getRemoteSocketAddress())
                    .getAddress()
                    .getHostAddress());
            serve(peer);
        })) {
            assertDone(connect(broker.port(), "-A", "127.0.0.9"));
            assertEquals(List.of("127.0.0.9"), from);
            Ran name = connect(broker.port(), "--bind", "eth0");
            assertEquals(Exit.USAGE, name.exit());
            assertEquals("mqkeep: --bind: 'eth0' is not an address of this machine\n", name.err());
        }
    }

    @Test
    void ipv6_is_spoken_in_urls_too() throws IOException {
        ServerSocket socket;
        try {
            socket = new ServerSocket(0, 50, InetAddress.ofLiteral("::1"));
        } catch (IOException none) {
            Assumptions.abort("this machine has no IPv6");
            return;
        }
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(socket, NetworkTest::serve)) {
            Ran ran = here.mqkeep("connect", "-L", "mqtt://[::1]:" + broker.port());
            assertDone(ran);
            assertTrue(ran.out().contains("[::1]:" + broker.port()), ran.out());
            assertDone(here.mqkeep("connect", "-h", "::1", "-p", Integer.toString(broker.port())));
        }
    }

    // Several servers

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void the_next_server_stands_in_for_one_that_is_not_there(String version) throws IOException {
        int nobody = freePort();
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept(peer.number() > 1);
            peer.hold();
        })) {
            String second = "127.0.0.1:" + broker.port();
            Ran ran = here.mqkeep(
                    "connect",
                    "--session",
                    "s",
                    "-V",
                    version,
                    "-h",
                    "127.0.0.1",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(nobody),
                    "-p",
                    Integer.toString(broker.port()));
            assertDone(ran);
            assertEquals(
                    "mqkeep: connecting to " + second + " instead of 127.0.0.1:" + nobody + ": connection refused\n",
                    ran.err());
            assertTrue(ran.out().contains(second), ran.out());

            Ran again = here.mqkeep("connect", "--session", "s");
            assertDone(again);
            assertTrue(again.err().contains("connecting to " + second), again.err());
            assertDone(
                    here.mqkeep("connect", "--session", "s", "-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        }
    }

    @Test
    void a_server_that_is_there_and_takes_nobody_is_as_good_as_none() throws IOException {
        try (ScriptedBroker hangsUp = ScriptedBroker.playingAlways(Peer::close);
                ScriptedBroker busy = ScriptedBroker.playingAlways(peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(peer.packets().connAck(false, 0x89));
                });
                ScriptedBroker broker = serving()) {
            Ran ran = here.mqkeep(
                    "connect",
                    "-L",
                    "mqtt://127.0.0.1:" + hangsUp.port(),
                    "-L",
                    "mqtt://127.0.0.1:" + busy.port(),
                    "-L",
                    "mqtt://127.0.0.1:" + broker.port());
            assertDone(ran);
            assertEquals(1, busy.connections());
            assertEquals(1, broker.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void a_server_that_never_answers_connect_is_as_good_as_none(String version) {
        try (ScriptedBroker silent = ScriptedBroker.playingAlways(Peer::hold);
                ScriptedBroker broker = serving()) {
            Ran ran = here.mqkeep(
                    "connect",
                    "-V",
                    version,
                    "--connect-timeout",
                    "400ms",
                    "-L",
                    "mqtt://127.0.0.1:" + silent.port(),
                    "-L",
                    "mqtt://127.0.0.1:" + broker.port());
            assertDone(ran);
            assertEquals(1, silent.connections());
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void when_no_server_ever_answers_connect_each_is_asked_once() {
        try (ScriptedBroker one = ScriptedBroker.playingAlways(Peer::hold);
                ScriptedBroker two = ScriptedBroker.playingAlways(Peer::hold)) {
            Ran ran = here.mqkeep(
                    "connect",
                    "--connect-timeout",
                    "200ms",
                    "-L",
                    "mqtt://127.0.0.1:" + one.port(),
                    "-L",
                    "mqtt://127.0.0.1:" + two.port());
            assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
            assertTrue(ran.err().contains("sent no CONNACK within 0.1 s"), ran.err());
            assertEquals(1, one.connections());
            assertEquals(1, two.connections());
        }
    }

    @Test
    void when_none_is_there_all_of_them_are_named() throws IOException {
        int one = freePort();
        int two = freePort();
        Ran ran = here.mqkeep(
                "connect",
                "-h",
                "127.0.0.1",
                "-h",
                "127.0.0.2",
                "-p",
                Integer.toString(one),
                "-p",
                Integer.toString(two));
        assertEquals(Exit.NOT_CONNECTED, ran.exit());
        assertEquals(
                "mqkeep: server 127.0.0.1:" + one + ": connection refused; 127.0.0.2:" + two + ": connection refused\n",
                ran.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -h a -h b -p 1 -p 2 -p 3                | --port is given 3 times and --host 2 times: give one port for all hosts, or one for each
        -L mqtt://a -L mqtts://b                | --url: servers that stand in for one another are reached in the same way, and these differ in scheme
        --unix x -h a                           | --unix and --host both name the server
        --proxy ftp://ann:hush@x                | --proxy: the proxy does not start with socks5h://, socks5:// or http://
        --proxy http://x:99999                  | --proxy: the proxy has a port that is none (1 to 65535)
        --no-ws --ws-path x                     | --no-ws goes with neither --ws-path nor --ws-header
        --ws-header nothing                     | --ws-header: a header is NAME:VALUE, in ASCII
        """)
    void what_does_not_go_together_is_refused(String words, String sentence) {
        List<String> line = new ArrayList<>(List.of("connect"));
        line.addAll(List.of(words.strip().split(" +")));

        Ran ran = here.mqkeep(line.toArray(String[]::new));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertEquals(
                "mqkeep: " + sentence.strip(),
                ran.err()
                        .lines()
                        .filter(said -> !said.contains("warning"))
                        .findFirst()
                        .orElse(""));
        assertFalse(ran.err().contains("hush"), ran.err());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ScriptedBroker serving() {
        return ScriptedBroker.playingAlways(NetworkTest::serve);
    }

    /** Accepts, acknowledges, and takes whatever end comes. */
    private static void serve(Peer peer) {
        try {
            peer.accept();
            for (var packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.PUBLISH) {
                    peer.send(peer.packets().pubAck(packet.packetId()));
                }
            }
        } catch (IOException ended) {
            // Seen from the other end.
        }
    }

    private Ran connect(int port, String... words) {
        List<String> line = new ArrayList<>(List.of("connect", "-h", "127.0.0.1", "-p", Integer.toString(port)));
        line.addAll(List.of(words));
        return here.mqkeep(line.toArray(String[]::new));
    }

    private static void assertDone(Ran ran) {
        assertEquals(Exit.DONE, ran.exit(), ran.err());
    }

    private static void assertRefused(String reason, Ran ran) {
        assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
        assertEquals(
                reason,
                ran.err()
                        .strip()
                        .replaceFirst("^mqkeep: server [^ ]*:(\\d+:)? ", "")
                        .replaceFirst("^mqkeep: server ", ""));
    }
}
