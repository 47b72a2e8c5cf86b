package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.close;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.stored;
import static io.mqkeep.session.Effects.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Errors and closing (3.1.1: 4.8; 5.0: 4.13). */
class ErrorRulesTest {
    static final List<Packet> WHAT_ONLY_A_CLIENT_SENDS = List.of(
            new PingReq(),
            new Subscribe(1, List.of(Subscription.of("a", AT_LEAST_ONCE)), List.of()),
            new Unsubscribe(1, List.of("a"), List.of()),
            Conversation.fresh(MqttVersion.V5).template(),
            new Auth(ReasonCode.CONTINUE_AUTHENTICATION, "method", null, null, List.of()));

    @ParameterizedTest
    @FieldSource("WHAT_ONLY_A_CLIENT_SENDS")
    void a_packet_no_server_may_send_closes_after_a_disconnect_that_says_so_5_0_4_13_1_1(Packet packet) {
        Conversation talk = Conversation.established(MqttVersion.V5);
        List<Effect> effects = talk.receive(packet);
        assertEquals(List.of(new Disconnect(ReasonCode.PROTOCOL_ERROR)), sent(effects));
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(effects));
        assertEquals(List.of(), stored(effects));
    }

    @ParameterizedTest
    @FieldSource("WHAT_ONLY_A_CLIENT_SENDS")
    void a_packet_no_server_may_send_closes_without_a_word_3_1_1_4_8_0_1(Packet packet) {
        Conversation talk = Conversation.established(MqttVersion.V3_1_1);
        assertEffects(talk.receive(packet), close(CloseReason.PROTOCOL_ERROR));
    }

    @Test
    void a_server_that_disconnects_is_believed_and_the_reason_told_5_0_4_13_2_1() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        Disconnect takenOver = new Disconnect(ReasonCode.SESSION_TAKEN_OVER);
        assertEffects(
                talk.receive(takenOver),
                tell(new SessionEvent.Disconnected(takenOver)),
                close(CloseReason.SERVER_DISCONNECTED));
    }

    @Test
    void a_server_that_disconnects_before_connack_is_believed_too() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.connect();
        Disconnect busy = new Disconnect(ReasonCode.SERVER_BUSY);
        assertEffects(
                talk.receive(busy), tell(new SessionEvent.Disconnected(busy)), close(CloseReason.SERVER_DISCONNECTED));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_violation_costs_the_connection_and_nothing_of_the_session(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.receivePublish(7, EXACTLY_ONCE);
        Snapshot before = talk.state().snapshot();
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receive(new PubRec(1))));
        assertEquals(before, talk.state().snapshot());
        talk.lose();
        assertEquals(2, sent(talk.resume(true)).size());
    }

    @Test
    void a_session_that_has_a_connection_does_not_take_another() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        assertThrows(IllegalStateException.class, talk::connect);
        talk.disconnect();
        assertThrows(IllegalStateException.class, talk::connect, "the old one is not gone yet");
    }
}
