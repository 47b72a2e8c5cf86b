package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.START;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.close;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 3.1.1 and 5.0 [MQTT-3.14.4-1], [MQTT-3.14.4-2]: nothing follows a DISCONNECT, and the connection is closed. */
class ClosingTest {

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void leaving_says_disconnect_and_closes(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEffects(talk.disconnect(), send(Disconnect.normal()), close(CloseReason.DISCONNECTED));
        assertFalse(talk.session().connected());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void leaving_before_connack_closes_without_a_word(MqttVersion version) {
        Conversation talk = Conversation.fresh(version);
        talk.connect();
        assertEffects(talk.disconnect(), close(CloseReason.DISCONNECTED));
    }

    @Test
    void leaving_without_a_connection_does_nothing_and_a_connection_can_be_made() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        assertEffects(talk.disconnect());
        talk.resume(false);
        assertEquals(true, talk.session().connected());
    }

    @Test
    void leaving_twice_is_leaving_once() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.disconnect();
        assertEffects(talk.disconnect());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_message_the_reader_has_after_disconnect_is_stored_and_acknowledged_on_the_next_connection(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.receivePublish(8, AT_LEAST_ONCE);
        talk.disconnect();
        assertEffects(talk.delivered(2), store(new Change.Received(7, START)));
        talk.reconnect();
        assertEffects(talk.receiveAgain(7, EXACTLY_ONCE), send(new PubRec(7)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_reader_that_leaves_after_disconnect_puts_its_messages_into_the_inbox_and_acknowledges_nothing(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.disconnect();
        assertEffects(talk.detach(), store(new Change.Inboxed(FIRST, message(AT_LEAST_ONCE), false, START)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_is_asked_after_disconnect_waits_for_the_next_connection(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.disconnect();
        talk.publish(AT_MOST_ONCE);
        talk.publish(AT_LEAST_ONCE);
        talk.subscribe("orders/#");
        talk.unsubscribe("other/#");
        talk.lose();
        List<Packet> sent = sent(talk.resume(true));
        assertEquals(4, sent.size(), () -> "sent: " + sent);
    }

    @Test
    void what_comes_after_disconnect_is_not_heard() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.disconnect();
        assertEffects(talk.receive(new PubAck(1)));
        assertEffects(talk.receivePublish(7, EXACTLY_ONCE));
        assertEquals(1, talk.state().inFlight().size());
    }

    @Test
    void a_server_that_answers_no_pingreq_is_sent_nothing_more() {
        Conversation talk = Conversation.fresh(MqttVersion.V5).withKeepAlive(10);
        talk.resume(false);
        talk.attach();
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.after(10).tick();
        assertEquals(CloseReason.KEEP_ALIVE_TIMEOUT, closed(talk.after(5).tick()));
        assertEffects(talk.delivered(1));
        talk.publish(EXACTLY_ONCE);
        talk.subscribe(Subscription.of("orders/#", AT_LEAST_ONCE));
        assertEquals(0, talk.state().inFlight().size());
    }

    @Test
    void after_a_violation_nothing_is_sent_but_the_disconnect_that_names_it() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        talk.receivePublish(7, AT_LEAST_ONCE);
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.connAck(true)));
        assertEffects(talk.delivered(1));
    }
}
