package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.delivered;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.stored;
import static io.mqkeep.session.Effects.tell;
import static io.mqkeep.session.Effects.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.Publish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inbox and its limit: beyond it messages stay with the server, or are dropped and counted. */
class InboxTest {
    private static final SessionSettings TWO_MESSAGES =
            SessionSettings.DURABLE.withInbox(2, SessionSettings.INBOX_BYTES);

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void beyond_its_messages_qos_1_and_2_stay_unacknowledged_and_it_is_told_once_a_connection(MqttVersion version) {
        Conversation talk = full(version);
        assertEffects(
                talk.receivePublish(3, EXACTLY_ONCE),
                tell(new SessionEvent.InboxFull(2, talk.state().inboxBytes())));
        assertEffects(talk.receivePublish(4, AT_LEAST_ONCE));
        assertEquals(2, talk.session().left());
        talk.reconnect();
        assertEquals(1, told(talk.receiveAgain(3, EXACTLY_ONCE)).size());
    }

    @Test
    void beyond_its_messages_qos_0_is_dropped_and_counted() {
        Conversation talk = full(MqttVersion.V5);
        assertEquals(List.of(), stored(talk.receivePublish(0, AT_MOST_ONCE)));
        talk.receivePublish(0, AT_MOST_ONCE);
        assertEquals(2, talk.session().dropped());
        assertEquals(0, talk.session().left());
    }

    @Test
    void its_bytes_are_limited_too_and_count_topic_and_payload() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withInbox(100, 20));
        talk.receive(new Publish(1, false, message("12345", EXACTLY_ONCE, "67890")));
        assertEquals(10, talk.state().inboxBytes());
        assertEquals(List.of(), sent(talk.receive(new Publish(2, false, message("12345", EXACTLY_ONCE, "678901")))));
        talk.reconnect();
        assertEquals(
                List.of(new PubRec(2)),
                sent(talk.receive(new Publish(2, true, message("12345", EXACTLY_ONCE, "67890")))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void with_room_again_what_was_left_is_taken_on_the_next_connection(MqttVersion version) {
        Conversation talk = full(version);
        talk.receivePublish(3, EXACTLY_ONCE);
        talk.attach(new Reader(List.of(), 2));
        talk.delivered(2);
        talk.detach();
        assertEquals(0, talk.state().inbox().size());
        assertEquals(0, talk.state().inboxBytes());
        assertEquals(List.of(), sent(talk.receivePublish(4, EXACTLY_ONCE)), "3 is to come first");
        talk.reconnect();
        assertEquals(List.of(new PubRec(3)), sent(talk.receiveAgain(3, EXACTLY_ONCE)));
        assertEquals(List.of(new PubRec(4)), sent(talk.receiveAgain(4, EXACTLY_ONCE)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_was_left_for_want_of_room_goes_to_the_next_reader_after_the_inbox(MqttVersion version) {
        Conversation talk = full(version);
        talk.receivePublish(3, EXACTLY_ONCE);
        talk.receivePublish(4, AT_LEAST_ONCE);
        assertEquals(4, Effects.delivered(talk.attach()).size());
        assertEquals(0, talk.session().left());
        assertEquals(List.of(new PubRec(3), new PubAck(4)), sent(talk.delivered(4)));
    }

    @Test
    void a_message_in_the_inbox_that_comes_again_is_acknowledged_although_it_is_full() {
        Conversation talk = full(MqttVersion.V5);
        talk.reconnect();
        assertEffects(talk.receiveAgain(2, EXACTLY_ONCE), send(new PubRec(2)));
    }

    @Test
    void what_a_reader_that_leaves_had_is_kept_although_it_is_full() {
        Conversation talk = full(MqttVersion.V5);
        talk.attach();
        talk.receivePublish(3, EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(3)), sent(talk.detach()));
        assertEquals(3, talk.state().inbox().size());
    }

    @Test
    void it_keeps_dup_and_the_moment_a_message_came() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.after(7).receiveAgain(9, AT_LEAST_ONCE);
        Delivery delivery = delivered(talk.restart().attach()).getFirst();
        assertEquals(new Delivery(message(AT_LEAST_ONCE), true, 0, true, talk.now), delivery);
    }

    @Test
    void a_session_that_does_not_last_has_none() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.ONE_SHOT);
        assertEffects(talk.receivePublish(7, AT_LEAST_ONCE), send(new PubAck(7)));
        assertEffects(talk.receivePublish(0, AT_MOST_ONCE));
        assertTrue(talk.state().inbox().isEmpty());
    }

    /** Room for two messages, and two in it. */
    private static Conversation full(MqttVersion version) {
        Conversation talk = Conversation.established(version, TWO_MESSAGES);
        talk.receivePublish(1, AT_LEAST_ONCE);
        talk.receivePublish(2, EXACTLY_ONCE);
        return talk;
    }
}
