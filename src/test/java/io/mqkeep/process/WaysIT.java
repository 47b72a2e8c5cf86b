package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.broker.EmbeddedBroker;
import io.mqkeep.testing.Authority;
import io.mqkeep.testing.Authority.Holder;
import io.mqkeep.testing.Authority.Wish;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mosquitto;
import io.mqkeep.testing.Mqkeep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real brokers, reached in every way they can be: TLS, with a certificate of ours, WebSocket, a Unix domain socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaysIT {
    @TempDir
    static Path temporary;

    private final Authority authority = Authority.named("Test Authority");
    private final Map<Ground.Kind, Map<String, Integer>> ports = new HashMap<>();
    private @Nullable Mosquitto mosquitto;
    private @Nullable EmbeddedBroker embedded;

    @BeforeAll
    void startBrokers() throws IOException, InterruptedException {
        Holder server = authority.issue(Wish.of("broker", "localhost", "127.0.0.1"));
        Path ca = authority.certificate(temporary.resolve("ca.pem"));
        Path cert = server.certificate(temporary.resolve("server.pem"));
        Path key = server.key(temporary.resolve("server.key"));
        Holder client = authority.issue(Wish.of("till-7"));
        client.certificate(temporary.resolve("me.pem"));
        client.encryptedKey(temporary.resolve("me.key"), "open sesame");
        Files.writeString(temporary.resolve("password"), "open sesame\n");
        startEmbedded(server);
        if (Mosquitto.installed().isPresent()) {
            startMosquitto(ca, cert, key);
        }
    }

    private void startMosquitto(Path ca, Path cert, Path key) throws IOException, InterruptedException {
        Map<String, Integer> at = freePorts();
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Integer> way : at.entrySet()) {
            lines.add("listener " + way.getValue() + " 127.0.0.1");
            if (way.getKey().startsWith("ws")) {
                lines.add("protocol websockets");
            }
            if (!way.getKey().equals("ws")) {
                lines.addAll(List.of("cafile " + ca, "certfile " + cert, "keyfile " + key));
            }
            if (way.getKey().equals("mtls")) {
                lines.add("require_certificate true");
            }
        }
        lines.add("listener 0 " + temporary.resolve("mosquitto.sock"));
        mosquitto = Mosquitto.start(temporary.resolve("mosquitto"), lines.toArray(String[]::new));
        ports.put(Ground.Kind.MOSQUITTO, at);
    }

    private void startEmbedded(Holder server) throws IOException {
        Path own = server.keyStore(temporary.resolve("server.jks"), "JKS", "hush hush");
        Path trusted = authority.trustStore(temporary.resolve("trusted.jks"), "JKS", "hush hush");
        Map<String, Integer> at = freePorts();
        StringBuilder listeners = new StringBuilder();
        for (Map.Entry<String, Integer> way : at.entrySet()) {
            boolean webSocket = way.getKey().startsWith("ws");
            boolean tls = !way.getKey().equals("ws");
            String element = (tls ? "tls-" : "") + (webSocket ? "websocket" : "tcp") + "-listener";
            listeners
                    .append("<" + element + "><port>" + way.getValue() + "</port>")
                    .append("<bind-address>127.0.0.1</bind-address>");
            if (webSocket) {
                listeners.append("<path>/mqtt</path><subprotocols><subprotocol>mqtt</subprotocol></subprotocols>");
            }
            if (tls) {
                listeners
                        .append("<tls><keystore><path>" + own + "</path><password>hush hush</password>")
                        .append("<private-key-password>hush hush</private-key-password></keystore>")
                        .append("<truststore><path>" + trusted + "</path><password>hush hush</password></truststore>")
                        .append("<client-authentication-mode>" + (way.getKey().equals("mtls") ? "REQUIRED" : "NONE"))
                        .append("</client-authentication-mode></tls>");
            }
            listeners.append("</" + element + ">");
        }
        embedded = EmbeddedBroker.start(Mqkeep.image(), 0, null, listeners.toString());
        ports.put(Ground.Kind.EMBEDDED, at);
    }

    private static Map<String, Integer> freePorts() throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        List<ServerSocket> taken = new ArrayList<>();
        for (String way : List.of("tls", "mtls", "ws", "wss")) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            taken.add(socket);
            ports.put(way, socket.getLocalPort());
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        return ports;
    }

    @AfterAll
    void stopBrokers() {
        if (mosquitto != null) {
            mosquitto.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }

    private String port(Ground ground, String way) {
        if (ground.kind() == Ground.Kind.MOSQUITTO) {
            Brokers.assumeMosquitto();
        }
        Map<String, Integer> all = Objects.requireNonNull(ports.get(ground.kind()));
        return Integer.toString(Objects.requireNonNull(all.get(way)));
    }

    @ParameterizedTest
    @EnumSource
    void a_session_comes_back_by_its_name_alone_over_tls(Ground ground) {
        comesBack(ground, "tls", "-L", "mqtts://localhost:" + port(ground, "tls"), "--cafile", "ca.pem");
    }

    @ParameterizedTest
    @EnumSource
    void a_session_comes_back_by_its_name_alone_over_tls_with_a_certificate(Ground ground) {
        comesBack(
                ground,
                "mtls",
                "-h",
                "127.0.0.1",
                "-p",
                port(ground, "mtls"),
                "--cafile",
                "ca.pem",
                "--cert",
                "me.pem",
                "--key",
                "me.key",
                "--key-password-file",
                "password");
    }

    @ParameterizedTest
    @EnumSource
    void a_session_comes_back_by_its_name_alone_over_web_socket(Ground ground) {
        comesBack(ground, "ws", "-L", "ws://127.0.0.1:" + port(ground, "ws") + "/mqtt");
    }

    @ParameterizedTest
    @EnumSource
    void a_session_comes_back_by_its_name_alone_over_web_socket_in_tls(Ground ground) {
        comesBack(ground, "wss", "-L", "wss://localhost:" + port(ground, "wss"), "--cafile", "ca.pem");
    }

    @ParameterizedTest
    @EnumSource(names = "MOSQUITTO.*", mode = EnumSource.Mode.MATCH_ANY)
    void a_session_comes_back_by_its_name_alone_over_a_unix_domain_socket(Ground ground) {
        Brokers.assumeMosquitto();
        comesBack(ground, "unix", "--unix", "mosquitto.sock");
    }

    /** Subscribes, publishes with QoS 2, and reads it in a run that says nothing but the session's name. */
    private void comesBack(Ground ground, String name, String... way) {
        String session = name + "-" + ground.name();
        InProcess here = new InProcess(temporary);
        run(here, List.of("sub", "--session", session, "-V", ground.versionOption(), "-t", session, "-W", "1ms"), way);
        run(here, List.of("pub", "-t", session, "-m", "43", "-q", "2", "-V", ground.versionOption()), way);
        Ran read = run(here, List.of("sub", "--session", session, "-C", "1", "-W", "20"));
        assertEquals("43\n", read.out());
        run(here, List.of("session", "remove", session));
    }

    private static Ran run(InProcess here, List<String> words, String... way) {
        List<String> line = new ArrayList<>(words);
        line.addAll(List.of(way));
        Ran ran = here.mqkeep(line.toArray(String[]::new));
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        return ran;
    }

    @ParameterizedTest
    @EnumSource
    void a_broker_that_wants_a_certificate_is_quoted_so(Ground ground) {
        Ran ran = new InProcess(temporary)
                .mqkeep(
                        "connect",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        port(ground, "mtls"),
                        "--cafile",
                        "ca.pem",
                        "-V",
                        ground.versionOption());
        assertEquals(Exit.NOT_CONNECTED, ran.exit());
        assertTrue(ran.err().contains("client certificate: give one with --cert and --key"), ran.err());
    }

    @ParameterizedTest
    @EnumSource
    void ports_mixed_up_are_told_apart(Ground ground) {
        InProcess here = new InProcess(temporary);
        Ran plainToTls =
                here.mqkeep("connect", "-h", "127.0.0.1", "-p", port(ground, "tls"), "-V", ground.versionOption());
        assertEquals(Exit.NOT_CONNECTED, plainToTls.exit());
        assertTrue(plainToTls.err().contains("TLS"), plainToTls.err());
        Ran tlsToWebSocket = here.mqkeep("connect", "-h", "127.0.0.1", "-p", port(ground, "ws"), "--tls");
        assertEquals(Exit.NOT_CONNECTED, tlsToWebSocket.exit());
        assertTrue(tlsToWebSocket.err().contains("speak TLS on this port"), tlsToWebSocket.err());
    }

    // The image

    @Test
    void the_image_speaks_tls_and_web_socket_with_its_own_runtime() {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("image"));
        mqkeep.run(
                        "pub",
                        "-t",
                        "image",
                        "-m",
                        "x",
                        "-q",
                        "2",
                        "-L",
                        "wss://localhost:" + port(Ground.EMBEDDED_5, "wss"),
                        "--cafile",
                        temporary.resolve("ca.pem").toString())
                .withExit(0);
        mqkeep.run("connect", "-L", "mqtts://localhost:" + port(Ground.EMBEDDED_5, "tls"))
                .withExit(3)
                .saying("issued by CN=Test Authority, which is not among the trusted authorities");
    }

    @Test
    void a_plain_publish_loads_nothing_of_tls_web_socket_proxies_or_authentication() throws IOException {
        Path log = temporary.resolve("loaded");
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("plain")).with("MQKEEP_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        EmbeddedBroker broker = Objects.requireNonNull(embedded);
        mqkeep.run("pub", "-t", "plain", "-m", "x", "-q", "1", "-h", "127.0.0.1", "-p", Integer.toString(broker.port()))
                .withExit(0);
        String loaded = Files.readString(log);
        assertTrue(loaded.contains("io.mqkeep.transport.NettyTransport"), "what was loaded is in the log");
        for (String optional : List.of(
                "io.netty.handler.ssl",
                "io.netty.handler.codec.http",
                "io.netty.handler.proxy",
                "io.mqkeep.transport.tls.TlsSettings",
                "NioDomainSocketChannel",
                "io.mqkeep.client.authentication",
                "com.ongres",
                "sun.security.ssl")) {
            assertEquals(-1, loaded.indexOf(optional), optional);
        }
    }
}
