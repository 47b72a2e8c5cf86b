package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.delivered;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Quality of Service handshakes (4.3 of both versions). */
class QosRulesTest {

    // ---- QoS 1 ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_1_is_unacknowledged_until_puback_3_1_1_4_3_2_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(talk.publish(AT_LEAST_ONCE)));
        assertFalse(talk.session().outgoingIdle());
        talk.receive(new PubAck(1));
        assertTrue(talk.session().outgoingIdle());
        assertEquals(List.of(), sent(talk.reconnect()));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_1_is_acknowledged_when_it_is_safe_and_then_the_identifier_is_a_new_message_5_0_4_3_2_5(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        assertEquals(1, delivered(talk.receivePublish(7, AT_LEAST_ONCE)).size());
        assertEquals(List.of(new PubAck(7)), sent(talk.delivered(1)));
        assertEquals(1, delivered(talk.receiveAgain(7, AT_LEAST_ONCE)).size(), "whatever DUP says");
        assertEquals(List.of(new PubAck(7)), sent(talk.delivered(1)));
    }

    @Test
    void qos_2_nobody_who_has_subscribed_is_known_from_pubrec_alone_5_0_3_5_2_1() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        for (ReasonCode said : List.of(ReasonCode.NO_MATCHING_SUBSCRIBERS, ReasonCode.SUCCESS)) {
            int packetId = ((Publish) sent(talk.publish(EXACTLY_ONCE)).getFirst()).packetId();
            assertEquals(List.of(new PubRel(packetId)), sent(talk.receive(new PubRec(packetId, said))));
            assertEquals(
                    List.of(new Outcome.Acknowledged(said)),
                    talk.receive(new PubComp(packetId)).stream()
                            .filter(Effect.Settle.class::isInstance)
                            .map(effect -> ((Effect.Settle) effect).outcome())
                            .toList());
        }
    }

    @Test
    void qos_1_a_refusal_with_0x80_itself_is_a_refusal_5_0_4_4_0_2() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.receive(new PubAck(1, ReasonCode.UNSPECIFIED_ERROR));
        assertEquals(List.of(), sent(talk.reconnect()), "it must not be sent again");
    }

    // ---- QoS 2, sender ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_2_is_unacknowledged_until_pubrec_and_its_pubrel_until_pubcomp_3_1_1_4_3_3_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(new Publish(1, true, message(EXACTLY_ONCE))), sent(talk.reconnect()));
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))));
        assertEquals(List.of(new PubRel(1)), sent(talk.reconnect()));
        talk.receive(new PubComp(1));
        assertEquals(List.of(), sent(talk.reconnect()));
        assertTrue(talk.session().outgoingIdle());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_2_publish_is_never_sent_again_once_pubrel_was_sent_also_by_the_next_process_5_0_4_3_3_6(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        talk.restart();
        assertEquals(List.of(new PubRel(1)), sent(talk.resume(true)));
    }

    @Test
    void qos_2_refused_by_pubrec_is_not_sent_again_and_its_identifier_is_free_5_0_4_4_0_2() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaximumPacketId(1));
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(), sent(talk.receive(new PubRec(1, ReasonCode.UNSPECIFIED_ERROR))), "no PUBREL");
        assertEquals(List.of(), sent(talk.reconnect()));
        assertEquals(1, sent(talk.publish(EXACTLY_ONCE)).size());
    }

    /** What follows may only happen when the refusal is on the disk: its publisher is told not to rely on it. */
    @Test
    void a_refusal_is_forced_and_an_acknowledgement_is_not() {
        assertTrue(new Change.Settled(1, 1, ReasonCode.QUOTA_EXCEEDED).mustBeForced());
        assertFalse(new Change.Settled(1, 1, ReasonCode.SUCCESS).mustBeForced());
        assertFalse(new Change.Settled(1, 1, ReasonCode.NO_MATCHING_SUBSCRIBERS).mustBeForced());
        assertTrue(new Change.Settled(1, 0, ReasonCode.SUCCESS).mustBeForced(), "QoS 0 is sent at most once");
    }

    // ---- QoS 2, receiver ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_2_until_pubrel_the_identifier_is_the_same_message_across_a_restart_5_0_4_3_3_10(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(7)), sent(talk.delivered(1)));
        talk.restart();
        talk.attach();
        talk.resume(true);
        List<Effect> again = talk.receiveAgain(7, EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(7)), sent(again));
        assertEquals(List.of(), delivered(again));
        List<Effect> withoutDup = talk.receivePublish(7, EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(7)), sent(withoutDup));
        assertEquals(List.of(), delivered(withoutDup));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_2_pubrel_is_answered_whether_the_identifier_is_known_or_not_5_0_4_3_3_11(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        assertEquals(List.of(new PubComp(7)), sent(talk.receive(new PubRel(7))));
        assertEquals(
                List.of(new PubComp(7, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)), sent(talk.receive(new PubRel(7))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_2_after_pubcomp_the_identifier_is_a_new_message_5_0_4_3_3_12(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        for (int i = 0; i < 3; i++) {
            assertEquals(1, delivered(talk.receivePublish(7, EXACTLY_ONCE)).size());
            assertEquals(List.of(new PubRec(7)), sent(talk.delivered(1)));
            assertEquals(List.of(new PubComp(7)), sent(talk.receive(new PubRel(7))));
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void every_publish_is_acknowledged_also_one_nobody_wants_4_5_0_2(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.ONE_SHOT);
        talk.attach(new Reader(List.of("wanted"), Long.MAX_VALUE));
        assertEquals(List.of(), sent(talk.receivePublish(0, AT_MOST_ONCE)));
        assertEquals(List.of(new PubAck(7)), sent(talk.receivePublish(7, AT_LEAST_ONCE)));
        assertEquals(List.of(new PubRec(8)), sent(talk.receivePublish(8, EXACTLY_ONCE)));
        assertEquals(List.of(new PubRec(8)), sent(talk.receiveAgain(8, EXACTLY_ONCE)));
        assertEquals(List.of(new PubComp(8)), sent(talk.receive(new PubRel(8))));
        assertEquals(0, talk.state().inbox().size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_pubrec_for_an_identifier_not_in_use_is_answered_so_that_the_server_can_finish_ours(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        List<Effect> effects = talk.receive(new PubRec(5));
        assertEquals(List.of(new PubRel(5, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)), sent(effects));
        assertEquals(List.of(), stored(effects));
        talk.receive(new PubComp(5));
        assertTrue(talk.session().connected());
    }

    // ---- identifiers of messages the reader has not confirmed ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_1_with_the_reader_and_sent_again_is_not_delivered_again_and_acknowledged_once(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.reconnect();
        assertEquals(List.of(), delivered(talk.receiveAgain(7, AT_LEAST_ONCE)));
        assertEquals(List.of(new PubAck(7)), sent(talk.delivered(1)));
    }

    /** A server that uses the identifier for another message must not have it passed over. */
    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void qos_1_without_dup_is_a_new_message_although_its_identifier_is_with_the_reader_3_3_1_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.reconnect();
        assertEquals(1, delivered(talk.receivePublish(7, AT_LEAST_ONCE)).size());
        assertEquals(List.of(), sent(talk.delivered(1)), "the first one's acknowledgement ended with its connection");
        assertEquals(List.of(new PubAck(7)), sent(talk.delivered(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void qos_2_with_the_reader_the_identifier_is_the_same_message_with_dup_or_without_5_0_4_3_3_10(boolean dup) {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.reconnect();
        assertEquals(List.of(), delivered(talk.receive(new Publish(7, dup, message(EXACTLY_ONCE)))));
        assertEquals(List.of(new PubRec(7)), sent(talk.delivered(1)));
    }
}
