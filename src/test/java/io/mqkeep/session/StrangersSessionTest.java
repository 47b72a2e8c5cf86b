package io.mqkeep.session;

import static io.mqkeep.protocol.MqttVersion.V3_1_1;
import static io.mqkeep.protocol.MqttVersion.V5;
import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session that is new here and that the server has already: somebody else's, unless we were told to adopt it. */
class StrangersSessionTest {
    private static final SessionSettings ADOPTING = SessionSettings.DURABLE.withAdopt(true);

    @Test
    void in_mqtt_5_a_new_session_asks_for_a_clean_start_until_it_is_established() {
        Conversation talk = Conversation.fresh(V5);
        assertTrue(cleanStart(talk.connect()));
        talk.lose();
        assertTrue(cleanStart(talk.connect()), "no CONNACK came");
        talk.restart();
        assertTrue(cleanStart(talk.connect()), "no CONNACK came to the former process either");
        talk.connAck(false);
        talk.lose();
        assertFalse(cleanStart(talk.connect()));
    }

    @Test
    void in_3_1_1_a_new_session_does_not_ask_for_a_clean_session_since_that_would_end_with_the_connection() {
        Conversation talk = Conversation.fresh(V3_1_1);
        assertFalse(cleanStart(talk.connect()));
        talk.connAck(false);
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
    }

    @Test
    void in_3_1_1_a_strangers_session_is_left_wiped_by_a_clean_connection_and_made_anew() {
        Conversation talk = Conversation.fresh(V3_1_1);
        talk.publish(AT_LEAST_ONCE);
        talk.connect();
        List<Effect> found = talk.connAck(true);
        assertEquals(List.of(Disconnect.normal()), sent(found));
        assertEquals(CloseReason.RECONNECT, closed(found));
        assertEquals(List.of(), stored(found));
        talk.lose();

        assertTrue(cleanStart(talk.connect()));
        List<Effect> wiped = talk.connAck(false);
        assertEquals(List.of(Disconnect.normal()), sent(wiped));
        assertEquals(CloseReason.RECONNECT, closed(wiped));
        assertEquals(Phase.NEW, talk.state().phase());
        talk.lose();

        assertFalse(cleanStart(talk.connect()));
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(talk.connAck(false)));
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
        talk.lose();
        assertFalse(cleanStart(talk.connect()));
    }

    @Test
    void in_3_1_1_the_wipe_is_repeated_until_it_succeeds_3_1_2_4() {
        Conversation talk = foundAStranger();
        assertTrue(cleanStart(talk.connect()));
        talk.lose();
        assertTrue(cleanStart(talk.connect()), "cut before CONNACK");
        talk.receive(new ConnAck(false, ReasonCode.SERVER_UNAVAILABLE, ConnAckProperties.DEFAULT));
        talk.lose();
        assertTrue(cleanStart(talk.connect()), "refused");
        talk.connAck(false);
        talk.lose();
        assertFalse(cleanStart(talk.connect()));
    }

    @Test
    void in_3_1_1_a_process_that_dies_in_the_middle_of_it_begins_the_dance_again() {
        Conversation talk = foundAStranger();
        talk.connect();
        talk.connAck(false);
        talk.restart();
        assertFalse(cleanStart(talk.connect()));
        assertEquals(CloseReason.RECONNECT, closed(talk.connAck(true)));
    }

    @Test
    void in_3_1_1_a_server_that_still_has_it_after_the_wipe_is_left() {
        Conversation talk = foundAStranger();
        talk.connect();
        talk.connAck(false);
        talk.lose();
        talk.connect();
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.connAck(true)));
        assertEquals(Phase.NEW, talk.state().phase());
    }

    @Test
    void in_3_1_1_what_comes_on_the_connection_that_wipes_is_not_heard() {
        Conversation talk = foundAStranger();
        talk.connect();
        talk.connAck(false);
        assertEquals(List.of(), talk.receivePublish(7, EXACTLY_ONCE));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void adopted_the_session_the_server_has_goes_on(MqttVersion version) {
        Conversation talk = Conversation.fresh(version, ADOPTING);
        assertFalse(cleanStart(talk.connect()));
        List<Effect> effects = talk.connAck(true);
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
        assertEquals(null, closed(effects));
        assertEquals(
                List.of(new PubComp(9, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)),
                sent(talk.receive(new PubRel(9))),
                "a handshake the former owner had open can end");
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void adopting_where_there_is_nothing_makes_a_new_session(MqttVersion version) {
        Conversation talk = Conversation.fresh(version, ADOPTING);
        talk.resume(false);
        assertEquals(Phase.ESTABLISHED, talk.state().phase());
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        talk.resume(false);
        assertTrue(talk.session().blocked(), "from then on it is a session like any other");
    }

    private static Conversation foundAStranger() {
        Conversation talk = Conversation.fresh(V3_1_1);
        talk.connect();
        talk.connAck(true);
        talk.lose();
        return talk;
    }

    private static boolean cleanStart(List<Effect> effects) {
        return sent(effects).getFirst() instanceof Connect connect && connect.cleanStart();
    }
}
