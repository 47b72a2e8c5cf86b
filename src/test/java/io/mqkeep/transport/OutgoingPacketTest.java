package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.protocol.Will;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every packet a client sends, from its value to its bytes, in both versions, and what is refused before it is bytes. */
class OutgoingPacketTest {
    private static final List<UserProperty> USER = List.of(new UserProperty("a", "1"));
    private static final PublishProperties ALL =
            new PublishProperties(true, 0xFFFF_FFFFL, "t", "r", Binary.wrap(Bytes.hex("ff")), USER, List.of(9));

    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_plain_connect_is_as_short_as_can_be() {
        assertEquals(
                "10 0f 00 04 4d 51 54 54 05 02 00 3c 00 00 02 6d 65", connectBytes(Recorder.connect(MqttVersion.V5)));
        assertEquals(
                "10 0e 00 04 4d 51 54 54 04 02 00 3c 00 02 6d 65", connectBytes(Recorder.connect(MqttVersion.V3_1_1)));
    }

    @Test
    void a_connect_with_everything_says_it_all_in_mqtt_5() {
        Message will = new Message("w", Binary.ofText("x"), QoS.EXACTLY_ONCE, true, PublishProperties.NONE);
        ConnectProperties properties =
                new ConnectProperties(0xFFFF_FFFFL, 2, 4096L, 3, true, false, USER, "S", Binary.wrap(Bytes.hex("01")));
        Connect connect = new Connect(
                MqttVersion.V5, "me", false, 0, "u", Binary.wrap(Bytes.hex("ff")), new Will(will, 5), properties);
        RawPacket raw = connectPacket(connect);
        assertEquals(0xF4, raw.connectFlags());
        assertEquals(0, raw.keepAlive());
        assertEquals("me", raw.clientId());
        assertEquals(0xFFFF_FFFFL, number(raw, 0x11));
        assertEquals(2, number(raw, 0x21));
        assertEquals(4096, number(raw, 0x27));
        assertEquals(3, number(raw, 0x22));
        assertEquals(1, number(raw, 0x19));
        assertEquals(0, number(raw, 0x17));
        assertEquals(9, raw.properties().size());
        String bytes = Bytes.toHex(raw.body());
        String payload = "00 02 6d 65 05 18 00 00 00 05 00 01 77 00 01 78 00 01 75 00 01 ff";
        assertEquals(payload, bytes.substring(bytes.length() - payload.length()));
    }

    @Test
    void a_connect_of_3_1_1_leaves_out_what_only_mqtt_5_has() {
        Message will = new Message("w", Binary.ofText("x"), QoS.AT_LEAST_ONCE, false, ALL);
        ConnectProperties properties = new ConnectProperties(9, 2, 4096L, 3, true, false, USER, null, null);
        Connect connect =
                new Connect(MqttVersion.V3_1_1, "me", false, 1, "u", Binary.ofText("p"), new Will(will, 5), properties);
        assertEquals(
                "10 1a 00 04 4d 51 54 54 04 cc 00 01 00 02 6d 65 00 01 77 00 01 78 00 01 75 00 01 70",
                connectBytes(connect));
    }

    @Test
    void mqtt_5_has_a_password_without_a_user_name_and_3_1_1_has_not() {
        Connect v5 =
                new Connect(MqttVersion.V5, "", true, 0, null, Binary.ofText("p"), null, ConnectProperties.DEFAULT);
        assertEquals("10 10 00 04 4d 51 54 54 05 42 00 00 00 00 00 00 01 70", connectBytes(v5));
        Connect v3 =
                new Connect(MqttVersion.V3_1_1, "", true, 0, null, Binary.ofText("p"), null, ConnectProperties.DEFAULT);
        assertRefused("MQTT 3.1.1 has no password without a user name", v3);
        assertRefused(
                "MQTT 3.1.1 has no lasting session without a client identifier",
                new Connect(MqttVersion.V3_1_1, "", false, 0, null, null, null, ConnectProperties.DEFAULT));
    }

    @Test
    void publishes_are_written_with_their_flags() {
        Message once = Message.of("a", Binary.ofText("x"), QoS.AT_MOST_ONCE);
        assertBytes("30 05 00 01 61 00 78", "30 04 00 01 61 78", new Publish(0, false, once));
        Message kept = new Message("a", Binary.EMPTY, QoS.AT_LEAST_ONCE, true, PublishProperties.NONE);
        assertBytes("33 06 00 01 61 00 07 00", "33 05 00 01 61 00 07", new Publish(7, false, kept));
        Message twice = Message.of("é", Binary.EMPTY, QoS.EXACTLY_ONCE);
        assertBytes("3c 07 00 02 c3 a9 ff ff 00", "3c 06 00 02 c3 a9 ff ff", new Publish(65_535, true, twice));
    }

    @Test
    void a_publish_with_all_properties_has_them_in_mqtt_5_but_for_subscription_identifiers() {
        Publish publish = new Publish(7, false, new Message("a", Binary.EMPTY, QoS.AT_LEAST_ONCE, false, ALL));
        RawPacket raw = sent(MqttVersion.V5, publish);
        assertEquals(1, number(raw, 0x01));
        assertEquals(0xFFFF_FFFFL, number(raw, 0x02));
        assertEquals(0xFF, number(raw, 0x09));
        assertEquals(6, raw.properties().size(), "no subscription identifier: only a server sends it");
        assertEquals(publish.encodedSize(MqttVersion.V5), raw.bytes().length);
        RawPacket old = sent(MqttVersion.V3_1_1, publish);
        assertEquals("32 05 00 01 61 00 07", Bytes.toHex(old.bytes()));
        assertEquals(publish.encodedSize(MqttVersion.V3_1_1), old.bytes().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_384, 2_097_152})
    void a_subscribe_and_an_unsubscribe_know_their_size(int identifier) {
        List<Subscription> filters = List.of(
                new Subscription("é/#", QoS.AT_LEAST_ONCE, false, false, RetainHandling.SEND, identifier),
                new Subscription("b".repeat(200), QoS.AT_LEAST_ONCE, false, false, RetainHandling.SEND, identifier));
        Subscribe subscribe = new Subscribe(7, filters, USER);
        assertEquals(sent(MqttVersion.V5, subscribe).bytes().length, subscribe.encodedSize());
        Unsubscribe unsubscribe = new Unsubscribe(7, List.of("é/#", "b".repeat(200)), USER);
        assertEquals(sent(MqttVersion.V5, unsubscribe).bytes().length, unsubscribe.encodedSize());
    }

    @Test
    void acknowledgements_are_as_short_as_can_be() {
        assertBytes("40 02 00 07", "40 02 00 07", new PubAck(7));
        assertBytes("50 02 00 07", "50 02 00 07", new PubRec(7));
        assertBytes("62 02 00 07", "62 02 00 07", new PubRel(7));
        assertBytes("70 02 00 07", "70 02 00 07", new PubComp(7));
        assertBytes("62 04 00 07 92 00", "62 02 00 07", new PubRel(7, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
        assertBytes(
                "50 0f 00 07 97 0b 1f 00 01 77 26 00 01 61 00 01 31",
                "50 02 00 07",
                new PubRec(7, ReasonCode.QUOTA_EXCEEDED, "w", USER));
    }

    @Test
    void a_subscribe_has_its_options_in_mqtt_5_and_its_qos_alone_in_3_1_1() {
        Subscription all = new Subscription("a/#", QoS.EXACTLY_ONCE, true, true, RetainHandling.DO_NOT_SEND, 200);
        Subscription little = new Subscription("b", QoS.AT_LEAST_ONCE, false, false, RetainHandling.SEND_IF_NEW, 200);
        assertBytes(
                "82 10 00 07 03 0b c8 01 00 03 61 2f 23 2e 00 01 62 11",
                "82 0c 00 07 00 03 61 2f 23 02 00 01 62 01",
                new Subscribe(7, List.of(all, little), List.of()));
        assertBytes(
                "82 0e 00 07 07 26 00 01 61 00 01 31 00 01 62 00",
                "82 06 00 07 00 01 62 00",
                new Subscribe(7, List.of(Subscription.of("b", QoS.AT_MOST_ONCE)), USER));
    }

    @Test
    void the_other_packets_are_written() {
        assertBytes(
                "a2 09 00 07 00 00 01 61 00 01 62",
                "a2 08 00 07 00 01 61 00 01 62",
                new Unsubscribe(7, List.of("a", "b"), List.of()));
        assertBytes("c0 00", "c0 00", new PingReq());
        assertBytes("e0 00", "e0 00", Disconnect.normal());
        assertBytes("e0 07 00 05 11 00 00 00 00", "e0 00", Disconnect.endingSession());
        assertBytes("e0 02 81 00", "e0 00", new Disconnect(ReasonCode.MALFORMED_PACKET));
        assertBytes("e0 02 04 00", "e0 00", new Disconnect(ReasonCode.DISCONNECT_WITH_WILL_MESSAGE));
        assertEquals(
                "f0 0a 18 08 15 00 01 53 16 00 01 ff",
                Bytes.toHex(sent(
                                MqttVersion.V5,
                                new Auth(
                                        ReasonCode.CONTINUE_AUTHENTICATION,
                                        "S",
                                        Binary.wrap(Bytes.hex("ff")),
                                        null,
                                        List.of()))
                        .bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 300_000})
    void payloads_of_any_length_leave_whole(int length) {
        Message message = Message.of("a", Binary.wrap(new byte[length]), QoS.AT_MOST_ONCE);
        for (MqttVersion version : MqttVersion.values()) {
            assertEquals(length, sent(version, new Publish(0, false, message)).payload().length);
        }
    }

    // What is refused, because the codec would cut it or change it

    @ParameterizedTest
    @EnumSource
    void a_text_that_is_too_long_is_refused_and_nothing_is_queued(MqttVersion version) {
        String longest = "x".repeat(65_535);
        assertEquals(
                longest,
                sent(version, new Publish(0, false, Message.of(longest, Binary.EMPTY, QoS.AT_MOST_ONCE)))
                        .topic());
        String problem = " is 65536 bytes long; the most is 65535";
        assertRefused(
                version,
                "the topic" + problem,
                new Publish(0, false, Message.of(longest + "x", Binary.EMPTY, QoS.AT_MOST_ONCE)));
        assertRefused(
                version,
                "the topic filter" + problem,
                new Subscribe(1, List.of(Subscription.of(longest + "x", QoS.AT_MOST_ONCE)), List.of()));
        assertRefused(
                version, "the topic filter" + problem, new Unsubscribe(1, List.of("a", longest + "x"), List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void a_text_that_is_not_unicode_is_refused(MqttVersion version) {
        String problem = " is not well-formed Unicode (a lone surrogate)";
        assertRefused(
                version,
                "the topic" + problem,
                new Publish(0, false, Message.of("a\ud800", Binary.EMPTY, QoS.AT_MOST_ONCE)));
        assertRefused(
                "the client identifier" + problem,
                new Connect(version, "\udc00", true, 0, null, null, null, ConnectProperties.DEFAULT));
        assertRefused(
                "the user name has a null character (U+0000)",
                new Connect(version, "me", true, 0, "\0", null, null, ConnectProperties.DEFAULT));
        Message will = Message.of("a/+", Binary.EMPTY, QoS.AT_MOST_ONCE);
        assertRefused(
                "the Will Topic has a wildcard (# or +), which only a topic filter may have",
                new Connect(version, "me", true, 0, null, null, new Will(will, 0), ConnectProperties.DEFAULT));
    }

    @Test
    void every_text_and_binary_of_mqtt_5_is_looked_at() {
        String bad = "\0";
        String problem = " has a null character (U+0000)";
        Binary tooMuch = Binary.wrap(new byte[65_536]);
        List<UserProperty> badUser = List.of(new UserProperty("a", bad));
        assertRefused(
                MqttVersion.V5,
                "the value of a user property" + problem,
                new PubAck(7, ReasonCode.SUCCESS, null, badUser));
        assertRefused(MqttVersion.V5, "the Reason String" + problem, new PubAck(7, ReasonCode.SUCCESS, bad, List.of()));
        assertRefused(
                MqttVersion.V5,
                "the Content Type" + problem,
                publishWith(new PublishProperties(false, null, bad, null, null, List.of(), List.of())));
        assertRefused(
                MqttVersion.V5,
                "the Response Topic is empty",
                publishWith(new PublishProperties(false, null, null, "", null, List.of(), List.of())));
        assertRefused(
                MqttVersion.V5,
                "the Correlation Data is 65536 bytes long; the most is 65535",
                publishWith(new PublishProperties(false, null, null, null, tooMuch, List.of(), List.of())));
        assertRefused(
                "the password is 65536 bytes long; the most is 65535",
                new Connect(MqttVersion.V5, "me", true, 0, null, tooMuch, null, ConnectProperties.DEFAULT));
        Message will = Message.of("a", tooMuch, QoS.AT_MOST_ONCE);
        assertRefused(
                "the Will Payload is 65536 bytes long; the most is 65535",
                new Connect(MqttVersion.V5, "me", true, 0, null, null, new Will(will, 0), ConnectProperties.DEFAULT));
    }

    @ParameterizedTest
    @EnumSource
    void a_packet_that_says_nothing_valid_is_refused(MqttVersion version) {
        assertRefused(version, "SUBSCRIBE needs a topic filter", new Subscribe(1, List.of(), List.of()));
        assertRefused(version, "UNSUBSCRIBE needs a topic filter", new Unsubscribe(1, List.of(), List.of()));
        Subscription one = new Subscription("a", QoS.AT_MOST_ONCE, false, false, RetainHandling.SEND, 1);
        Subscription other = new Subscription("b", QoS.AT_MOST_ONCE, false, false, RetainHandling.SEND, 2);
        assertRefused(
                version,
                "one SUBSCRIBE has room for one subscription identifier",
                new Subscribe(1, List.of(one, other), List.of()));
        Subscription shared = new Subscription("$share/g/a", QoS.AT_MOST_ONCE, true, false, RetainHandling.SEND, 0);
        assertRefused(
                version, "a shared subscription can't have No Local", new Subscribe(1, List.of(shared), List.of()));
        assertRefused(version, "a client does not send PINGRESP", new PingResp());
        assertRefused(
                version,
                "a client does not send CONNACK",
                new ConnAck(false, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT));
    }

    @Test
    void auth_can_not_be_said_in_3_1_1() {
        assertRefused(
                MqttVersion.V3_1_1,
                "MQTT 3.1.1 has no AUTH",
                new Auth(ReasonCode.RE_AUTHENTICATE, "S", null, null, List.of()));
    }

    @Test
    void connect_is_first_and_only_once() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.hold())) {
            Recorder recorder = Recorder.opening(transport, broker.address(), Duration.ofSeconds(5));
            recorder.awaitOpened();
            assertThrows(IllegalStateException.class, () -> recorder.write(new PingReq()));
            recorder.write(Recorder.connect(MqttVersion.V5));
            assertThrows(IllegalStateException.class, () -> recorder.write(Recorder.connect(MqttVersion.V5)));
        }
    }

    private static Publish publishWith(PublishProperties properties) {
        return new Publish(0, false, new Message("a", Binary.EMPTY, QoS.AT_MOST_ONCE, false, properties));
    }

    private static long number(RawPacket packet, int property) {
        RawPacket.Property found = packet.property(property);
        if (found == null) {
            throw new AssertionError("no property " + property + " in " + packet);
        }
        return found.number();
    }

    private void assertBytes(String v5, String v3, Packet packet) {
        assertEquals(v5, Bytes.toHex(sent(MqttVersion.V5, packet).bytes()));
        assertEquals(v3, Bytes.toHex(sent(MqttVersion.V3_1_1, packet).bytes()));
    }

    private String connectBytes(Connect connect) {
        return Bytes.toHex(connectPacket(connect).bytes());
    }

    private RawPacket connectPacket(Connect connect) {
        return first(recorder -> recorder.write(connect), false);
    }

    /** Returns what a server sees of a packet. */
    private RawPacket sent(MqttVersion version, Packet packet) {
        return first(
                recorder -> {
                    recorder.write(Recorder.connect(version));
                    recorder.write(packet);
                },
                true);
    }

    private void assertRefused(String words, Connect connect) {
        RawPacket next = first(
                recorder -> {
                    refuse(words, recorder, connect);
                    recorder.write(Recorder.connect(connect.version()));
                },
                false);
        assertEquals("me", next.clientId(), "nothing of the refused packet was sent");
    }

    private void assertRefused(MqttVersion version, String words, Packet packet) {
        RawPacket next = first(
                recorder -> {
                    recorder.write(Recorder.connect(version));
                    refuse(words, recorder, packet);
                    recorder.write(new PingReq());
                },
                true);
        assertEquals("c0 00", Bytes.toHex(next.bytes()), "nothing of the refused packet was sent");
    }

    private static void refuse(String words, Recorder recorder, Packet packet) {
        assertEquals(
                words,
                assertThrows(IllegalArgumentException.class, () -> recorder.write(packet))
                        .getMessage());
    }

    private RawPacket first(Consumer<Recorder> writing, boolean afterConnect) {
        AtomicReference<RawPacket> seen = new AtomicReference<>();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            RawPacket packet = peer.next();
            if (afterConnect) {
                packet = peer.next();
            }
            if (packet != null) {
                seen.set(packet);
            }
        })) {
            Recorder recorder = Recorder.opening(transport, broker.address(), Duration.ofSeconds(5));
            recorder.awaitOpened();
            writing.accept(recorder);
            broker.await();
            return seen.get();
        }
    }
}
