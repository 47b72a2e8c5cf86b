package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.protocol.Will;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketLineTest {
    @Test
    void a_publish_shows_all_but_its_payload() {
        Message message = new Message(
                "orders", Binary.ofText("a secret of 24 characters"), QoS.EXACTLY_ONCE, true, PublishProperties.NONE);
        assertEquals(
                "→ PUBLISH id 7 qos 2 dup retain \"orders\" 25 bytes", PacketLine.sent(new Publish(7, true, message)));
        Message plain = Message.of("a", Binary.ofText("b"), QoS.AT_MOST_ONCE);
        assertEquals("← PUBLISH qos 0 \"a\" 1 byte", PacketLine.received(new Publish(0, false, plain)));
    }

    @Test
    void an_acknowledgement_shows_its_reason_unless_all_is_well() {
        assertEquals("→ PUBREL id 7", PacketLine.sent(new PubRel(7)));
        assertEquals(
                "← PUBREC id 7 not authorized (0x87) \"no\"",
                PacketLine.received(new PubRec(7, ReasonCode.NOT_AUTHORIZED, "no", List.of())));
    }

    @Test
    void a_connect_of_3_1_1_shows_nothing_that_it_cannot_say() {
        Connect connect = new Connect(
                MqttVersion.V3_1_1,
                "me",
                false,
                30,
                null,
                null,
                null,
                ConnectProperties.DEFAULT.withSessionExpiryInterval(60).withReceiveMaximum(10));
        assertEquals("→ CONNECT MQTT 3.1.1 \"me\" keep alive 30", PacketLine.sent(connect));
    }

    @Test
    void a_connect_never_shows_a_secret() {
        Binary secret = Binary.ofText("secret");
        Message will = new Message("gone", secret, QoS.AT_LEAST_ONCE, true, PublishProperties.NONE);
        ConnectProperties properties = new ConnectProperties(60, 10, 4096L, 0, false, true, List.of(), "SCRAM", secret);
        Connect connect = new Connect(MqttVersion.V5, "me", true, 30, "bob", secret, new Will(will, 0), properties);
        String line = PacketLine.sent(connect);
        assertEquals(
                "→ CONNECT MQTT 5 \"me\" clean keep alive 30 session expiry 60 receive maximum 10"
                        + " maximum packet size 4096 user \"bob\" with a password will qos 1 retain \"gone\" 6 bytes",
                line);
        assertFalse(line.contains("secret"));
        Auth auth = new Auth(ReasonCode.CONTINUE_AUTHENTICATION, "SCRAM", secret, null, List.of());
        assertEquals("→ AUTH continue authentication (0x18)", PacketLine.sent(auth));
    }

    @Test
    void a_connack_shows_what_the_server_changes() {
        assertEquals(
                "← CONNACK success (0x00) session present",
                PacketLine.received(new ConnAck(true, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT)));
        ConnAckProperties properties = new ConnAckProperties(
                5L,
                3,
                QoS.AT_LEAST_ONCE,
                true,
                100L,
                "given",
                0,
                "hi",
                List.of(),
                true,
                true,
                true,
                9,
                null,
                null,
                null,
                null);
        assertEquals(
                "← CONNACK success (0x00) session expiry 5 receive maximum 3 maximum qos 1 maximum packet size 100"
                        + " keep alive 9 client id \"given\" \"hi\"",
                PacketLine.received(new ConnAck(false, ReasonCode.SUCCESS, properties)));
    }

    @Test
    void the_other_packets_show_what_they_ask_and_answer() {
        List<Subscription> subscriptions =
                List.of(Subscription.of("a/#", QoS.EXACTLY_ONCE), Subscription.of("b", QoS.AT_MOST_ONCE));
        assertEquals(
                "→ SUBSCRIBE id 3 \"a/#\" qos 2 \"b\" qos 0",
                PacketLine.sent(new Subscribe(3, subscriptions, List.of())));
        assertEquals(
                "← SUBACK id 3 granted QoS 2 (0x02) not authorized (0x87)",
                PacketLine.received(
                        new SubAck(3, List.of(ReasonCode.GRANTED_QOS_2, ReasonCode.NOT_AUTHORIZED), null, List.of())));
        assertEquals("→ UNSUBSCRIBE id 4 \"a/#\"", PacketLine.sent(new Unsubscribe(4, List.of("a/#"), List.of())));
        assertEquals("→ PINGREQ", PacketLine.sent(new PingReq()));
        assertEquals("→ DISCONNECT success (0x00) session expiry 0", PacketLine.sent(Disconnect.endingSession()));
        assertEquals(
                "← DISCONNECT use another server (0x9C) \"moved\" use \"other:1883\"",
                PacketLine.received(
                        new Disconnect(ReasonCode.USE_ANOTHER_SERVER, null, "moved", List.of(), "other:1883")));
    }

    @Test
    void text_from_the_other_end_can_not_break_out_of_the_line() {
        Message message = Message.of("a\n\u001b[2J\"\\\u202e\u0085é", Binary.EMPTY, QoS.AT_MOST_ONCE);
        assertEquals(
                "← PUBLISH qos 0 \"a\\n\\x1b[2J\\\"\\\\\\u202e\\x85é\" 0 bytes",
                PacketLine.received(new Publish(0, false, message)));
    }

    @Test
    void long_text_is_cut() {
        Message message = Message.of("x".repeat(60_000), Binary.EMPTY, QoS.AT_MOST_ONCE);
        assertEquals(
                "← PUBLISH qos 0 \"" + "x".repeat(200) + "…\" 0 bytes",
                PacketLine.received(new Publish(0, false, message)));
    }
}
