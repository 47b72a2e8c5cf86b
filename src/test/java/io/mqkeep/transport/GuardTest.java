package io.mqkeep.transport;

import static io.mqkeep.testing.RawProperties.fourBytes;
import static io.mqkeep.testing.RawProperties.oneByte;
import static io.mqkeep.testing.RawProperties.subscriptionIdentifier;
import static io.mqkeep.testing.RawProperties.text;
import static io.mqkeep.testing.RawProperties.twoBytes;
import static io.mqkeep.testing.RawProperties.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.transport.Closing.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server may not send, byte by byte: it is named, and MQTT 5 is told the code. */
class GuardTest {
    private static final RawPackets V5 = RawPackets.V5;
    private static final RawPackets V3 = RawPackets.V3_1_1;

    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    // The answer to CONNECT

    @ParameterizedTest
    @CsvSource({
        "20 02 00 00, (connection accepted)",
        "20 02 00 01, (unacceptable protocol version)",
        "20 02 00 05, (not authorized)",
        "20 02 00 09, (return code 9)",
    })
    void a_connack_of_3_1_1_in_answer_to_mqtt_5_is_named(String answer, String reason) {
        Closing closing = firstAnswer(MqttVersion.V5, Bytes.hex(answer), false);
        assertEquals(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION, closing.violation());
        assertEquals(
                "the server answered MQTT 5 with an MQTT 3.1.1 CONNACK " + reason + "; it does not speak MQTT 5",
                closing.words());
    }

    @Test
    void a_connack_of_5_in_answer_to_mqtt_3_1_1_is_named() {
        Closing closing = firstAnswer(MqttVersion.V3_1_1, Bytes.hex("20 03 00 84 00"), false);
        assertEquals(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION, closing.violation());
        assertEquals(
                "the server answered MQTT 3.1.1 with an MQTT 5 CONNACK (unsupported protocol version (0x84));"
                        + " it does not speak MQTT 3.1.1",
                closing.words());
    }

    @Test
    void servers_of_other_protocols_are_named() {
        assertEquals(
                "the server does not speak MQTT; it said \"HTTP/1.1 400 Bad Request\"",
                firstAnswer(MqttVersion.V5, Bytes.ascii("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"), false)
                        .words());
        assertEquals(
                "the server speaks TLS on this port, not plain MQTT",
                firstAnswer(MqttVersion.V5, Bytes.hex("15 03 03 00 02 02 32"), false)
                        .words());
        assertEquals(
                "the server does not speak MQTT; its first bytes are 00ff",
                firstAnswer(MqttVersion.V3_1_1, Bytes.hex("00 ff"), false).words());
        assertEquals(
                "the server does not speak MQTT; it said \"220 mail.example ESMTP\"",
                firstAnswer(MqttVersion.V5, Bytes.ascii("220 mail.example ESMTP\r\n"), false)
                        .words());
    }

    @Test
    void a_first_packet_that_is_no_connack_is_named() {
        assertEquals(
                "PUBLISH came before CONNACK",
                firstAnswer(MqttVersion.V5, V5.publish(0, "a", "b", 0), true).words());
        assertEquals(
                "DISCONNECT (not authorized (0x87)) came before CONNACK",
                firstAnswer(MqttVersion.V5, V5.disconnect(0x87), true).words());
        assertEquals(
                "PINGRESP came before CONNACK",
                firstAnswer(MqttVersion.V3_1_1, V3.pingResp(), true).words());
    }

    @Test
    void a_server_that_speaks_before_connect_is_named() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.send(Bytes.ascii("SSH-2.0-OpenSSH\r\n"));
            peer.expectEnd();
        })) {
            Recorder recorder = Recorder.opening(transport, broker.address(), Duration.ofSeconds(5));
            recorder.awaitOpened();
            assertEquals(
                    "the server does not speak MQTT; it said \"SSH-2.0-OpenSSH\"",
                    recorder.awaitClosed().words());
            broker.await();
        }
    }

    @Test
    void a_wrong_connack_is_refused() {
        assertMalformed(
                "CONNACK has reserved flags set", firstAnswer(MqttVersion.V5, Bytes.hex("20 03 02 00 00"), true));
        assertMalformed(
                "CONNACK has reserved flags set", firstAnswer(MqttVersion.V3_1_1, Bytes.hex("20 02 80 00"), true));
        assertError(
                "CONNACK refuses the connection and says a session is present",
                firstAnswer(MqttVersion.V5, V5.connAck(true, 0x87), true));
        assertError(
                "CONNACK has return code 6, which MQTT 3.1.1 does not have",
                firstAnswer(MqttVersion.V3_1_1, V3.connAck(false, 6), true));
        assertError(
                "CONNACK has reason code 0x8d, which it can't have",
                firstAnswer(MqttVersion.V5, V5.connAck(false, 0x8D), true));
        assertError(
                "CONNACK has reason code 0x01, which it can't have",
                firstAnswer(MqttVersion.V5, V5.connAck(false, 0x01), true));
        assertMalformed("CONNACK is cut short", firstAnswer(MqttVersion.V5, Bytes.hex("20 01 00"), true));
        assertError("CONNACK has Receive Maximum 0", connAckWith(twoBytes(RawProperties.RECEIVE_MAXIMUM, 0)));
        assertError("CONNACK has Maximum Packet Size 0", connAckWith(fourBytes(RawProperties.MAXIMUM_PACKET_SIZE, 0)));
        assertError(
                "CONNACK has Maximum QoS 2, which is neither 0 nor 1",
                connAckWith(oneByte(RawProperties.MAXIMUM_QOS, 2)));
        assertError(
                "CONNACK has Retain Available 255, which is neither 0 nor 1",
                connAckWith(oneByte(RawProperties.RETAIN_AVAILABLE, 255)));
        assertError(
                "CONNACK has Shared Subscription Available 2, which is neither 0 nor 1",
                connAckWith(oneByte(RawProperties.SHARED_SUBSCRIPTION_AVAILABLE, 2)));
        assertError(
                "CONNACK has an Authentication Method that CONNECT did not have",
                connAckWith(text(RawProperties.AUTHENTICATION_METHOD, "SCRAM")));
    }

    @Test
    void a_second_connack_is_refused() {
        assertError("a second CONNACK came", after(MqttVersion.V5, V5.connAck(false, 0)));
        assertError("a second CONNACK came", after(MqttVersion.V3_1_1, V3.connAck(false, 0)));
    }

    // Fixed headers

    @ParameterizedTest
    @CsvSource({
        "10 00, CONNECT",
        "82 00, SUBSCRIBE",
        "a2 00, UNSUBSCRIBE",
        "c0 00, PINGREQ",
    })
    void a_packet_that_only_clients_send_is_refused(String bytes, PacketType type) {
        assertError("a server may not send " + type + " in MQTT 5", after(MqttVersion.V5, Bytes.hex(bytes)));
        assertError("a server may not send " + type + " in MQTT 3.1.1", after(MqttVersion.V3_1_1, Bytes.hex(bytes)));
    }

    @Test
    void mqtt_3_1_1_has_no_auth_and_no_disconnect_from_a_server() {
        assertError("a server may not send DISCONNECT in MQTT 3.1.1", after(MqttVersion.V3_1_1, Bytes.hex("e0 00")));
        assertError("a server may not send AUTH in MQTT 3.1.1", after(MqttVersion.V3_1_1, Bytes.hex("f0 00")));
    }

    @ParameterizedTest
    @CsvSource({
        "00 00, 'a packet has type 0, which does not exist'",
        "36 05 00 01 61 00 01, 'PUBLISH has QoS 3, which does not exist'",
        "41 02 00 01, PUBACK has flags 1 in its first byte",
        "52 02 00 01, PUBREC has flags 2 in its first byte",
        "60 02 00 01, PUBREL has flags 0 in its first byte",
        "6a 02 00 01, PUBREL has flags 10 in its first byte",
        "78 02 00 01, PUBCOMP has flags 8 in its first byte",
        "91 03 00 01 00, SUBACK has flags 1 in its first byte",
        "d4 00, PINGRESP has flags 4 in its first byte",
        "d0 01 00, PINGRESP is not empty",
        "40 ff ff ff ff 01, PUBACK has a Remaining Length of more than four bytes",
        "40 01 00, PUBACK is cut short",
        "30 01 00, PUBLISH is cut short",
        "30 03 00 05 61, PUBLISH is cut short",
        "32 03 00 01 61, PUBLISH is cut short",
        "90 01 00, SUBACK is cut short",
    })
    void a_malformed_packet_is_named_in_both_versions(String bytes, String words) {
        assertMalformed(words, after(MqttVersion.V5, Bytes.hex(bytes)));
        assertMalformed(words, after(MqttVersion.V3_1_1, Bytes.hex(bytes)));
    }

    @Test
    void a_length_that_is_longer_than_need_be_is_refused_in_mqtt_5_which_forbids_it() {
        assertMalformed(
                "PINGRESP has a Remaining Length that is written longer than it need be",
                after(MqttVersion.V5, Bytes.hex("d0 80 00")));
        assertMalformed(
                "PUBACK has a number that is written longer than it need be",
                after(MqttVersion.V5, Bytes.hex("40 05 00 07 00 80 00")));
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send("d0 80 00");
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), MqttVersion.V3_1_1);
            recorder.awaitPacket();
            assertEquals(PacketType.PINGRESP, recorder.awaitPacket().type());
        }
    }

    @Test
    void dup_with_qos_0_is_refused() {
        assertError("PUBLISH has DUP with QoS 0", after(MqttVersion.V5, V5.publishAgain(0, "a", "b", 0)));
        assertError("PUBLISH has DUP with QoS 0", after(MqttVersion.V3_1_1, V3.publishAgain(0, "a", "b", 0)));
    }

    @Test
    void packet_identifier_0_is_refused_everywhere() {
        for (RawPackets packets : List.of(V5, V3)) {
            MqttVersion version = packets == V5 ? MqttVersion.V5 : MqttVersion.V3_1_1;
            assertError("PUBLISH has packet identifier 0", after(version, packets.publish(0, "a", "b", 1)));
            assertError("PUBACK has packet identifier 0", after(version, packets.pubAck(0)));
            assertError("PUBREC has packet identifier 0", after(version, packets.pubRec(0)));
            assertError("PUBREL has packet identifier 0", after(version, packets.pubRel(0)));
            assertError("PUBCOMP has packet identifier 0", after(version, packets.pubComp(0)));
            assertError("SUBACK has packet identifier 0", after(version, packets.subAck(0, 0)));
            assertError("UNSUBACK has packet identifier 0", after(version, packets.unsubAck(0, 0)));
        }
    }

    @Test
    void a_packet_beyond_the_announced_size_is_refused_before_it_has_come() {
        ConnectProperties small = new ConnectProperties(0, 65_535, 20L, 0, false, true, List.of(), null, null);
        byte[] fits = V5.publish(0, "a", "x".repeat(14), 0);
        assertEquals(20, fits.length);
        Closing closing = after(small, Bytes.concat(fits, Bytes.hex("30 13 00 01 61")));
        assertEquals(ReasonCode.PACKET_TOO_LARGE, closing.violation());
        assertEquals(
                "PUBLISH of 21 bytes is larger than the Maximum Packet Size of 20 that was announced", closing.words());
    }

    // Topics and aliases

    @Test
    void a_topic_that_is_none_is_refused() {
        assertError("PUBLISH has a topic that is empty", after(MqttVersion.V5, V5.publish(0, "", "b", 0)));
        assertError("PUBLISH has a topic that is empty", after(MqttVersion.V3_1_1, V3.publish(0, "", "b", 0)));
        Closing wildcard = after(MqttVersion.V5, V5.publish(0, "a/#", "b", 0));
        assertEquals(ReasonCode.MALFORMED_PACKET, wildcard.violation());
        assertEquals("PUBLISH is malformed: invalid publish topic name: a/# (contains wildcards)", wildcard.words());
        assertEquals(
                ReasonCode.MALFORMED_PACKET,
                after(MqttVersion.V3_1_1, V3.publish(0, "+", "b", 0)).violation());
        assertError(
                "PUBLISH has a Response Topic that has a wildcard (# or +), which only a topic filter may have",
                after(MqttVersion.V5, V5.publish(0, "a", "b", 0, text(RawProperties.RESPONSE_TOPIC, "r/+"))));
    }

    @Test
    void ill_formed_text_is_refused() {
        byte[] lonelyContinuation = RawPackets.packet(0x30, Bytes.hex("00 02 61 80 00"));
        assertEquals(
                "PUBLISH is malformed: invalid UTF-8 string in MQTT packet",
                after(MqttVersion.V5, lonelyContinuation).words());
        byte[] surrogate = RawPackets.packet(0x30, Bytes.hex("00 03 ed a0 80 00"));
        assertEquals(
                ReasonCode.MALFORMED_PACKET, after(MqttVersion.V5, surrogate).violation());
        byte[] nullCharacter = RawPackets.packet(0x30, Bytes.hex("00 02 61 00"));
        assertEquals(
                "PUBLISH is malformed: MQTT UTF-8 Encoded String must not contain U+0000",
                after(MqttVersion.V3_1_1, nullCharacter).words());
    }

    @Test
    void a_topic_alias_outside_of_what_was_allowed_is_refused() {
        Closing none = after(MqttVersion.V5, V5.publish(0, "a", "b", 0, twoBytes(RawProperties.TOPIC_ALIAS, 1)));
        assertEquals(ReasonCode.TOPIC_ALIAS_INVALID, none.violation());
        assertEquals("PUBLISH has Topic Alias 1; the Topic Alias Maximum is 0", none.words());
        ConnectProperties two = new ConnectProperties(0, 65_535, null, 2, false, true, List.of(), null, null);
        assertEquals(
                ReasonCode.TOPIC_ALIAS_INVALID,
                after(two, V5.publish(0, "a", "b", 0, twoBytes(RawProperties.TOPIC_ALIAS, 3)))
                        .violation());
        assertEquals(
                ReasonCode.TOPIC_ALIAS_INVALID,
                after(two, V5.publish(0, "a", "b", 0, twoBytes(RawProperties.TOPIC_ALIAS, 0)))
                        .violation());
        assertError(
                "PUBLISH has Topic Alias 2, which has no topic yet",
                after(two, V5.publish(0, "", "b", 0, twoBytes(RawProperties.TOPIC_ALIAS, 2))));
    }

    // Properties

    @Test
    void a_property_that_comes_twice_is_refused() {
        byte[] expiry = fourBytes(RawProperties.MESSAGE_EXPIRY_INTERVAL, 9);
        assertError(
                "PUBLISH has property 0x02 twice", after(MqttVersion.V5, V5.publish(0, "a", "b", 0, expiry, expiry)));
        byte[] reason = text(RawProperties.REASON_STRING, "r");
        assertError("PUBACK has property 0x1f twice", after(MqttVersion.V5, V5.pubAck(7, 0x87, reason, reason)));
        byte[] maximum = twoBytes(RawProperties.RECEIVE_MAXIMUM, 9);
        assertError("CONNACK has property 0x21 twice", connAckWith(maximum, maximum));
    }

    @Test
    void a_property_that_a_packet_can_not_have_is_refused() {
        byte[] maximum = twoBytes(RawProperties.RECEIVE_MAXIMUM, 9);
        String words = " has property 0x21, which it can't have";
        assertMalformed("PUBLISH" + words, after(MqttVersion.V5, V5.publish(0, "a", "b", 0, maximum)));
        assertMalformed("PUBREL" + words, after(MqttVersion.V5, V5.pubRel(7, 0, maximum)));
        assertMalformed("SUBACK" + words, after(MqttVersion.V5, V5.subAck(7, maximum, 0)));
        assertMalformed("DISCONNECT" + words, after(MqttVersion.V5, V5.disconnect(0x8B, maximum)));
        assertMalformed(
                "CONNACK has property 0x23, which it can't have", connAckWith(twoBytes(RawProperties.TOPIC_ALIAS, 1)));
        assertMalformed(
                "PUBLISH has property 0x7e, which it can't have",
                after(MqttVersion.V5, V5.publish(0, "a", "b", 0, oneByte(0x7E, 0))));
    }

    @Test
    void properties_whose_lengths_do_not_add_up_are_refused() {
        assertMalformed(
                "PUBLISH has a Property Length that points beyond its end",
                after(MqttVersion.V5, Bytes.hex("30 04 00 01 61 05")));
        assertMalformed(
                "PUBLISH has property 0x02, which is cut short",
                after(MqttVersion.V5, Bytes.hex("30 06 00 01 61 02 02 00")));
        assertMalformed(
                "PUBLISH has property 0x26, which is cut short",
                after(MqttVersion.V5, Bytes.hex("30 09 00 01 61 05 26 00 00 00 05")));
        assertMalformed(
                "PUBLISH has a number that does not end",
                after(MqttVersion.V5, Bytes.hex("30 08 00 01 61 ff ff ff ff 00")));
        assertMalformed(
                "CONNACK has a number that does not end",
                firstAnswer(MqttVersion.V5, Bytes.hex("20 03 00 00 80"), true));
    }

    @Test
    void values_that_properties_can_not_have_are_refused() {
        assertError(
                "PUBLISH has Payload Format Indicator 2, which is neither 0 nor 1",
                after(MqttVersion.V5, V5.publish(0, "a", "b", 0, oneByte(RawProperties.PAYLOAD_FORMAT_INDICATOR, 2))));
        assertError(
                "PUBLISH has Subscription Identifier 0",
                after(MqttVersion.V5, V5.publish(0, "a", "b", 0, subscriptionIdentifier(0))));
        assertError(
                "DISCONNECT from the server has a Session Expiry Interval",
                after(MqttVersion.V5, V5.disconnect(0, fourBytes(RawProperties.SESSION_EXPIRY_INTERVAL, 0))));
    }

    @Test
    void more_properties_than_can_be_held_are_refused_before_they_are_decoded() {
        byte[][] many = new byte[PropertyRules.MOST_REPEATED + 1][];
        Arrays.fill(many, user("", ""));
        Closing closing = after(MqttVersion.V5, V5.publish(0, "a", "b", 0, many));
        assertEquals(ReasonCode.QUOTA_EXCEEDED, closing.violation());
        assertEquals("PUBLISH has more than 65536 properties", closing.words());
        int[] codes = new int[BodyRules.MOST_CODES + 1];
        assertEquals(
                "SUBACK has more than 65536 reason codes",
                after(MqttVersion.V5, V5.subAck(7, codes)).words());
    }

    @Test
    void problem_information_that_was_not_asked_for_is_refused() {
        ConnectProperties quiet = new ConnectProperties(0, 65_535, null, 0, false, false, List.of(), null, null);
        String words = " has problem information, which CONNECT asked to leave out";
        assertError("PUBACK" + words, after(quiet, V5.pubAck(7, 0x87, text(RawProperties.REASON_STRING, "r"))));
        assertError("SUBACK" + words, after(quiet, V5.subAck(7, user("a", "b"), 0x87)));
    }

    // Reason codes

    @Test
    void a_reason_code_that_does_not_exist_is_refused() {
        assertMalformed("PUBACK has reason code 0xff, which does not exist", after(MqttVersion.V5, V5.pubAck(7, 0xFF)));
        assertMalformed(
                "DISCONNECT has reason code 0x03, which does not exist", after(MqttVersion.V5, V5.disconnect(0x03)));
        assertError("PUBREL has reason code 0x01, which it can't have", after(MqttVersion.V5, V5.pubRel(7, 0x01)));
        assertMalformed("SUBACK has reason code 0x03, which does not exist", after(MqttVersion.V5, V5.subAck(7, 0x03)));
        assertError("SUBACK has reason code 0x85, which it can't have", after(MqttVersion.V5, V5.subAck(7, 0x85)));
        assertError("UNSUBACK has reason code 0x97, which it can't have", after(MqttVersion.V5, V5.unsubAck(7, 0x97)));
        assertError(
                "SUBACK has return code 135, which MQTT 3.1.1 does not have",
                after(MqttVersion.V3_1_1, V3.subAck(7, 0x87)));
    }

    @Test
    void auth_without_a_method_in_connect_is_refused() {
        assertError(
                "AUTH came, but CONNECT asked for no authentication method",
                after(MqttVersion.V5, V5.auth(0x18, text(RawProperties.AUTHENTICATION_METHOD, "SCRAM"))));
        ConnectProperties scram = new ConnectProperties(0, 65_535, null, 0, false, true, List.of(), "SCRAM", null);
        assertError(
                "AUTH has an Authentication Method that CONNECT did not have",
                after(scram, V5.auth(0x18, text(RawProperties.AUTHENTICATION_METHOD, "PLAIN"))));
    }

    @Test
    void what_came_in_order_before_a_violation_is_delivered_and_answered_first() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(V5.publish(7, "a", "b", 1), Bytes.hex("00 00"));
            assertEquals(0x81, peer.expect(PacketType.DISCONNECT).reasonCode());
            peer.expectEnd();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), MqttVersion.V5);
            recorder.awaitPacket();
            assertEquals(PacketType.PUBLISH, recorder.awaitPacket().type());
            assertEquals(Recorder.Event.READ_COMPLETE, recorder.next());
            assertEquals(Kind.PROTOCOL_VIOLATION, recorder.awaitClosed().kind());
            broker.await();
        }
    }

    private static void assertMalformed(String words, Closing closing) {
        assertEquals(words, closing.words());
        assertEquals(ReasonCode.MALFORMED_PACKET, closing.violation());
    }

    private static void assertError(String words, Closing closing) {
        assertEquals(words, closing.words());
        assertEquals(ReasonCode.PROTOCOL_ERROR, closing.violation());
    }

    private Closing connAckWith(byte[]... properties) {
        return firstAnswer(MqttVersion.V5, V5.connAck(false, 0, properties), true);
    }

    /** Returns how the connection ends when the server sends this in place of a CONNACK. */
    private Closing firstAnswer(MqttVersion version, byte[] answer, boolean told) {
        AtomicReference<@Nullable RawPacket> last = new AtomicReference<>();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(answer);
            last.set(peer.next());
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), version);
            Closing closing = recorder.awaitClosed();
            broker.await();
            assertTold(version, closing, last.get(), told);
            return closing;
        }
    }

    /** Returns how the connection ends when the server sends this after CONNACK. */
    private Closing after(MqttVersion version, byte[] bytes) {
        return after(version, ConnectProperties.DEFAULT, bytes);
    }

    private Closing after(ConnectProperties properties, byte[] bytes) {
        return after(MqttVersion.V5, properties, bytes);
    }

    private Closing after(MqttVersion version, ConnectProperties properties, byte[] bytes) {
        AtomicReference<@Nullable RawPacket> last = new AtomicReference<>();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(bytes);
            last.set(peer.next());
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), Recorder.connect(version, properties));
            assertEquals(PacketType.CONNACK, recorder.awaitPacket().type());
            Closing closing = recorder.awaitEnd();
            broker.await();
            assertTold(version, closing, last.get(), true);
            return closing;
        }
    }

    private static void assertTold(MqttVersion version, Closing closing, @Nullable RawPacket last, boolean told) {
        assertEquals(Kind.PROTOCOL_VIOLATION, closing.kind());
        if (version == MqttVersion.V5 && told) {
            assertTrue(last != null && last.type() == PacketType.DISCONNECT, "told " + last);
            ReasonCode violation = closing.violation();
            assertTrue(violation != null && last != null && violation.value() == last.reasonCode(), "told " + last);
        } else {
            assertNull(last, "nothing is said to a server that can't understand it");
        }
    }
}
