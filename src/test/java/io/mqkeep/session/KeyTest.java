package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Idempotency keys and input positions: what is remembered together with a message. */
class KeyTest {
    private static final InputPosition POSITION = new InputPosition("/lines", "orders", EXACTLY_ONCE, 10, 1, 99);

    @ParameterizedTest
    @EnumSource(QoS.class)
    void a_key_and_an_input_position_are_stored_with_their_message_in_one_turn(QoS qos) {
        for (boolean connected : new boolean[] {true, false}) {
            Conversation talk = Conversation.established(MqttVersion.V5);
            if (!connected) {
                talk.lose();
            }
            List<Change> changes = stored(talk.publish(message(qos), "job-7", POSITION));
            int along = connected && qos == AT_MOST_ONCE ? 0 : 1;
            assertEquals(new Change.Key("job-7", FIRST), changes.get(along));
            assertEquals(new Change.InputAt(POSITION), changes.get(along + 1));
            talk.restart();
            assertEquals(FIRST, talk.state().numberOfKey("job-7"));
            assertEquals(POSITION, talk.state().input(POSITION.key()));
        }
    }

    @Test
    void a_key_outlives_its_message() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(message(EXACTLY_ONCE), "job-7", null);
        talk.receive(new PubRec(1));
        talk.receive(new PubComp(1));
        assertEquals(FIRST, talk.restart().state().numberOfKey("job-7"));
    }

    @Test
    void a_key_is_forgotten_when_the_server_refuses_its_message() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(message(AT_LEAST_ONCE), "job-7", null);
        talk.publish(message(EXACTLY_ONCE), "job-8", null);
        talk.publish(message(EXACTLY_ONCE), "job-9", null);
        talk.receive(new PubAck(1, ReasonCode.QUOTA_EXCEEDED));
        talk.receive(new PubRec(2, ReasonCode.NOT_AUTHORIZED));
        assertNull(talk.state().numberOfKey("job-7"));
        assertNull(talk.state().numberOfKey("job-8"));
        assertEquals(FIRST + 2, talk.state().numberOfKey("job-9"));
    }

    @Test
    void a_key_is_forgotten_when_its_message_expires_or_is_discarded() {
        Conversation talk =
                Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withOnLost(LostPolicy.DISCARD));
        talk.publish(message(AT_LEAST_ONCE), "in flight", null);
        talk.lose();
        talk.publish(ExpiryTest.expiring(AT_LEAST_ONCE, 5), "queued", null);
        talk.after(6).resume(false);
        assertNull(talk.state().numberOfKey("in flight"));
        assertNull(talk.state().numberOfKey("queued"));
    }

    @Test
    void a_key_stays_when_its_message_is_published_anew_or_acknowledged_without_subscribers() {
        Conversation talk =
                Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withOnLost(LostPolicy.REPUBLISH));
        talk.publish(message(AT_LEAST_ONCE), "job-7", null);
        talk.lose();
        talk.resume(false);
        assertEquals(FIRST, talk.state().numberOfKey("job-7"));
        talk.receive(new PubAck(2, ReasonCode.NO_MATCHING_SUBSCRIBERS));
        assertEquals(FIRST, talk.state().numberOfKey("job-7"));
    }

    @Test
    void a_message_the_server_cannot_take_stores_no_key() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, ServerSays.maximumQoS(AT_MOST_ONCE));
        Effect effect = talk.publish(message(AT_LEAST_ONCE), "job-7", POSITION).getFirst();
        assertInstanceOf(
                Outcome.NotTaken.class,
                assertInstanceOf(Effect.Settle.class, effect).outcome());
        assertNull(talk.state().numberOfKey("job-7"));
        assertNull(talk.state().input(POSITION.key()));
    }

    @Test
    void the_last_ten_thousand_keys_are_kept() {
        SessionState state = new SessionState(Snapshot.fresh(
                new Identity(new ServerAddress("broker.example", 1883), "client", MqttVersion.V5, 0, 0, null, null)));
        for (int i = 1; i <= Snapshot.KEYS_KEPT + 5; i++) {
            state.apply(new Change.Key("key-" + i, i));
        }
        assertEquals(Snapshot.KEYS_KEPT, state.snapshot().keys().size());
        assertNull(state.numberOfKey("key-5"));
        assertEquals(6L, state.numberOfKey("key-6"));
        assertEquals("key-6", state.snapshot().keys().keySet().iterator().next());
    }
}
