package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Message delivery retry and message ordering (4.4 and 4.6 of both versions). */
class ResumeRulesTest {

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void every_unacknowledged_publish_and_pubrel_is_sent_again_with_its_identifier_4_4_0_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(2));
        List<Packet> expected = List.of(
                new Publish(1, true, message(AT_LEAST_ONCE)),
                new PubRel(2),
                new Publish(3, true, message(EXACTLY_ONCE)));
        assertEquals(expected, sent(talk.reconnect()));
        assertEquals(expected, sent(talk.reconnect()));
        assertEquals(expected, sent(talk.restart().resume(true)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void nothing_is_sent_again_on_a_live_connection_however_long_it_takes_5_0_4_4_0_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        for (int minute = 0; minute < 10; minute++) {
            for (Packet packet : sent(talk.after(60).tick())) {
                assertEquals(new PingReq(), packet);
            }
            talk.receive(new PingResp());
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void dup_is_set_on_a_publish_sent_again_and_on_no_other_3_3_1_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        talk.publish(EXACTLY_ONCE);
        talk.publish(AT_MOST_ONCE);
        assertEquals(
                List.of(
                        new Publish(1, true, message(AT_LEAST_ONCE)),
                        new Publish(2, false, message(EXACTLY_ONCE)),
                        new Publish(0, false, message(AT_MOST_ONCE))),
                sent(talk.resume(true)),
                "what was only queued was never sent");
    }

    @Test
    void dup_of_a_message_that_came_in_says_nothing_about_one_that_goes_out_3_3_1_3() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.receiveAgain(7, AT_LEAST_ONCE);
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(talk.publish(AT_LEAST_ONCE)));
        assertTrue(talk.state().inbox().iterator().next().dup());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_is_sent_again_keeps_its_first_order_also_when_identifiers_wrapped_4_6_0_1(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.DURABLE.withMaximumPacketId(15));
        for (int i = 0; i < 8; i++) {
            talk.publish(AT_LEAST_ONCE);
            talk.receive(new PubAck(i + 1));
        }
        List<Packet> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Message message = message("t", i % 3 == 0 ? EXACTLY_ONCE : AT_LEAST_ONCE, "m" + i);
            Publish first = (Publish) sent(talk.publish(message)).getFirst();
            expected.add(new Publish(first.packetId(), true, message));
        }
        assertEquals(9, ((Publish) expected.getFirst()).packetId());
        assertEquals(5, ((Publish) expected.getLast()).packetId());
        assertEquals(expected, sent(talk.reconnect()));
        assertEquals(expected, sent(talk.restart().resume(true)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void acknowledgements_leave_in_the_order_the_messages_came_4_6_0_2_and_3(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach(new Reader(List.of("slow"), Long.MAX_VALUE));
        talk.receive(new Publish(5, false, message("slow", EXACTLY_ONCE, "1")));
        assertEquals(
                List.of(),
                sent(talk.receive(new Publish(9, false, message("inbox", AT_LEAST_ONCE, "2")))),
                "safe already, but the one before it is not");
        talk.receive(new Publish(3, false, message("slow", AT_LEAST_ONCE, "3")));
        talk.receive(new Publish(4, false, message("inbox", EXACTLY_ONCE, "4")));
        assertEquals(List.of(new PubRec(5), new PubAck(9)), sent(talk.delivered(1)));
        assertEquals(List.of(new PubAck(3), new PubRec(4)), sent(talk.delivered(1)));
    }

    @Test
    void pubrels_leave_in_the_order_the_pubrecs_came_4_6_0_4() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(new PubRel(2)), sent(talk.receive(new PubRec(2))));
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void acknowledgements_are_never_sent_unasked_on_a_new_connection(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.receivePublish(8, EXACTLY_ONCE);
        talk.receivePublish(9, EXACTLY_ONCE);
        talk.receive(new PubRel(9));
        assertEquals(List.of(), sent(talk.reconnect()));
        assertEquals(List.of(), sent(talk.restart().resume(true)));
    }

    @ParameterizedTest
    @EnumSource(QoS.class)
    void what_is_published_while_resending_is_stored_and_waits_its_turn_ours(QoS qos) {
        Conversation talk = resendingWithAWindowOfOne();
        Message late = message("late", qos, "late");
        assertEquals(List.of(), sent(talk.publish(late)));
        assertEquals(1, talk.state().queued().size());
        List<Packet> sent = new ArrayList<>(sent(talk.receive(new PubAck(1))));
        sent.addAll(sent(talk.receive(new PubAck(2))));
        assertEquals(
                List.of(
                        new Publish(2, true, message(AT_LEAST_ONCE)),
                        new Publish(qos == AT_MOST_ONCE ? 0 : 3, false, late)),
                sent);
    }

    @Test
    void a_connection_lost_while_resending_loses_nothing_ours() {
        Conversation talk = resendingWithAWindowOfOne();
        talk.publish(message("late", AT_LEAST_ONCE, "late"));
        talk.receive(new PubAck(1));
        assertEquals(
                List.of(
                        new Publish(2, true, message(AT_LEAST_ONCE)),
                        new Publish(3, false, message("late", AT_LEAST_ONCE, "late"))),
                sent(talk.reconnect()));
    }

    @Test
    void an_acknowledgement_that_comes_before_the_message_was_sent_again_counts() {
        Conversation talk = resendingWithAWindowOfOne();
        talk.receive(new PubAck(2));
        assertEquals(List.of(), sent(talk.receive(new PubAck(1))));
        assertTrue(talk.session().outgoingIdle());
    }

    @Test
    void messages_of_qos_0_keep_their_order_too() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaxInflight(1));
        talk.lose();
        talk.publish(AT_LEAST_ONCE);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(message("t", AT_MOST_ONCE, "first"));
        talk.resume(true);
        assertEquals(List.of(), sent(talk.publish(message("t", AT_MOST_ONCE, "second"))));
        assertEquals(
                List.of(
                        new Publish(2, false, message(AT_LEAST_ONCE)),
                        new Publish(0, false, message("t", AT_MOST_ONCE, "first")),
                        new Publish(0, false, message("t", AT_MOST_ONCE, "second"))),
                sent(talk.receive(new PubAck(1))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_handshake_that_ended_at_the_server_ends_here_when_it_does_not_know_the_identifier(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        talk.reconnect();
        talk.receive(new PubComp(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
        assertTrue(talk.session().outgoingIdle());
    }

    private static Conversation resendingWithAWindowOfOne() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        talk.resume(true, ServerSays.receiveMaximum(1));
        return talk;
    }
}
