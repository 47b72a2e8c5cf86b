package io.mqkeep.transport;

import static io.mqkeep.testing.RawProperties.binary;
import static io.mqkeep.testing.RawProperties.fourBytes;
import static io.mqkeep.testing.RawProperties.oneByte;
import static io.mqkeep.testing.RawProperties.subscriptionIdentifier;
import static io.mqkeep.testing.RawProperties.text;
import static io.mqkeep.testing.RawProperties.twoBytes;
import static io.mqkeep.testing.RawProperties.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every packet a server sends, from its bytes to its value, in both versions. */
class IncomingPacketTest {
    private static final RawPackets V5 = RawPackets.V5;
    private static final RawPackets V3 = RawPackets.V3_1_1;
    private static final List<UserProperty> USER = List.of(new UserProperty("a", "1"), new UserProperty("a", "2"));
    private static final byte[] RAW_USER = Bytes.concat(user("a", "1"), user("a", "2"));
    private static final byte[] REASON = text(RawProperties.REASON_STRING, "why");

    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_plain_connack_has_the_defaults_of_the_standard() {
        ConnAck plain = new ConnAck(false, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT);
        assertEquals(plain, answer(MqttVersion.V5, Bytes.hex("20 03 00 00 00")));
        assertEquals(plain, answer(MqttVersion.V3_1_1, Bytes.hex("20 02 00 00")));
        ConnAck present = new ConnAck(true, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT);
        assertEquals(present, answer(MqttVersion.V5, Bytes.hex("20 03 01 00 00")));
        assertEquals(present, answer(MqttVersion.V3_1_1, Bytes.hex("20 02 01 00")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, UNSUPPORTED_PROTOCOL_VERSION",
        "2, CLIENT_IDENTIFIER_NOT_VALID",
        "3, SERVER_UNAVAILABLE",
        "4, BAD_USER_NAME_OR_PASSWORD",
        "5, NOT_AUTHORIZED",
    })
    void a_return_code_of_3_1_1_becomes_the_reason_code_that_means_the_same(int returnCode, ReasonCode reasonCode) {
        assertEquals(
                new ConnAck(false, reasonCode, ConnAckProperties.DEFAULT),
                answer(MqttVersion.V3_1_1, V3.connAck(false, returnCode)));
    }

    @Test
    void a_connack_with_everything_is_read_whole_and_its_large_numbers_are_not_negative() {
        ConnectProperties asked = new ConnectProperties(0, 65_535, null, 0, true, true, List.of(), "SCRAM", null);
        byte[] connAck = V5.connAck(
                false,
                0,
                fourBytes(RawProperties.SESSION_EXPIRY_INTERVAL, 0xFFFF_FFFFL),
                twoBytes(RawProperties.RECEIVE_MAXIMUM, 65_535),
                oneByte(RawProperties.MAXIMUM_QOS, 1),
                oneByte(RawProperties.RETAIN_AVAILABLE, 0),
                fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 0xFFFF_FFFFL),
                text(RawProperties.ASSIGNED_CLIENT_IDENTIFIER, "given"),
                twoBytes(RawProperties.TOPIC_ALIAS_MAXIMUM, 0xFFFF),
                REASON,
                RAW_USER,
                oneByte(RawProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0),
                oneByte(RawProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0),
                oneByte(RawProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0),
                twoBytes(RawProperties.SERVER_KEEP_ALIVE, 0xFFFF),
                text(RawProperties.RESPONSE_INFORMATION, "responses/"),
                text(RawProperties.SERVER_REFERENCE, "other:1883"),
                text(RawProperties.AUTHENTICATION_METHOD, "SCRAM"),
                binary(RawProperties.AUTHENTICATION_DATA, Bytes.hex("00 ff")));
        ConnAckProperties properties = new ConnAckProperties(
                0xFFFF_FFFFL,
                65_535,
                QoS.AT_LEAST_ONCE,
                false,
                0xFFFF_FFFFL,
                "given",
                65_535,
                "why",
                USER,
                false,
                false,
                false,
                65_535,
                "responses/",
                "other:1883",
                "SCRAM",
                Binary.wrap(Bytes.hex("00 ff")));
        assertEquals(new ConnAck(false, ReasonCode.SUCCESS, properties), answer(MqttVersion.V5, asked, connAck));
    }

    @Test
    void a_refusing_connack_of_mqtt_5_has_its_code() {
        assertEquals(
                new ConnAck(false, ReasonCode.NOT_AUTHORIZED, ConnAckProperties.DEFAULT),
                answer(MqttVersion.V5, Bytes.hex("20 03 00 87 00")));
        ConnAck noQoS =
                (ConnAck) answer(MqttVersion.V5, V5.connAck(false, 0x9B, oneByte(RawProperties.MAXIMUM_QOS, 0)));
        assertEquals(ReasonCode.QOS_NOT_SUPPORTED, noQoS.reasonCode());
        assertEquals(QoS.AT_MOST_ONCE, noQoS.properties().maximumQoS());
    }

    @ParameterizedTest
    @EnumSource
    void a_publish_has_its_flags_identifier_topic_and_payload(MqttVersion version) {
        RawPackets packets = RawPackets.of(version);
        Message once = Message.of("a/é", Binary.ofText("x"), QoS.AT_MOST_ONCE);
        assertEquals(new Publish(0, false, once), after(version, packets.publish(0, "a/é", "x", 0)));
        Message kept = new Message("a", Binary.EMPTY, QoS.AT_LEAST_ONCE, true, PublishProperties.NONE);
        assertEquals(new Publish(65_535, false, kept), after(version, packets.publishRetained(65_535, "a", "", 1)));
        Message twice = Message.of("a", Binary.wrap(Bytes.hex("00 ff 80")), QoS.EXACTLY_ONCE);
        byte[] again = packets.publishAgain(7, "a", "", 2);
        byte[] withPayload = RawPackets.packet(0x3C, Arrays.copyOfRange(again, 2, again.length), Bytes.hex("00 ff 80"));
        assertEquals(new Publish(7, true, twice), after(version, withPayload));
    }

    @Test
    void a_publish_with_all_properties_is_read_whole() {
        byte[] publish = V5.publish(
                7,
                "a",
                "x",
                1,
                oneByte(RawProperties.PAYLOAD_FORMAT_INDICATOR, 1),
                fourBytes(RawProperties.MESSAGE_EXPIRY_INTERVAL, 0xFFFF_FFFFL),
                text(RawProperties.CONTENT_TYPE, "text/plain"),
                text(RawProperties.RESPONSE_TOPIC, "answers"),
                binary(RawProperties.CORRELATION_DATA, Bytes.hex("00")),
                subscriptionIdentifier(268_435_455),
                user("a", "1"),
                subscriptionIdentifier(1),
                user("a", "2"));
        PublishProperties properties = new PublishProperties(
                true, 0xFFFF_FFFFL, "text/plain", "answers", Binary.wrap(new byte[1]), USER, List.of(268_435_455, 1));
        Message message = new Message("a", Binary.ofText("x"), QoS.AT_LEAST_ONCE, false, properties);
        assertEquals(new Publish(7, false, message), after(MqttVersion.V5, publish));
    }

    @ParameterizedTest
    @CsvSource({"127", "128", "200", "16383", "16384", "60000"})
    void a_payload_stays_whole_behind_properties_of_any_length(int length) {
        String value = "v".repeat(length);
        byte[] publish =
                V5.publish(0, "a", "payload", 0, user("n", value), oneByte(RawProperties.PAYLOAD_FORMAT_INDICATOR, 1));
        Publish read = (Publish) after(MqttVersion.V5, publish);
        assertEquals(Binary.ofText("payload"), read.message().payload());
        assertEquals(
                List.of(new UserProperty("n", value)),
                read.message().properties().userProperties());
        assertEquals(true, read.message().properties().payloadIsText());
    }

    @Test
    void a_topic_alias_is_resolved_and_set_anew() {
        ConnectProperties two = new ConnectProperties(0, 65_535, null, 2, false, true, List.of(), null, null);
        byte[] first = twoBytes(RawProperties.TOPIC_ALIAS, 1);
        byte[] second = twoBytes(RawProperties.TOPIC_ALIAS, 2);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(
                    V5.publish(0, "one", "1", 0, first),
                    V5.publish(0, "two", "2", 0, second),
                    V5.publish(0, "", "3", 0, first),
                    V5.publish(0, "uno", "4", 0, first),
                    V5.publish(0, "", "5", 0, first),
                    V5.publish(0, "", "6", 0, second));
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), Recorder.connect(MqttVersion.V5, two));
            recorder.awaitPacket();
            for (String topic : List.of("one", "two", "one", "uno", "uno", "two")) {
                Publish publish = (Publish) recorder.awaitPacket();
                assertEquals(topic, publish.message().topic());
                assertEquals(PublishProperties.NONE, publish.message().properties(), "no alias is left");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_short_acknowledgement_means_success(MqttVersion version) {
        assertEquals(new PubAck(65_535), after(version, Bytes.hex("40 02 ff ff")));
        assertEquals(new PubRec(7), after(version, Bytes.hex("50 02 00 07")));
        assertEquals(new PubRel(7), after(version, Bytes.hex("62 02 00 07")));
        assertEquals(new PubComp(7), after(version, Bytes.hex("70 02 00 07")));
    }

    @Test
    void an_acknowledgement_of_mqtt_5_has_its_code_unsigned_and_its_properties() {
        assertEquals(
                new PubAck(7, ReasonCode.NO_MATCHING_SUBSCRIBERS), after(MqttVersion.V5, Bytes.hex("40 03 00 07 10")));
        assertEquals(
                new PubRec(7, ReasonCode.QUOTA_EXCEEDED, "why", USER),
                after(MqttVersion.V5, V5.pubRec(7, 0x97, REASON, RAW_USER)));
        assertEquals(new PubRel(7, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND), after(MqttVersion.V5, V5.pubRel(7, 0x92)));
        assertEquals(
                new PubComp(7, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, "why", List.of()),
                after(MqttVersion.V5, V5.pubComp(7, 0x92, REASON)));
    }

    @Test
    void a_third_byte_is_no_reason_code_in_mqtt_3_1_1() {
        assertEquals(new PubAck(7), after(MqttVersion.V3_1_1, Bytes.hex("40 03 00 07 87")));
        assertEquals(new PubRec(7), after(MqttVersion.V3_1_1, Bytes.hex("50 03 00 07 ff")));
    }

    @Test
    void a_suback_has_a_code_for_each_filter() {
        assertEquals(
                new SubAck(
                        7,
                        List.of(
                                ReasonCode.SUCCESS,
                                ReasonCode.GRANTED_QOS_2,
                                ReasonCode.NOT_AUTHORIZED,
                                ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED),
                        "why",
                        USER),
                after(MqttVersion.V5, V5.subAck(7, Bytes.concat(REASON, RAW_USER), 0, 2, 0x87, 0xA2)));
        assertEquals(
                new SubAck(7, List.of(ReasonCode.GRANTED_QOS_1, ReasonCode.UNSPECIFIED_ERROR), null, List.of()),
                after(MqttVersion.V3_1_1, V3.subAck(7, 1, 0x80)));
    }

    @Test
    void an_unsuback_has_codes_in_mqtt_5_only() {
        assertEquals(
                new UnsubAck(7, List.of(ReasonCode.SUCCESS, ReasonCode.NO_SUBSCRIPTION_EXISTED), null, List.of()),
                after(MqttVersion.V5, V5.unsubAck(7, 0, 0x11)));
        assertEquals(new UnsubAck(7, List.of(), null, List.of()), after(MqttVersion.V3_1_1, V3.unsubAck(7)));
    }

    @ParameterizedTest
    @EnumSource
    void a_pingresp_is_nothing_more(MqttVersion version) {
        assertEquals(new PingResp(), after(version, Bytes.hex("d0 00")));
    }

    @Test
    void a_disconnect_says_why() {
        assertEquals(Disconnect.normal(), after(MqttVersion.V5, Bytes.hex("e0 00")));
        assertEquals(new Disconnect(ReasonCode.SESSION_TAKEN_OVER), after(MqttVersion.V5, Bytes.hex("e0 01 8e")));
        assertEquals(
                new Disconnect(ReasonCode.SERVER_MOVED, null, "why", USER, "other:1883"),
                after(
                        MqttVersion.V5,
                        V5.disconnect(0x9D, REASON, RAW_USER, text(RawProperties.SERVER_REFERENCE, "other:1883"))));
    }

    @Test
    void an_auth_may_come_before_connack() {
        ConnectProperties scram = new ConnectProperties(0, 65_535, null, 0, false, true, List.of(), "SCRAM", null);
        byte[] auth = V5.auth(
                0x18,
                text(RawProperties.AUTHENTICATION_METHOD, "SCRAM"),
                binary(RawProperties.AUTHENTICATION_DATA, Bytes.hex("01 02")));
        assertEquals(
                new Auth(ReasonCode.CONTINUE_AUTHENTICATION, "SCRAM", Binary.wrap(Bytes.hex("01 02")), null, List.of()),
                answer(MqttVersion.V5, scram, auth));
    }

    @ParameterizedTest
    @EnumSource
    void packets_arrive_the_same_when_the_network_brings_them_byte_by_byte(MqttVersion version) {
        RawPackets packets = RawPackets.of(version);
        byte[] stream = Bytes.concat(
                packets.publish(1, "a/b", "payload", 1),
                packets.pubRec(7),
                packets.pingResp(),
                packets.subAck(3, 0, 1));
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            for (byte b : stream) {
                peer.send(new byte[] {b});
                if (b % 3 == 0) {
                    Thread.sleep(1);
                }
            }
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), version);
            recorder.awaitPacket();
            assertEquals(
                    new Publish(1, false, Message.of("a/b", Binary.ofText("payload"), QoS.AT_LEAST_ONCE)),
                    recorder.awaitPacket());
            assertEquals(new PubRec(7), recorder.awaitPacket());
            assertEquals(new PingResp(), recorder.awaitPacket());
            assertEquals(
                    new SubAck(3, List.of(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_1), null, List.of()),
                    recorder.awaitPacket());
        }
    }

    private Packet answer(MqttVersion version, byte[] bytes) {
        return answer(version, ConnectProperties.DEFAULT, bytes);
    }

    /** Returns what is heard when the server answers CONNECT with these bytes. */
    private Packet answer(MqttVersion version, ConnectProperties properties, byte[] bytes) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.next();
            peer.send(bytes);
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), Recorder.connect(version, properties));
            return recorder.awaitPacket();
        }
    }

    /** Returns what is heard when the server sends these bytes after CONNACK. */
    private Packet after(MqttVersion version, byte[] bytes) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(bytes);
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), version);
            recorder.awaitPacket();
            return recorder.awaitPacket();
        }
    }
}
