package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.START;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client session and its lifetime (3.1.1: 3.1.2.4, 4.1; 5.0: 3.1.2.4, 3.1.2.11.2, 4.1). */
class IdentityRulesTest {

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void the_session_is_there_after_the_process_died_3_1_2_4(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.receivePublish(7, EXACTLY_ONCE);
        Snapshot before = talk.state().snapshot();
        talk.restart();
        assertEquals(before, talk.state().snapshot());
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void nothing_is_discarded_while_connected_4_1_0_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.after(10_000_000).tick();
        assertEquals(1, talk.state().inFlight().size());
        assertTrue(talk.state().hasReceived(7));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_session_that_does_not_last_is_clean_at_every_connect_and_reuses_nothing_3_1_2_4(MqttVersion version) {
        Conversation talk =
                Conversation.fresh(version, SessionSettings.ONE_SHOT).withConnectProperties(ConnectProperties.DEFAULT);
        assertTrue(cleanStart(talk.connect()));
        talk.connAck(false);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.publish(message("a", EXACTLY_ONCE, "1"));
        talk.publish(message("b", AT_LEAST_ONCE, "2"));
        talk.lose();
        assertTrue(cleanStart(talk.connect()));
        assertEquals(
                List.of(
                        new Publish(3, false, message("a", EXACTLY_ONCE, "1")),
                        new Publish(4, false, message("b", AT_LEAST_ONCE, "2"))),
                sent(talk.connAck(false)),
                "what the server of the last connection knew is published as new");
        assertEquals(0, talk.state().received().size());
    }

    @Test
    void what_is_in_memory_goes_on_within_the_run_where_the_server_was_asked_to_keep_the_session() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.ONE_SHOT);
        talk.publish(message("a", EXACTLY_ONCE, "1"));
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.lose();
        assertFalse(cleanStart(talk.connect()));
        assertEquals(List.of(new Publish(1, true, message("a", EXACTLY_ONCE, "1"))), sent(talk.connAck(true)));
        assertTrue(talk.state().hasReceived(7));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void without_a_session_it_is_told_what_the_server_has_not_kept(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.ONE_SHOT);
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        assertTrue(talk.resume(false).contains(Effects.tell(new SessionEvent.SessionLost(1, 0, Conversation.START))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_a_session_that_does_not_last_an_identifier_is_new_on_each_connection_3_1_2_4(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.ONE_SHOT);
        talk.attach();
        talk.receivePublish(1, EXACTLY_ONCE);
        talk.lose();
        talk.resume(false);
        assertEquals(1, Effects.delivered(talk.receivePublish(1, EXACTLY_ONCE)).size());
        assertEquals(List.of(), sent(talk.delivered(1)), "it answers nothing on the new connection");
        assertEquals(List.of(new PubRec(1)), sent(talk.delivered(1)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void connecting_is_stored_before_connect_is_sent_ours(MqttVersion version) {
        Conversation talk = Conversation.fresh(version);
        List<Effect> effects = talk.connect();
        assertEquals(
                new Effect.Store(new Change.Connecting("incarnation-1", version == MqttVersion.V5, 3600, START)),
                effects.get(0));
        assertTrue(effects.get(1) instanceof Effect.Send);
        assertTrue(stored(effects).getFirst().mustBeForced());
    }

    @Test
    void the_expiry_the_server_grants_replaces_the_one_asked_for_3_2_2_3_2() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, ServerSays.sessionExpiry(60));
        assertEquals(60L, talk.state().snapshot().grantedSessionExpiryInterval());
        talk.after(5).lose();
        assertEquals(START + 65_000, talk.state().snapshot().keptByServerUntil());
    }

    @Test
    void the_expiry_asked_for_holds_when_the_server_grants_no_other_3_2_2_3_2() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        assertEquals(3600L, talk.state().snapshot().grantedSessionExpiryInterval());
        assertEquals(START + 3_600_000, talk.state().snapshot().keptByServerUntil());
    }

    @Test
    void a_session_that_never_expires_is_kept_for_ever_3_1_2_11_2() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, ServerSays.sessionExpiry(ConnectProperties.EXPIRES_NEVER));
        assertEquals(Long.MAX_VALUE, talk.state().snapshot().keptByServerUntil());
    }

    @Test
    void nobody_knows_how_long_a_3_1_1_server_keeps_the_session() {
        Conversation talk = Conversation.established(MqttVersion.V3_1_1);
        talk.lose();
        assertNull(talk.state().snapshot().keptByServerUntil());
    }

    @Test
    void no_local_timer_ends_a_session_only_session_present_does_3_1_2_11_2() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        talk.after(10 * 3600).restart();
        talk.connect();
        assertEquals(List.of(new Publish(1, true, message(AT_LEAST_ONCE))), sent(talk.connAck(true)));
    }

    @Test
    void a_clock_that_was_set_back_ends_nothing() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        talk.after(-10 * 3600).restart();
        assertEquals(List.of(new Publish(1, true, message(AT_LEAST_ONCE))), sent(talk.resume(true)));
    }

    @Test
    void the_last_64_incarnations_are_kept() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        List<String> expected = new ArrayList<>();
        for (int i = 2; i <= 70; i++) {
            talk.reconnect();
            if (i > 70 - Snapshot.INCARNATIONS_KEPT) {
                expected.add("incarnation-" + i);
            }
        }
        assertEquals(expected, talk.state().snapshot().incarnations());
    }

    @Test
    void a_number_is_never_used_twice_also_one_of_a_message_with_qos_0() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.publish(message(QoS.AT_MOST_ONCE), "key-1", null);
        talk.restart();
        talk.resume(true);
        talk.publish(message(AT_LEAST_ONCE), "key-2", null);
        assertEquals(1L, talk.state().numberOfKey("key-1"));
        assertEquals(2L, talk.state().numberOfKey("key-2"));
    }

    private static boolean cleanStart(List<Effect> effects) {
        return sent(effects).getFirst() instanceof Connect connect && connect.cleanStart();
    }
}
