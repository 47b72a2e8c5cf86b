package io.mqkeep.session;

import static io.mqkeep.protocol.MqttVersion.V3_1_1;
import static io.mqkeep.protocol.MqttVersion.V5;
import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.START;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.delivered;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.settled;
import static io.mqkeep.session.Effects.stored;
import static io.mqkeep.session.Effects.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.Publish;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Session Present 0 for a session that was established, and what becomes of what was in flight. */
class LostSessionTest {
    private static final SessionSettings REPUBLISH = SessionSettings.DURABLE.withOnLost(LostPolicy.REPUBLISH);
    private static final SessionSettings DISCARD = SessionSettings.DURABLE.withOnLost(LostPolicy.DISCARD);

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void without_a_policy_the_session_leaves_and_is_blocked_also_in_the_next_process(MqttVersion version) {
        Conversation talk = withTwoInFlight(version, SessionSettings.DURABLE);
        List<Effect> effects = talk.resume(false);
        assertEquals(List.of(Disconnect.endingSession()), sent(effects));
        assertEquals(CloseReason.SESSION_LOST, closed(effects));
        assertEquals(List.of(new SessionEvent.SessionLost(2, 0, START)), told(effects));
        talk.lose();
        assertTrue(talk.session().blocked());
        assertThrows(IllegalStateException.class, talk::connect);
        talk.restart();
        assertTrue(talk.session().blocked());
        assertThrows(IllegalStateException.class, talk::connect);
        assertEquals(2, talk.state().inFlight().size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void with_nothing_in_flight_the_session_goes_on(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.lose();
        talk.publish(AT_LEAST_ONCE);
        List<Effect> effects = talk.resume(false);
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(effects));
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
        assertEquals(0, talk.state().received().size());
        assertEquals(1, talk.state().inbox().size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void republish_sends_what_was_in_flight_as_new_and_in_order_before_the_queue(MqttVersion version) {
        Conversation talk = withTwoInFlight(version, REPUBLISH);
        talk.publish(message("t", AT_LEAST_ONCE, "queued"));
        assertEquals(republished(3, 4, 5), sent(talk.resume(false)));
        assertTrue(talk.session().connected());
        talk.receive(new PubAck(3));
        assertEquals(2, talk.state().inFlight().size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void discard_drops_what_was_in_flight_and_says_so(MqttVersion version) {
        Conversation talk = withTwoInFlight(version, DISCARD);
        talk.publish(message("t", AT_LEAST_ONCE, "queued"));
        List<Effect> effects = talk.resume(false);
        assertEquals(List.of(new Publish(3, false, message("t", AT_LEAST_ONCE, "queued"))), sent(effects));
        Outcome dropped = new Outcome.Dropped(Change.DropReason.ASKED);
        assertEquals(
                List.of(new Effect.Settle(FIRST, dropped), new Effect.Settle(FIRST + 1, dropped)), settled(effects));
    }

    @Test
    void in_mqtt_5_a_policy_given_later_connects_clean() {
        Conversation talk = blocked(V5).restart(REPUBLISH);
        assertFalse(talk.session().blocked());
        assertTrue(cleanStart(talk.connect()));
        talk.lose();
        assertTrue(cleanStart(talk.connect()), "until it is accepted");
        assertEquals(republished(3, 4), sent(talk.connAck(false)).subList(0, 2));
        talk.lose();
        assertFalse(cleanStart(talk.connect()));
    }

    @Test
    void in_3_1_1_a_policy_given_later_wipes_first_since_the_lost_one_left_an_empty_session_behind() {
        Conversation talk = blocked(V3_1_1).restart(REPUBLISH);
        assertTrue(cleanStart(talk.connect()));
        List<Effect> wiped = talk.connAck(false);
        assertEquals(CloseReason.RECONNECT, closed(wiped));
        assertEquals(List.of(), stored(wiped));
        assertEquals(2, talk.state().inFlight().size());
        talk.lose();
        assertFalse(cleanStart(talk.connect()));
        assertEquals(republished(3, 4), sent(talk.connAck(false)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_session_found_again_only_after_the_loss_was_recorded_is_still_lost(MqttVersion version) {
        Conversation talk = blocked(version).restart(DISCARD);
        talk.connect();
        assertEquals(
                CloseReason.PROTOCOL_ERROR, closed(talk.connAck(true)), "present right after a clean connect is a lie");
        assertEquals(Phase.LOST, talk.state().phase());
        assertEquals(2, talk.state().inFlight().size());
    }

    @Test
    void in_3_1_1_a_session_present_after_the_wipe_is_a_lie_too() {
        Conversation talk = blocked(V3_1_1).restart(DISCARD);
        talk.connect();
        talk.connAck(false);
        talk.lose();
        talk.connect();
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.connAck(true)));
        assertEquals(Phase.LOST, talk.state().phase());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAIL")
    void a_decision_is_durable_with_the_session_that_follows_from_it(LostPolicy policy) {
        Conversation talk = withTwoInFlight(V5, SessionSettings.DURABLE.withOnLost(policy));
        talk.resume(false);
        talk.restart();
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
        assertEquals(
                policy == LostPolicy.REPUBLISH ? 2 : 0, sent(talk.resume(true)).size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void received_identifiers_are_dropped_at_once_and_mean_new_messages_in_the_new_session(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.attach();
        talk.receivePublish(8, EXACTLY_ONCE);
        talk.lose();
        talk.resume(false);
        assertEquals(0, talk.state().received().size());
        assertEquals(1, delivered(talk.receivePublish(7, EXACTLY_ONCE)).size());
        assertEquals(1, delivered(talk.receivePublish(8, EXACTLY_ONCE)).size());
        // The inbox message, then the old 8: neither owes anything to this session.
        assertEquals(List.of(), sent(talk.delivered(2)));
        assertEquals(0, talk.state().received().size());
        assertEquals(List.of(new PubRec(7), new PubRec(8)), sent(talk.delivered(2)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_a_reader_that_leaves_had_from_a_lost_session_goes_to_the_inbox_without_its_identifier(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(8, EXACTLY_ONCE);
        talk.lose();
        talk.resume(false);
        talk.detach();
        assertEquals(1, talk.state().inbox().size());
        assertFalse(talk.state().hasReceived(8));
        assertEquals(List.of(new PubRec(8)), sent(talk.receivePublish(8, EXACTLY_ONCE)));
        assertEquals(2, talk.state().inbox().size());
    }

    @Test
    void a_received_identifier_alone_does_not_block() {
        Conversation talk = Conversation.established(V5);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.lose();
        talk.resume(false);
        assertFalse(talk.session().blocked());
        assertTrue(talk.session().connected());
    }

    @Test
    void a_released_message_is_in_flight_too() {
        Conversation talk = Conversation.established(V5);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        talk.lose();
        talk.resume(false);
        assertTrue(talk.session().blocked());
    }

    private static Conversation withTwoInFlight(MqttVersion version, SessionSettings settings) {
        Conversation talk = Conversation.established(version, settings);
        talk.publish(message("t", AT_LEAST_ONCE, "first"));
        talk.publish(message("t", EXACTLY_ONCE, "second"));
        talk.lose();
        return talk;
    }

    private static Conversation blocked(MqttVersion version) {
        Conversation talk = withTwoInFlight(version, SessionSettings.DURABLE);
        talk.resume(false);
        talk.lose();
        return talk;
    }

    private static List<Packet> republished(int first, int second) {
        return List.of(
                new Publish(first, false, message("t", AT_LEAST_ONCE, "first")),
                new Publish(second, false, message("t", EXACTLY_ONCE, "second")));
    }

    private static List<Packet> republished(int first, int second, int queued) {
        return List.of(
                new Publish(first, false, message("t", AT_LEAST_ONCE, "first")),
                new Publish(second, false, message("t", EXACTLY_ONCE, "second")),
                new Publish(queued, false, message("t", AT_LEAST_ONCE, "queued")));
    }

    private static boolean cleanStart(List<Effect> effects) {
        return sent(effects).getFirst() instanceof Connect connect && connect.cleanStart();
    }
}
