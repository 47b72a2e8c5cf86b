package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.close;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.stored;
import static io.mqkeep.session.Effects.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a CONNACK means for the session (3.2 of both versions). */
class ConnAckRulesTest {

    /** A new session asks for a clean start, so one that is present can't be ours. */
    @Test
    void without_state_a_session_that_is_present_is_left_with_0x82_5_0_3_2_2_4() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.publish(EXACTLY_ONCE);
        talk.connect();
        assertEffects(
                talk.connAck(true), send(new Disconnect(ReasonCode.PROTOCOL_ERROR)), close(CloseReason.PROTOCOL_ERROR));
        assertEquals(Phase.NEW, talk.state().phase());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void after_a_clean_start_a_session_that_is_present_closes_3_1_1_3_2_2_4_and_5_0_3_2_2_2(MqttVersion version) {
        Conversation talk = Conversation.fresh(version, SessionSettings.ONE_SHOT);
        talk.connect();
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.connAck(true)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void with_state_and_no_session_present_nothing_in_flight_is_sent_with_its_old_identifier_5_0_3_2_2_5(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        assertEquals(List.of(Disconnect.endingSession()), sent(talk.resume(false)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_refused_connect_changes_nothing_but_the_list_of_connects_5_0_3_2_2_6(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        talk.connect();
        Snapshot before = talk.state().snapshot();
        ConnAck refusal = new ConnAck(false, ReasonCode.NOT_AUTHORIZED, ConnAckProperties.DEFAULT);
        assertEffects(
                talk.receive(refusal), tell(new SessionEvent.ConnectRefused(refusal)), close(CloseReason.REFUSED));
        assertEffects(talk.lose());
        assertEquals(before, talk.state().snapshot());
        assertEquals(List.of(new Publish(1, true, message(EXACTLY_ONCE))), sent(talk.resume(true)));
    }

    @Test
    void a_refusal_that_speaks_of_a_session_is_a_refusal_all_the_same_5_0_3_2_2_6() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.lose();
        talk.connect();
        ConnAck refusal = new ConnAck(true, ReasonCode.SERVER_BUSY, ConnAckProperties.DEFAULT);
        assertEquals(CloseReason.REFUSED, closed(talk.receive(refusal)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void nothing_is_sent_between_connect_and_connack_3_2_0_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        assertEquals(1, sent(talk.connect()).size());
        assertEquals(List.of(), sent(talk.publish(AT_LEAST_ONCE)));
        assertEquals(List.of(), sent(talk.subscribe("a")));
        talk.attach();
        assertEquals(List.of(), sent(talk.tick()));
        assertEquals(3, sent(talk.connAck(true)).size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void another_packet_before_connack_closes_3_2_0_1(MqttVersion version) {
        Conversation talk = Conversation.fresh(version);
        talk.connect();
        List<Effect> effects = talk.receivePublish(7, AT_LEAST_ONCE);
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(effects));
        assertEquals(List.of(), stored(effects));
        assertEquals(
                version == MqttVersion.V5 ? List.of(new Disconnect(ReasonCode.PROTOCOL_ERROR)) : List.of(),
                sent(effects));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_second_connack_closes_5_0_3_2_0_2(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        List<Effect> effects = talk.connAck(true);
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(effects));
        assertEquals(List.of(), stored(effects));
        assertFalse(talk.session().connected());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_server_that_connects_disconnects_or_subscribes_is_left_3_1_4_8(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receive(talk.template())));
    }

    @Test
    void the_keep_alive_of_the_server_is_used_in_place_of_ours_5_0_3_1_2_21() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, ServerSays.keepAlive(10));
        assertEquals(talk.now + 10_000, talk.session().nextDeadline());
    }

    @Test
    void a_server_bound_once_stays_bound() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        assertEquals(Conversation.SERVER, talk.state().identity().server());
        talk.lose();
        talk.connect();
        assertEquals(1, stored(talk.connAck(true)).size(), "only Established");
    }
}
