package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.testing.Authority;
import io.mqkeep.testing.Authority.Holder;
import io.mqkeep.testing.Authority.Wish;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.TlsSockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final Authority AUTHORITY = Authority.named("Test Authority");
    private static final Authority ELSEWHERE = Authority.named("Elsewhere");
    private static final Holder SERVER = AUTHORITY.issue(Wish.of("broker", "localhost", "127.0.0.1"));
    private static final Holder CLIENT = AUTHORITY.issue(Wish.of("till-7").rsa());
    private static final Holder CLIENT_OF_CURVE = AUTHORITY.issue(Wish.of("till-8"));

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
        AUTHORITY.certificate(directory.resolve("ca.pem"));
    }

    // Trust

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void a_server_whose_authority_is_trusted_is_connected_to(String version) {
        try (ScriptedBroker broker = broker(SERVER)) {
            Ran ran = connect(broker, "--cafile", "ca.pem", "-V", version);

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals("", ran.err());
        }
    }

    @Test
    void authorities_come_from_a_file_a_folder_a_trust_store_or_the_variables_of_openssl() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("ca"));
        AUTHORITY.certificate(folder.resolve("12345678.0"));
        Files.writeString(folder.resolve("README"), "not a certificate");
        AUTHORITY.trustStore(directory.resolve("trust.jks"), "JKS", "hush hush");
        AUTHORITY.trustStore(directory.resolve("trust.p12"), "PKCS12", "hush hush");
        Files.writeString(directory.resolve("password"), "hush hush\n");
        try (ScriptedBroker broker = broker(SERVER)) {
            assertDone(connect(broker, "--capath", "ca"));
            assertDone(connect(broker, "--truststore", "trust.jks"));
            assertDone(connect(broker, "--truststore", "trust.p12", "--truststore-password-file", "password"));
            here.environment("SSL_CERT_FILE", directory.resolve("ca.pem").toString());
            assertDone(connect(broker, "--tls"));
            here.environment("SSL_CERT_FILE", "").environment("SSL_CERT_DIR", folder.toString());
            assertDone(connect(broker, "-L", "mqtts://127.0.0.1:" + broker.port()));
        }
    }

    @Test
    void an_unknown_authority_is_named_with_where_the_trusted_ones_are_from() {
        ELSEWHERE.certificate(directory.resolve("ca.pem"));
        try (ScriptedBroker broker = broker(SERVER)) {
            assertRefused(
                    "the server's certificate (CN=broker) was issued by CN=Test Authority, which is not among the"
                            + " trusted authorities (those in " + directory.resolve("ca.pem")
                            + "); give its certificate with --cafile",
                    connect(broker, "--cafile", "ca.pem"));
        }
    }

    @Test
    void a_certificate_signed_by_itself_is_said_to_be_one() {
        Holder alone = Authority.signedByItself(Wish.of("alone", "127.0.0.1"));
        try (ScriptedBroker broker = broker(alone)) {
            assertRefused(
                    "the server's certificate (CN=alone) is signed by itself and not among the trusted ones (those in "
                            + directory.resolve("ca.pem")
                            + "); if it is the right one, trust it with --fingerprint " + alone.fingerprint(),
                    connect(broker, "--cafile", "ca.pem"));
            assertDone(connect(broker, "--fingerprint", alone.fingerprint()));
        }
    }

    @Test
    void an_expired_certificate_is_named_with_the_day() {
        Instant now = Instant.now();
        Holder expired = AUTHORITY.issue(Wish.of("old", "127.0.0.1")
                .valid(now.minus(Duration.ofDays(9)), Instant.parse("2026-01-02T03:04:05Z")));
        try (ScriptedBroker broker = broker(expired)) {
            assertRefused(
                    "the server's certificate (CN=old) expired on 2026-01-02; its owner must renew it",
                    connect(broker, "--cafile", "ca.pem"));
        }
        Holder early = AUTHORITY.issue(Wish.of("new", "127.0.0.1")
                .valid(Instant.parse("2126-01-02T03:04:05Z"), Instant.parse("2127-01-02T03:04:05Z")));
        try (ScriptedBroker broker = broker(early)) {
            assertRefused(
                    "the server's certificate (CN=new) is not valid before 2126-01-02; is the clock of this machine"
                            + " right?",
                    connect(broker, "--cafile", "ca.pem"));
        }
    }

    @Test
    void a_certificate_for_another_name_says_for_which_and_sni_means_that_one() {
        Holder other = AUTHORITY.issue(Wish.of("other", "broker.example", "10.1.2.3"));
        try (ScriptedBroker broker = broker(other)) {
            assertRefused(
                    "the server's certificate (CN=other) is for broker.example, 10.1.2.3, not for 127.0.0.1; connect by"
                            + " a name it is for, or say with --sni which of them is meant",
                    connect(broker, "--cafile", "ca.pem"));
            assertDone(connect(broker, "--cafile", "ca.pem", "--sni", "broker.example"));
        }
    }

    @Test
    void a_pin_refuses_even_a_certificate_that_an_authority_vouches_for() {
        String pin = "00".repeat(32);
        try (ScriptedBroker broker = broker(SERVER)) {
            assertRefused(
                    "the server's certificate (CN=broker) is not the pinned one: its SHA-256 is " + SERVER.fingerprint()
                            + ", --fingerprint says " + pin
                            + "; if its owner confirms that it was renewed, pin the new one",
                    connect(broker, "--cafile", "ca.pem", "--fingerprint", pin));
            String withColons =
                    SERVER.fingerprint().toUpperCase(java.util.Locale.ROOT).replaceAll("..(?!$)", "$0:");
            assertDone(connect(broker, "--fingerprint", pin, "--fingerprint", "SHA256:" + withColons));
        }
    }

    @Test
    void with_named_authorities_a_pin_is_asked_for_beside_them() {
        ELSEWHERE.certificate(directory.resolve("ca.pem"));
        try (ScriptedBroker broker = broker(SERVER)) {
            Ran ran = connect(broker, "--cafile", "ca.pem", "--fingerprint", SERVER.fingerprint());

            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(ran.err().contains("not among the trusted authorities"), ran.err());
        }
    }

    @Test
    void insecure_takes_whatever_comes_and_warns() {
        Holder wrong = ELSEWHERE.issue(
                Wish.of("wrong", "elsewhere").valid(Instant.EPOCH, Instant.parse("2020-01-01T00:00:00Z")));
        try (ScriptedBroker broker = broker(wrong)) {
            Ran ran = connect(broker, "--insecure");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(
                    "mqkeep: warning: --insecure: the server's certificate is not checked, so anybody in between can"
                            + " read and change everything, passwords too\n",
                    ran.err());
        }
    }

    // Who we are

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void a_server_that_wants_our_certificate_says_so_in_words(String version) {
        try (ScriptedBroker broker = broker(SERVER, AUTHORITY, version)) {
            assertRefused(
                    "the server asks for a client certificate: give one with --cert and --key, or --keystore",
                    connect(broker, "--cafile", "ca.pem"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void our_certificate_refused_is_named(String version) {
        Holder stranger = ELSEWHERE.issue(Wish.of("stranger"));
        stranger.certificate(directory.resolve("cert.pem"));
        stranger.key(directory.resolve("key.pem"));
        try (ScriptedBroker broker = broker(SERVER, AUTHORITY, version)) {
            Ran ran = connect(broker, "--cafile", "ca.pem", "--cert", "cert.pem", "--key", "key.pem");

            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(
                    ran.err().contains("the server refused our certificate (CN=stranger) with the alert "), ran.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, pkcs8",
        "RSA, pkcs8-encrypted",
        "RSA, pkcs8-3des",
        "RSA, pkcs1",
        "RSA, pkcs1-aes",
        "RSA, pkcs1-3des",
        "EC, pkcs8",
        "EC, pkcs8-encrypted",
        "EC, sec1"
    })
    void a_private_key_is_read_in_every_form_it_comes_in(String algorithm, String form) throws IOException {
        Holder client = algorithm.equals("RSA") ? CLIENT : CLIENT_OF_CURVE;
        client.certificate(directory.resolve("cert.pem"));
        Path key = directory.resolve("key.pem");
        Files.writeString(directory.resolve("password"), "open sesame\n");
        switch (form) {
            case "pkcs8" -> client.key(key);
            case "pkcs8-encrypted" -> client.encryptedKey(key, "open sesame");
            case "pkcs8-3des" -> client.tripleDesKey(key, "open sesame");
            case "pkcs1", "sec1" -> client.oldKey(key);
            case "pkcs1-3des" -> client.oldEncryptedKey(key, "DES-EDE3-CBC", "open sesame");
            default -> client.oldEncryptedKey(key, "AES-256-CBC", "open sesame");
        }
        try (ScriptedBroker broker = broker(SERVER, AUTHORITY)) {
            List<String> words =
                    new ArrayList<>(List.of("--cafile", "ca.pem", "--cert", "cert.pem", "--key", "key.pem"));
            if (form.contains("-")) {
                words.addAll(List.of("--key-password-file", "password"));
            }
            assertDone(connect(broker, words.toArray(String[]::new)));
        }
        if (form.contains("-")) {
            Files.writeString(directory.resolve("password"), "open barley\n");
            Ran ran =
                    here.mqkeep("connect", "--cert", "cert.pem", "--key", "key.pem", "--key-password-file", "password");
            assertEquals(Exit.USAGE, ran.exit());
            assertEquals("mqkeep: --key: the password does not open the private key in " + key + "\n", ran.err());
        }
    }

    @Test
    void certificate_and_key_may_be_in_one_file_and_in_a_key_store() throws IOException {
        CLIENT.certificate(directory.resolve("cert.pem"));
        CLIENT.key(directory.resolve("key.pem"));
        Files.writeString(
                directory.resolve("both.pem"),
                Files.readString(directory.resolve("key.pem")) + Files.readString(directory.resolve("cert.pem")));
        CLIENT.keyStore(directory.resolve("me.p12"), "PKCS12", "hush hush");
        CLIENT.keyStore(directory.resolve("me.jks"), "JKS", "hush hush");
        Files.writeString(directory.resolve("password"), "hush hush\n");
        try (ScriptedBroker broker = broker(SERVER, AUTHORITY)) {
            assertDone(connect(broker, "--cafile", "ca.pem", "--cert", "both.pem"));
            for (String store : List.of("me.p12", "me.jks")) {
                assertDone(connect(
                        broker, "--cafile", "ca.pem", "--keystore", store, "--keystore-password-file", "password"));
            }
        }
        Files.writeString(directory.resolve("password"), "wrong\n");
        Ran ran = here.mqkeep("connect", "--keystore", "me.p12", "--keystore-password-file", "password");
        assertEquals(Exit.USAGE, ran.exit());
        assertEquals("mqkeep: --keystore: the password does not open " + directory.resolve("me.p12") + "\n", ran.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --cafile none.pem                 | --cafile: there is no file DIR/none.pem
        --cafile text                     | --cafile: DIR/text has no certificate (PEM) in it
        --cafile cut.pem                  | --cafile: DIR/cut.pem has a BEGIN without its END; was it cut?
        --capath none                     | --capath: the folder DIR/none can't be read
        --cert text --key key.pem         | --cert: DIR/text has no certificate (PEM) in it; a PKCS#12 or JKS file is given with --keystore
        --cert cert.pem --key text        | --key: DIR/text has no private key (PEM) in it
        --cert cert.pem                   | --cert needs --key: DIR/cert.pem has no private key in it
        --cert cert.pem --key other.pem   | --key: the private key in DIR/other.pem does not belong to the certificate in DIR/cert.pem (CN=till-7)
        --key key.pem                     | --key is the private key of a certificate, which is given with --cert
        --keystore text --keystore-password-file text | --keystore: DIR/text is neither a PKCS#12 nor a JKS key store
        --cert cert.pem --keystore text   | --cert and --keystore both give our certificate
        --no-tls --cafile ca.pem          | --no-tls goes with none of the other TLS options and no mqtts:// or wss:// URL
        --tls-version 1.1                 | --tls-version: '1.1' is not a version of TLS that is safe (1.2, 1.3)
        --fingerprint 12ab                | --fingerprint: '12ab' is not a SHA-256 (64 hexadecimal digits); 'openssl x509 -noout -fingerprint -sha256' prints one
        """)
    void what_cannot_be_used_is_named_before_anything_connects(String words, String sentence) throws IOException {
        CLIENT.certificate(directory.resolve("cert.pem"));
        CLIENT.key(directory.resolve("key.pem"));
        CLIENT_OF_CURVE.key(directory.resolve("other.pem"));
        Files.writeString(directory.resolve("text"), "nothing of use\n");
        Files.writeString(directory.resolve("cut.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n");
        List<String> line = new ArrayList<>(List.of("connect"));
        line.addAll(List.of(words.strip().split(" +")));

        Ran ran = here.mqkeep(line.toArray(String[]::new));

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        String first = ran.err().lines().findFirst().orElse("");
        assertEquals("mqkeep: " + sentence.strip().replace("DIR", directory.toString()), first);
    }

    // How TLS is spoken

    @Test
    void a_version_and_a_cipher_suite_can_be_insisted_on() {
        List<String> spoken = new ArrayList<>();
        SSLServerSocket socket = TlsSockets.listen(SERVER, null);
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(socket, peer -> {
            SSLSocket tls = (SSLSocket) peer.socket();
            tls.startHandshake();
            spoken.add(tls.getSession().getProtocol() + " " + tls.getSession().getCipherSuite());
            serve(peer);
        })) {
            assertDone(connect(broker, "--cafile", "ca.pem", "--ciphers", "TLS_AES_128_GCM_SHA256"));
            assertDone(connect(
                    broker,
                    "--cafile",
                    "ca.pem",
                    "--tls-version",
                    "tlsv1.2",
                    "--ciphers",
                    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"));
            Ran unknown = connect(broker, "--cafile", "ca.pem", "--ciphers", "ROT13");
            assertEquals(Exit.USAGE, unknown.exit());
            assertTrue(
                    unknown.err().startsWith("mqkeep: --ciphers: the cipher suite 'ROT13' is unknown"), unknown.err());
        }
        assertEquals(
                List.of("TLSv1.3 TLS_AES_128_GCM_SHA256", "TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"), spoken);
    }

    @Test
    void nothing_in_common_is_said_with_the_options_that_may_help() {
        try (ScriptedBroker broker = broker(SERVER, null, "TLSv1.3")) {
            assertRefused(
                    "the server ended TLS with the alert protocol_version: there is no version of TLS (--tls-version)"
                            + " or no cipher suite (--ciphers) that both sides accept",
                    connect(broker, "--cafile", "ca.pem", "--tls-version", "1.2"));
        }
    }

    @Test
    void the_application_protocol_and_the_name_asked_for_are_sent() {
        List<String> asked = new ArrayList<>();
        SSLServerSocket socket = TlsSockets.listen(SERVER, null);
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(socket, peer -> {
            SSLSocket tls = (SSLSocket) peer.socket();
            tls.setHandshakeApplicationProtocolSelector((_, offered) -> {
                asked.addAll(offered);
                return "mqtt";
            });
            tls.startHandshake();
            var session = (javax.net.ssl.ExtendedSSLSession) tls.getSession();
            session.getRequestedServerNames()
                    .forEach(name -> asked.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
            serve(peer);
        })) {
            assertDone(connect(
                    broker,
                    "--alpn",
                    "x-amzn-mqtt-ca,mqtt",
                    "--sni",
                    "broker.example",
                    "--fingerprint",
                    SERVER.fingerprint()));
        }
        assertEquals(List.of("x-amzn-mqtt-ca", "mqtt", "broker.example"), asked);
    }

    @Test
    void tls_spoken_to_a_plain_port_and_the_reverse_are_told_apart() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> peer.send("2003 000000"))) {
            assertRefused(
                    "the server does not speak TLS on this port; a port for TLS is often 8883, and --no-tls goes"
                            + " without",
                    connect(broker, "--tls"));
        }
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(Peer::close)) {
            Ran ran = connect(broker, "--tls");
            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(ran.err().contains("while TLS began; does it speak TLS on this port?"), ran.err());
        }
        try (ScriptedBroker broker = broker(SERVER)) {
            Ran ran = connect(broker);
            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(ran.err().contains("TLS on this port"), ran.err());
        }
    }

    // What a session remembers

    @Test
    void a_session_goes_there_again_over_tls_by_its_name_alone() throws IOException {
        CLIENT.certificate(directory.resolve("cert.pem"));
        CLIENT.encryptedKey(directory.resolve("key.pem"), "open sesame");
        Files.writeString(directory.resolve("password"), "open sesame\n");
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(TlsSockets.listen(SERVER, AUTHORITY), peer -> {
            peer.accept(peer.number() > 1);
            peer.hold();
        })) {
            assertDone(connect(
                    broker,
                    "--session",
                    "till-7",
                    "--cafile",
                    "ca.pem",
                    "--cert",
                    "cert.pem",
                    "--key",
                    "key.pem",
                    "--key-password-file",
                    "password"));
            assertDone(here.mqkeep("connect", "--session", "till-7"));

            Ran saved = here.mqkeep("save-session", "till-7", "-o", "till-7.json");
            assertEquals(Exit.DONE, saved.exit(), saved.err());
            assertFalse(Files.readString(directory.resolve("till-7.json")).contains("sesame"));
            Ran restored = here.mqkeep("restore-session", "copy", "-i", "till-7.json");
            assertEquals(Exit.DONE, restored.exit(), restored.err());
            assertDone(here.mqkeep("connect", "--session", "copy"));
            Ran shown = here.mqkeep("session", "show", "till-7");
            assertTrue(shown.out().contains("cafile"), shown.out());
        }
    }

    private static ScriptedBroker broker(Holder server) {
        return broker(server, null);
    }

    /** Serves as long as clients keep to TLS; what a refused one leaves behind is its own business. */
    private static ScriptedBroker broker(Holder server, @Nullable Authority clients, String... versions) {
        return ScriptedBroker.playingAlways(TlsSockets.listen(server, clients, versions), TlsTest::serve);
    }

    private static void serve(Peer peer) {
        try {
            peer.accept();
            peer.hold();
        } catch (IOException | AssertionError refused) {
            // Seen from the other end.
        }
    }

    private Ran connect(ScriptedBroker broker, String... words) {
        List<String> line = new ArrayList<>(List.of("connect"));
        if (!List.of(words).contains("-L")) {
            line.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        }
        line.addAll(List.of(words));
        return here.mqkeep(line.toArray(String[]::new));
    }

    private static void assertDone(Ran ran) {
        assertEquals(Exit.DONE, ran.exit(), ran.err());
    }

    private static void assertRefused(String reason, Ran ran) {
        assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
        String said = Objects.requireNonNull(ran.err());
        assertEquals(reason + "\n", said.replaceFirst("^mqkeep: server 127\\.0\\.0\\.1:\\d+: ", ""));
    }
}
