package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.close;
import static io.mqkeep.session.Effects.send;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.session.Effect.CloseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keep alive (3.1.2.10 of both versions), on a clock that the test moves. */
class KeepAliveTest {

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void pingreq_is_sent_when_nothing_else_was_sent_for_the_keep_alive_time_3_1_2_23(MqttVersion version) {
        Conversation talk = connected(version, 60);
        assertEquals(talk.now + 60_000, talk.session().nextDeadline());
        assertEffects(talk.after(59).tick());
        assertEffects(talk.after(1).tick(), send(new PingReq()));
        talk.receive(new PingResp());
        assertEquals(talk.now + 60_000, talk.session().nextDeadline());
        assertEffects(talk.after(60).tick(), send(new PingReq()));
    }

    @Test
    void a_packet_that_leaves_puts_it_off_and_one_that_comes_does_not() {
        Conversation talk = connected(MqttVersion.V5, 60);
        talk.after(50).publish(AT_MOST_ONCE);
        assertEquals(talk.now + 60_000, talk.session().nextDeadline());
        talk.attach();
        talk.after(30).receivePublish(0, AT_MOST_ONCE);
        assertEquals(talk.now + 30_000, talk.session().nextDeadline());
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.delivered(2);
        assertEquals(talk.now + 60_000, talk.session().nextDeadline(), "PUBACK left");
    }

    @Test
    void without_an_answer_the_server_is_taken_for_gone() {
        Conversation talk = connected(MqttVersion.V5, 60);
        talk.after(60).tick();
        assertEquals(talk.now + 30_000, talk.session().nextDeadline());
        assertEffects(talk.after(29).tick());
        assertEffects(talk.after(1).tick(), close(CloseReason.KEEP_ALIVE_TIMEOUT));
        assertEquals(Long.MAX_VALUE, talk.session().nextDeadline());
        assertEffects(talk.after(100).tick());
    }

    @Test
    void while_reading_is_paused_no_answer_is_missed_and_pings_go_on() {
        Conversation talk = connected(MqttVersion.V5, 60);
        talk.after(60).tick();
        talk.readingPaused(true);
        assertEffects(talk.after(30).tick());
        assertEffects(talk.after(30).tick(), send(new PingReq()));
        assertEffects(talk.after(60).tick(), send(new PingReq()));
        talk.readingPaused(false);
        assertEffects(talk.after(29).tick());
        assertEffects(talk.after(1).tick(), close(CloseReason.KEEP_ALIVE_TIMEOUT));
    }

    @Test
    void an_answer_found_when_reading_goes_on_is_an_answer() {
        Conversation talk = connected(MqttVersion.V5, 60);
        talk.after(60).tick();
        talk.readingPaused(true);
        talk.after(50).tick();
        talk.readingPaused(false);
        talk.receive(new PingResp());
        assertEffects(talk.after(30).tick(), send(new PingReq()));
    }

    @Test
    void zero_turns_it_off() {
        Conversation talk = connected(MqttVersion.V5, 0);
        assertEquals(Long.MAX_VALUE, talk.session().nextDeadline());
        assertEffects(talk.after(1_000_000).tick());
    }

    @Test
    void a_very_short_one_still_gives_the_server_a_second() {
        Conversation talk = connected(MqttVersion.V5, 1);
        assertEffects(talk.after(1).tick(), send(new PingReq()));
        assertEffects(talk.after(1).tick(), close(CloseReason.KEEP_ALIVE_TIMEOUT));
    }

    @Test
    void nothing_is_due_without_a_connection() {
        Conversation talk = connected(MqttVersion.V5, 60);
        talk.after(60).tick();
        talk.lose();
        assertEquals(Long.MAX_VALUE, talk.session().nextDeadline());
        assertEffects(talk.after(1000).tick());
        talk.connect();
        assertEquals(Long.MAX_VALUE, talk.session().nextDeadline(), "the wait for CONNACK is the caller's");
        talk.connAck(true);
        assertEquals(talk.now + 60_000, talk.session().nextDeadline(), "an open PINGREQ ended with its connection");
    }

    private static Conversation connected(MqttVersion version, int seconds) {
        Conversation talk = Conversation.fresh(version).withKeepAlive(seconds);
        talk.resume(false);
        return talk;
    }
}
