package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every property of MQTT 5 that can be asked for, as it is on the wire. */
class PropertyOptionsTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    /** The packet, the property's number, its value as text or number, and the options that say it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PUBLISH     | 01 | 1          | --payload-format-indicator
        PUBLISH     | 02 | 90         | --message-expiry 1.5m
        PUBLISH     | 02 | 4294967295 | --message-expiry-interval 4294967295
        PUBLISH     | 03 | text/x     | --content-type text/x
        PUBLISH     | 08 | a/b        | --response-topic a/b
        PUBLISH     | 09 | 'hex: x'   | --correlation-data 'text:hex: x'
        PUBLISH     | 09 | AZ         | --correlation-data hex:415a
        PUBLISH     | 09 | AZ         | --correlation-data base64:QVo=
        PUBLISH     | 26 | k=v=w      | --user-property k=v=w
        PUBLISH     | 26 | k=\\=v     | --user-property k\\=\\\\=v
        PUBLISH     | 01 | 1          | -D publish payload-format-indicator 1
        PUBLISH     | 02 | 60         | -D publish message-expiry-interval 60
        PUBLISH     | 03 | -x         | -D publish content-type -x
        PUBLISH     | 08 | r          | --property publish response-topic r
        PUBLISH     | 09 | hex:zz     | -D publish correlation-data hex:zz
        PUBLISH     | 26 | a=b=c      | -D publish user-property a=b c
        CONNECT     | 21 | 7          | --receive-maximum 7
        CONNECT     | 27 | 4000       | --maximum-packet-size 4000
        CONNECT     | 22 | 65535      | --topic-alias-maximum 65535
        CONNECT     | 19 | 1          | --request-response-information
        CONNECT     | 17 | 0          | --no-request-problem-information
        CONNECT     | 26 | k=v        | --connect-user-property k=v
        CONNECT     | 11 | 60         | --session-expiry-interval 60
        CONNECT     | 21 | 7          | -D connect receive-maximum 7
        CONNECT     | 27 | 4000       | -D connect maximum-packet-size 4000
        CONNECT     | 22 | 5          | -D connect topic-alias-maximum 5
        CONNECT     | 19 | 1          | -D connect request-response-information 1
        CONNECT     | 17 | 0          | -D connect request-problem-information 0
        CONNECT     | 26 | k=v        | -D connect user-property k v
        CONNECT     | 11 | 4294967295 | -D connect session-expiry-interval 4294967295
        DISCONNECT  | 1F | bye        | --disconnect-reason-string bye
        DISCONNECT  | 11 | 0          | -x 60 --disconnect-session-expiry 0
        DISCONNECT  | 26 | k=v        | --disconnect-user-property k=v
        DISCONNECT  | 1F | bye        | -D disconnect reason-string bye
        DISCONNECT  | 11 | 90         | -x 60 -D disconnect session-expiry-interval 90
        DISCONNECT  | 26 | k=v        | -D disconnect user-property k v
        SUBSCRIBE   | 0B | 268435455  | --subscription-identifier 268435455
        SUBSCRIBE   | 26 | k=v        | --user-property k=v
        SUBSCRIBE   | 0B | 1          | -D subscribe subscription-identifier 1
        SUBSCRIBE   | 26 | k=v        | -D subscribe user-property k v
        UNSUBSCRIBE | 26 | k=v        | --user-property k=v
        UNSUBSCRIBE | 26 | k=v        | -D unsubscribe user-property k v
        """)
    void a_property_is_sent(PacketType type, String id, String value, String options) {
        RawPacket packet = packet(type, options);
        RawPacket.Property property = packet.property(Integer.parseInt(id, 16));
        assertNotNull(property, packet + " " + packet.properties());
        boolean number = !id.matches("03|08|09|26|1F");
        assertEquals(value, number ? Long.toString(property.number()) : property.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        4 | --no-local
        8 | --retain-as-published
        0 | --retain-handling always
        16 | --retain-handling new
        32 | --retain-handling never
        45 | --no-local --retain-as-published --retain-handling 2 -q 1
        16 | --session s -q 0
        0 | --session s -q 0 --retain-handling always
        """)
    void subscription_options_are_sent(int options, String words) {
        assertEquals(List.of(options), packet(PacketType.SUBSCRIBE, words).subscriptionOptions());
    }

    @Test
    void several_user_properties_keep_their_order() {
        RawPacket publish = packet(PacketType.PUBLISH, "--user-property k=1 -D publish user-property k 2");
        assertEquals(
                List.of("k=1", "k=2"),
                publish.properties().stream().map(RawPacket.Property::text).toList());
    }

    @ParameterizedTest
    @CsvSource({"0x04, 4", "4, 4", "0x80, 128", "0x00, 0"})
    void the_reason_of_disconnect_is_sent(String typed, int code) {
        assertEquals(
                code,
                packet(PacketType.DISCONNECT, "--disconnect-reason " + typed).reasonCode());
    }

    @ParameterizedTest
    @CsvSource({"5", "3.1.1"})
    void a_will_is_sent(String version) throws IOException {
        Files.writeString(directory.resolve("payload"), "gone");
        for (String payload : List.of("--will-payload gone", "--will-file payload")) {
            RawPacket connect = packet(
                    PacketType.CONNECT,
                    "-V " + version + " -i me --will-topic w/t --will-qos 1 --will-retain " + payload);
            assertEquals(0x2E, connect.connectFlags());
            byte[] end = Bytes.concat(Bytes.text("me"), version.equals("5") ? new byte[] {0} : new byte[0]);
            end = Bytes.concat(end, Bytes.text("w/t"), Bytes.text("gone"));
            byte[] body = connect.body();
            assertArrayEquals(end, Arrays.copyOfRange(body, body.length - end.length, body.length));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        18 00 00 00 1e          | --will-delay 30
        18 00 00 00 1e          | -D will will-delay-interval 30
        01 01                   | --will-payload-format-indicator
        01 01                   | -D will payload-format-indicator 1
        02 00 00 00 3c          | --will-message-expiry 1m
        02 00 00 00 3c          | -D will message-expiry-interval 60
        03 00 01 61             | --will-content-type a
        03 00 01 61             | -D will content-type a
        08 00 01 61             | --will-response-topic a
        08 00 01 61             | -D will response-topic a
        09 00 02 00 ff          | --will-correlation-data hex:00ff
        09 00 01 61             | -D will correlation-data a
        26 00 01 6b 00 01 76    | --will-user-property k=v
        26 00 01 6b 00 01 76    | -D will user-property k v
        """)
    void a_property_of_the_will_is_sent(String hex, String options) {
        RawPacket connect = packet(PacketType.CONNECT, "-i me --will-topic w " + options);
        byte[] property = Bytes.hex(hex);
        byte[] end = Bytes.concat(Bytes.text("me"), Bytes.binary(property), Bytes.text("w"), Bytes.binary(new byte[0]));
        // The length of properties is one byte here, not two.
        end[4] = end[5];
        end = Bytes.concat(Bytes.text("me"), Arrays.copyOfRange(end, 5, end.length));
        byte[] body = connect.body();
        assertEquals(Bytes.toHex(end), Bytes.toHex(Arrays.copyOfRange(body, body.length - end.length, body.length)));
    }

    @Test
    void a_disconnect_with_will_says_so() {
        assertEquals(
                4,
                packet(PacketType.DISCONNECT, "--will-topic w --disconnect-with-will")
                        .reasonCode());
    }

    @Test
    void an_alias_of_the_server_is_resolved_when_aliases_were_allowed() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(peer.packets().subAck(subscribe.packetId(), 0));
            byte[] alias = RawProperties.twoBytes(RawProperties.TOPIC_ALIAS, 2);
            byte[] identifier = RawProperties.subscriptionIdentifier(7);
            peer.send(
                    peer.packets().publish(0, "a/b", "one", 0, alias, RawProperties.user("k", "v")),
                    peer.packets().publish(0, "", "two", 0, alias, identifier));
            peer.hold();
        })) {
            Ran ran = run(broker, "sub -t a/# -C 2 --json --topic-alias-maximum 2 --subscription-identifier 7");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            List<String> lines = ran.out().lines().toList();
            assertTrue(lines.get(0).contains("{\"topic\":\"a/b\""), ran.out());
            assertTrue(lines.get(0).contains("\"userProperties\":[{\"name\":\"k\",\"value\":\"v\"}]"), ran.out());
            assertTrue(lines.get(1).contains("{\"topic\":\"a/b\""), ran.out());
            assertTrue(lines.get(1).contains("\"subscriptionIdentifiers\":[7]"), ran.out());
        }
    }

    @Test
    void a_packet_larger_than_announced_is_refused() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            peer.send(peer.packets().publish(0, "a", "x".repeat(100), 0));
            assertEquals(0x95, peer.expect(PacketType.DISCONNECT).reasonCode());
            peer.expectEnd();
        })) {
            Ran ran = run(broker, "sub -t a --maximum-packet-size 50");
            broker.await();
            assertEquals(Exit.NOT_CONNECTED, ran.exit());
            assertTrue(ran.err().contains("larger than the Maximum Packet Size of 50"), ran.err());
        }
    }

    @Test
    void properties_stay_with_a_queued_message() {
        Ran queued = run(
                null,
                "pub --session s -h 127.0.0.1 -p 1 --offline -t a -m x --content-type text/x --response-topic r"
                        + " --correlation-data hex:00ff --payload-format-indicator --message-expiry 60"
                        + " --user-property k=v");
        assertEquals(Exit.DONE, queued.exit(), queued.err());
        try (ScriptedBroker broker = ScriptedBroker.playing(PropertyOptionsTest::answer)) {
            Ran ran = run(broker, "connect --session s --rebind");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            List<Integer> ids = broker.seen(PacketType.PUBLISH).getFirst().properties().stream()
                    .map(RawPacket.Property::id)
                    .sorted()
                    .toList();
            assertEquals(List.of(0x01, 0x02, 0x03, 0x08, 0x09, 0x26), ids);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pub -t a -m x      | --content-type         | --content-type x
        pub -t a -m x      | --payload-format-indicator | -D publish payload-format-indicator 1
        sub -t a           | --no-local             | --no-local
        sub -t a           | --subscription-identifier | --subscription-identifier 1
        unsub -t a --session s | --user-property    | --user-property k=v
        connect            | --receive-maximum      | --receive-maximum 4
        connect            | --will-delay           | --will-topic w --will-delay 5
        connect            | --disconnect-reason-string | --disconnect-reason-string x
        connect            | --disconnect-with-will | --will-topic w --disconnect-with-will
        """)
    void what_mqtt_3_1_1_cannot_say_is_refused_with_the_options_name(String command, String option, String typed) {
        Ran ran = run(null, command + " -V 3.1.1 " + typed);
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains(option + " is not in MQTT 3.1.1"), ran.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pub -t a -m x --user-property k          | --user-property: 'k' is not NAME=VALUE
        pub -t a -m x --correlation-data hex:0g  | --correlation-data: what follows hex: is not hexadecimal digits
        pub -t a -m x -D publish                 | --property: needs PROPERTY VALUE after publish
        pub -t a -m x -D publish nonsense x      | --property: 'nonsense' is not a property that can be given for publish
        pub -t a -m x -D subscribe user-property | --property: this command sends no subscribe
        pub -t a -m x -D subscriber user-property | --property: 'subscriber' is not connect, publish
        pub -t a -m x -D publish topic-alias 1   | --property: topic aliases are used by themselves
        connect -D connect request-problem-information 2 | is 0 or 1, not '2'
        connect --will-payload x                 | --will-payload needs --will-topic
        connect --disconnect-with-will           | --disconnect-with-will needs --will-topic
        connect --will-topic w --will-payload a --will-file b | --will-payload and --will-file both
        connect --will-topic w --will-file nowhere | --will-file: there is no file
        connect --disconnect-session-expiry 5    | --disconnect-session-expiry needs --session-expiry
        connect --session s --disconnect-session-expiry 0 | --disconnect-session-expiry 0 ends the session
        connect --disconnect-reason 0x87         | is not a reason a client may give in DISCONNECT
        connect --topic-alias-maximum 65536      | --topic-alias-maximum: '65536' is not in 0 to 65535
        sub -t $share/g/a --no-local             | --no-local is not for the shared subscription '$share/g/a'
        sub -t a --retain-handling often         | is not always, new or never
        sub -t a --subscription-identifer 1      | did you mean --subscription-identifier?
        """)
    void a_wrong_value_is_named(String typed, String sentence) {
        Ran ran = run(null, typed);
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains(sentence), ran.err());
    }

    /** Runs the command that sends such a packet, and returns it. */
    private RawPacket packet(PacketType type, String options) {
        String command = switch (type) {
            case PUBLISH -> "pub -t a -m x";
            case SUBSCRIBE -> "sub -t a -W 100ms";
            case UNSUBSCRIBE -> "unsub -t a --session s";
            default -> "connect";
        };
        try (ScriptedBroker broker = ScriptedBroker.playing(PropertyOptionsTest::answer)) {
            Ran ran = run(broker, command + " " + options);
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            broker.await();
            return broker.seen(type).getFirst();
        }
    }

    private static void answer(Peer peer) throws IOException {
        peer.accept();
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            switch (packet.type()) {
                case SUBSCRIBE -> peer.send(peer.packets().subAck(packet.packetId(), 0));
                case UNSUBSCRIBE -> peer.send(peer.packets().unsubAck(packet.packetId(), 0));
                case PUBLISH -> {
                    if (packet.qos() == 2) {
                        peer.send(peer.packets().pubRec(packet.packetId()));
                    }
                }
                case PUBREL -> peer.send(peer.packets().pubComp(packet.packetId()));
                default -> {}
            }
        }
    }

    /** Words are split at spaces, but not within '…'. */
    private Ran run(@Nullable ScriptedBroker broker, String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        if (broker != null) {
            words.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        }
        return here.mqkeep(words.toArray(String[]::new));
    }
}
