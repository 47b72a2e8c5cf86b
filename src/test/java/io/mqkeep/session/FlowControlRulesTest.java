package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.TOPIC;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.settle;
import static io.mqkeep.session.Effects.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect.CloseReason;
import io.mqkeep.session.ServerLimit.Kind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flow control and what a server can't take (5.0: 3.2.2.3, 3.3.4, 4.9). */
class FlowControlRulesTest {

    @Test
    void no_more_than_receive_maximum_is_unacknowledged_3_3_4_7_and_4_9_0_1() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        for (int i = 0; i < 5; i++) {
            talk.publish(i % 2 == 0 ? AT_LEAST_ONCE : EXACTLY_ONCE);
        }
        assertEquals(2, sent(talk.resume(false, ServerSays.receiveMaximum(2))).size());
        assertEquals(List.of(), sent(talk.publish(AT_LEAST_ONCE)));
        assertEquals(1, sent(talk.receive(new PubAck(1))).size());
    }

    @Test
    void a_lower_receive_maximum_holds_for_what_is_sent_again_too_4_9() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        for (int i = 0; i < 50; i++) {
            talk.publish(AT_LEAST_ONCE);
        }
        talk.lose();
        assertEquals(
                List.of(new Publish(1, true, message(AT_LEAST_ONCE)), new Publish(2, true, message(AT_LEAST_ONCE))),
                sent(talk.resume(true, ServerSays.receiveMaximum(2))));
        for (int i = 1; i <= 48; i++) {
            assertEquals(List.of(new Publish(i + 2, true, message(AT_LEAST_ONCE))), sent(talk.receive(new PubAck(i))));
        }
    }

    @Test
    void a_message_keeps_its_place_until_puback_pubcomp_or_a_pubrec_that_refuses_4_9() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        for (int i = 0; i < 4; i++) {
            talk.publish(EXACTLY_ONCE);
        }
        talk.resume(false, ServerSays.receiveMaximum(1));
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))), "no new PUBLISH");
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))), "no new PUBLISH");
        assertEquals(List.of(new Publish(2, false, message(EXACTLY_ONCE))), sent(talk.receive(new PubComp(1))));
        assertEquals(
                List.of(new Publish(3, false, message(EXACTLY_ONCE))),
                sent(talk.receive(new PubRec(2, ReasonCode.QUOTA_EXCEEDED))));
    }

    @Test
    void a_pubrel_sent_again_takes_no_place_and_its_pubcomp_gives_none_4_9() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        for (int i = 1; i <= 3; i++) {
            talk.publish(EXACTLY_ONCE);
            talk.receive(new PubRec(i));
        }
        for (int i = 4; i <= 6; i++) {
            talk.publish(AT_LEAST_ONCE);
        }
        talk.lose();
        assertEquals(
                List.of(new PubRel(1), new PubRel(2), new PubRel(3), new Publish(4, true, message(AT_LEAST_ONCE))),
                sent(talk.resume(true, ServerSays.receiveMaximum(1))));
        for (int i = 1; i <= 3; i++) {
            assertEquals(List.of(), sent(talk.receive(new PubComp(i))), "never above the initial value");
        }
        assertEquals(1, sent(talk.receive(new PubAck(4))).size());
    }

    @Test
    void the_quota_begins_afresh_with_each_connection_4_9() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.lose();
        talk.resume(true, ServerSays.receiveMaximum(2));
        talk.publish(AT_LEAST_ONCE);
        talk.publish(AT_LEAST_ONCE);
        assertEquals(List.of(), sent(talk.publish(AT_LEAST_ONCE)));
        talk.lose();
        assertEquals(3, sent(talk.resume(true, ServerSays.receiveMaximum(3))).size());
    }

    @Test
    void other_packets_never_wait_for_quota_3_3_4_8_and_4_9_0_3() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))));
        assertEquals(List.of(new PubRec(7)), sent(talk.receivePublish(7, EXACTLY_ONCE)));
        assertEquals(List.of(new PubComp(7)), sent(talk.receive(new PubRel(7))));
        assertEquals(1, sent(talk.subscribe("a")).size());
        assertEquals(1, sent(talk.publish(AT_MOST_ONCE)).size(), "QoS 0 takes no quota while nothing waits before it");
        assertEquals(1, sent(talk.after(60).tick()).size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void our_own_maximum_in_flight_is_kept_below_the_servers(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.DURABLE.withMaxInflight(3));
        for (int i = 0; i < 5; i++) {
            talk.publish(AT_LEAST_ONCE);
        }
        assertEquals(3, talk.state().inFlight().size());
    }

    @Test
    void a_3_1_1_server_that_can_say_nothing_is_sent_twenty_at_a_time() {
        Conversation talk = Conversation.established(MqttVersion.V3_1_1);
        for (int i = 0; i < 25; i++) {
            talk.publish(AT_LEAST_ONCE);
        }
        assertEquals(SessionSettings.MAX_INFLIGHT_3_1_1, talk.state().inFlight().size());
    }

    // ---- our Receive Maximum ----

    @Test
    void a_server_beyond_our_receive_maximum_is_left_with_0x93_3_3_4_9() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(2);
        talk.resume(false);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.receivePublish(8, EXACTLY_ONCE);
        List<Effect> third = talk.receivePublish(9, AT_LEAST_ONCE);
        assertEquals(List.of(new Disconnect(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED)), sent(third));
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(third));
    }

    @Test
    void what_is_left_with_the_server_counts_against_our_receive_maximum() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(2);
        talk.resume(false);
        talk.attach(new Reader(List.of(), 1));
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.receivePublish(8, EXACTLY_ONCE);
        assertEquals(1, talk.session().left());
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receivePublish(9, EXACTLY_ONCE)));
    }

    @Test
    void what_a_server_sends_again_beyond_our_receive_maximum_is_left_with_it() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(1);
        talk.resume(false);
        talk.attach(new Reader(List.of(), 1));
        assertEquals(1, Effects.delivered(talk.receiveAgain(7, EXACTLY_ONCE)).size());
        assertEquals(List.of(), talk.receiveAgain(8, EXACTLY_ONCE));
        assertEquals(List.of(), talk.receiveAgain(9, EXACTLY_ONCE));
        assertEquals(2, talk.session().left());
        assertEquals(List.of(new PubRec(7)), sent(talk.delivered(1)));
    }

    @Test
    void what_a_server_sends_again_takes_no_place_in_our_receive_maximum() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(1);
        talk.resume(false);
        talk.receiveAgain(7, EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(8)), sent(talk.receivePublish(8, EXACTLY_ONCE)));
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receivePublish(9, EXACTLY_ONCE)));
    }

    @Test
    void a_message_held_that_is_sent_again_takes_no_second_place() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(1);
        talk.resume(false);
        talk.receivePublish(7, EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(7)), sent(talk.receiveAgain(7, EXACTLY_ONCE)));
        talk.reconnect();
        assertEquals(List.of(new PubRec(7)), sent(talk.receiveAgain(7, EXACTLY_ONCE)));
        talk.receive(new PubRel(7));
        assertEquals(List.of(new PubRec(8)), sent(talk.receivePublish(8, EXACTLY_ONCE)));
    }

    @Test
    void an_identifier_that_only_awaits_pubrel_from_before_takes_no_place_4_9() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(1);
        talk.resume(false);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.reconnect();
        assertEquals(List.of(new PubRec(8)), sent(talk.receivePublish(8, EXACTLY_ONCE)));
        assertEquals(List.of(new PubComp(7)), sent(talk.receive(new PubRel(7))));
    }

    @Test
    void qos_0_takes_no_place() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withReceiveMaximum(1);
        talk.resume(false);
        talk.attach();
        for (int i = 0; i < 5; i++) {
            talk.receivePublish(0, AT_MOST_ONCE);
        }
        talk.receivePublish(7, AT_LEAST_ONCE);
        assertTrue(talk.session().connected());
    }

    // ---- what the server can't take ----

    @Test
    void a_message_above_maximum_qos_is_not_taken_and_nothing_is_stored_3_2_2_11() {
        assertNotTaken(Kind.MAXIMUM_QOS, ServerSays.maximumQoS(AT_LEAST_ONCE), message(EXACTLY_ONCE));
        assertNotTaken(Kind.MAXIMUM_QOS, ServerSays.maximumQoS(AT_MOST_ONCE), message(AT_LEAST_ONCE));
    }

    @Test
    void a_retained_message_is_not_taken_where_retain_is_not_available_3_2_2_14() {
        assertNotTaken(Kind.RETAIN_AVAILABLE, ServerSays.noRetain(), retained(AT_LEAST_ONCE));
        assertNotTaken(Kind.RETAIN_AVAILABLE, ServerSays.noRetain(), retained(AT_MOST_ONCE));
    }

    @Test
    void a_message_above_maximum_packet_size_is_not_taken_3_2_2_15() {
        Message message = message("a/b", EXACTLY_ONCE, "12345");
        // 1 type, 1 remaining length, 2 + 3 topic, 2 packet identifier, 1 property length, 5 payload
        assertNotTaken(Kind.MAXIMUM_PACKET_SIZE, ServerSays.maximumPacketSize(14), message);
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, ServerSays.maximumPacketSize(15));
        assertEquals(1, sent(talk.publish(message)).size());
    }

    private static void assertNotTaken(Kind kind, ConnAckProperties server, Message message) {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, server);
        List<Effect> effects = talk.publish(message, "key", null);
        ServerLimit limit = ServerLimit.against(message, server, MqttVersion.V5);
        assertEffects(effects, settle(FIRST, new Outcome.NotTaken(Objects.requireNonNull(limit))));
        assertEquals(kind, limit.kind());
        assertTrue(talk.session().outgoingIdle());
    }

    @Test
    void a_stored_message_the_server_cannot_take_any_more_is_set_aside_and_the_rest_goes_on_ours() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(EXACTLY_ONCE);
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        talk.publish(EXACTLY_ONCE);
        talk.publish(AT_LEAST_ONCE);
        List<Effect> effects = talk.resume(true, ServerSays.maximumQoS(AT_LEAST_ONCE));
        assertEquals(
                List.of(new Publish(2, true, message(AT_LEAST_ONCE)), new Publish(3, false, message(AT_LEAST_ONCE))),
                sent(effects));
        List<SessionEvent> events = told(effects);
        assertEquals(
                FIRST,
                assertInstanceOf(SessionEvent.SetAside.class, events.get(1)).number());
        SessionEvent.SetAside second = assertInstanceOf(SessionEvent.SetAside.class, events.get(2));
        assertEquals(FIRST + 2, second.number());
        assertEquals(TOPIC, second.topic());
        assertEquals(2, talk.session().setAside());
        talk.receive(new PubAck(2));
        assertFalse(talk.session().outgoingIdle());
        talk.receive(new PubAck(3));
        assertTrue(talk.session().outgoingIdle(), "this connection can finish nothing more");
        assertEquals(1, talk.state().inFlight().size());
        assertEquals(1, talk.state().queued().size());
    }

    @Test
    void what_was_set_aside_goes_on_with_a_server_that_can_take_it() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        talk.publish(retained(AT_LEAST_ONCE));
        talk.resume(true, ServerSays.properties(null, 10, AT_LEAST_ONCE, false, null, null));
        assertEquals(2, talk.session().setAside());
        List<Packet> sent = sent(talk.reconnect());
        assertEquals(
                List.of(new Publish(1, true, message(EXACTLY_ONCE)), new Publish(2, false, retained(AT_LEAST_ONCE))),
                sent);
        assertEquals(0, talk.session().setAside());
    }

    @Test
    void what_is_set_aside_does_not_hold_up_what_is_published_now() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.lose();
        talk.publish(EXACTLY_ONCE);
        talk.resume(true, ServerSays.maximumQoS(AT_LEAST_ONCE));
        assertEquals(1, sent(talk.publish(AT_LEAST_ONCE)).size());
        assertEquals(1, sent(talk.publish(AT_MOST_ONCE)).size());
    }

    @Test
    void an_acknowledgement_for_a_message_that_was_set_aside_counts() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        talk.resume(true, ServerSays.maximumQoS(AT_MOST_ONCE));
        assertEquals(1, talk.session().setAside());
        talk.receive(new PubAck(1));
        assertEquals(0, talk.session().setAside());
        assertTrue(talk.session().outgoingIdle());
    }

    @Test
    void a_pubrel_is_owed_whatever_the_server_takes_now() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        talk.lose();
        assertEquals(List.of(new PubRel(1)), sent(talk.resume(true, ServerSays.maximumQoS(AT_MOST_ONCE))));
    }

    private static Message retained(QoS qos) {
        return new Message(TOPIC, message(qos).payload(), qos, true, PublishProperties.NONE);
    }

    /** A guard against hanging, not a measurement: looking through all of them for each would take minutes. */
    @Test
    @Timeout(60)
    void a_hundred_thousand_messages_are_set_aside_without_looking_through_all_of_them_for_each() {
        Snapshot fresh = Snapshot.fresh(new Identity(null, "client-1", MqttVersion.V5, 3600, 60, null, null));
        SessionState queue = new SessionState(fresh);
        int many = 100_000;
        for (int i = 1; i <= many; i++) {
            queue.apply(new Change.Queued(i, message(EXACTLY_ONCE), Conversation.START));
        }
        Session session = new Session(queue.snapshot(), SessionSettings.DURABLE);
        session.connect(Conversation.fresh(MqttVersion.V5).template(), Conversation.SERVER, "1", Conversation.START);
        session.received(
                new ConnAck(false, ReasonCode.SUCCESS, ServerSays.maximumQoS(AT_LEAST_ONCE)), Conversation.START);
        assertEquals(many, session.setAside());
        assertEquals(
                List.of(new Publish(1, false, message(AT_LEAST_ONCE))),
                sent(session.publish(message(AT_LEAST_ONCE), null, null, Conversation.START)));
    }

    @Test
    void what_was_said_about_a_message_is_forgotten_with_it() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(AT_LEAST_ONCE);
        SessionState state = new SessionState(talk.state().snapshot());
        Suspect suspect = new Suspect(FIRST, 2, 0, 7);
        state.apply(new Change.SetAside(FIRST, new ServerLimit(Kind.MAXIMUM_QOS, 1, 0)));
        state.apply(new Change.Suspected(suspect));
        state.apply(new Change.Settled(FIRST + 1, 2, ReasonCode.SUCCESS));
        assertEquals(suspect, state.suspect(), "another message");
        state.apply(new Change.Settled(FIRST, 1, ReasonCode.SUCCESS));
        assertEquals(Suspect.NONE, state.suspect());
        assertNull(state.setAside(FIRST));
    }
}
