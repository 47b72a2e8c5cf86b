package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.settled;
import static io.mqkeep.session.Effects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Message Expiry Interval (5.0: 3.3.2.3.3): it counts while a message waits and not once it was sent. */
class ExpiryTest {

    @ParameterizedTest
    @EnumSource(QoS.class)
    void a_queued_message_goes_out_with_what_is_left(QoS qos) {
        Conversation talk = offline();
        talk.publish(expiring(qos, 60));
        int packetId = qos == AT_MOST_ONCE ? 0 : 1;
        assertEquals(
                List.of(new Publish(packetId, false, expiring(qos, 35))),
                sent(talk.after(25).resume(true)));
    }

    @ParameterizedTest
    @EnumSource(QoS.class)
    void a_queued_message_that_expired_is_dropped_and_said(QoS qos) {
        Conversation talk = offline();
        talk.publish(expiring(qos, 60));
        talk.publish(AT_LEAST_ONCE);
        List<Effect> effects = talk.after(60).resume(true);
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(effects));
        assertTrue(stored(effects).contains(new Change.Dropped(FIRST, 0, Change.DropReason.EXPIRED)));
        assertEquals(
                List.of(new Effect.Settle(FIRST, new Outcome.Dropped(Change.DropReason.EXPIRED))), settled(effects));
    }

    @Test
    void a_message_in_flight_does_not_expire_and_goes_again_as_it_was_4_3_3_7() {
        Conversation talk = offline();
        talk.publish(expiring(EXACTLY_ONCE, 60));
        talk.publish(expiring(AT_LEAST_ONCE, 60));
        talk.after(25).resume(true);
        talk.after(3600).lose();
        assertEquals(
                List.of(
                        new Publish(1, true, expiring(EXACTLY_ONCE, 35)),
                        new Publish(2, true, expiring(AT_LEAST_ONCE, 35))),
                sent(talk.restart().resume(true)));
    }

    @Test
    void a_message_sent_at_once_keeps_its_interval() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        assertEquals(
                List.of(new Publish(1, false, expiring(AT_LEAST_ONCE, 60))),
                sent(talk.publish(expiring(AT_LEAST_ONCE, 60))));
    }

    @Test
    void a_clock_that_was_set_back_gives_no_more_than_the_interval() {
        Conversation talk = offline();
        talk.publish(expiring(AT_LEAST_ONCE, 60));
        assertEquals(
                List.of(new Publish(1, false, expiring(AT_LEAST_ONCE, 60))),
                sent(talk.after(-1000).resume(true)));
    }

    @Test
    void a_part_of_a_second_does_not_count() {
        Conversation talk = offline();
        talk.publish(expiring(AT_LEAST_ONCE, 60));
        talk.now += 999;
        assertEquals(List.of(new Publish(1, false, expiring(AT_LEAST_ONCE, 60))), sent(talk.resume(true)));
    }

    @Test
    void a_message_that_waits_for_the_window_expires_there_too() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(AT_LEAST_ONCE);
        talk.publish(expiring(AT_LEAST_ONCE, 5));
        assertEquals(List.of(), sent(talk.after(6).receive(new PubAck(1))));
        assertTrue(talk.session().outgoingIdle());
    }

    private static Conversation offline() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.lose();
        return talk;
    }

    static Message expiring(QoS qos, long seconds) {
        return message(qos).withProperties(PublishProperties.NONE.withMessageExpiryInterval(seconds));
    }
}
