package io.mqkeep.session;

import static io.mqkeep.protocol.MqttVersion.V3_1_1;
import static io.mqkeep.protocol.MqttVersion.V5;
import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.settled;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is not acknowledged on a live connection is sent again, in MQTT 3.1.1 and when it is asked for (3.1.1: 4.4). */
class RepublishTest {
    private static final SessionSettings AFTER_10_SECONDS = SessionSettings.DURABLE.withRepublish(10_000);

    private static Conversation talking() {
        return Conversation.established(V3_1_1, AFTER_10_SECONDS);
    }

    @Test
    void a_publish_goes_out_again_with_dup_each_time_its_interval_is_over() {
        Conversation talk = talking();
        talk.publish(AT_LEAST_ONCE);
        assertEquals(talk.now + 10_000, talk.session().nextDeadline());
        assertEffects(talk.after(9).tick());
        assertEffects(talk.after(1).tick(), send(new Publish(1, true, message(AT_LEAST_ONCE))));
        assertEquals(talk.now + 10_000, talk.session().nextDeadline());
        assertEffects(talk.after(10).tick(), send(new Publish(1, true, message(AT_LEAST_ONCE))));
    }

    @Test
    void a_pubrel_goes_out_again_and_its_publish_does_not() {
        Conversation talk = talking();
        talk.publish(EXACTLY_ONCE);
        talk.after(5).receive(new PubRec(1));
        assertEffects(talk.after(5).tick());
        assertEffects(talk.after(5).tick(), send(new PubRel(1)));
    }

    @Test
    void several_go_out_in_the_order_they_were_first_sent_and_only_those_whose_time_has_come() {
        Conversation talk = talking();
        talk.publish(EXACTLY_ONCE);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.after(5).receive(new PubRec(1));
        talk.publish(AT_LEAST_ONCE);
        assertEquals(
                List.of(new Publish(2, true, message(AT_LEAST_ONCE)), new Publish(3, true, message(EXACTLY_ONCE))),
                sent(talk.after(5).tick()));
        assertEquals(
                List.of(new PubRel(1), new Publish(4, true, message(AT_LEAST_ONCE))),
                sent(talk.after(5).tick()));
    }

    @Test
    void nothing_goes_out_again_in_mqtt_5_or_when_nobody_asked_for_it() {
        for (Conversation talk :
                List.of(Conversation.established(V5, AFTER_10_SECONDS), Conversation.established(V3_1_1))) {
            talk.publish(EXACTLY_ONCE);
            for (int i = 0; i < 5; i++) {
                for (Packet packet : sent(talk.after(50).tick())) {
                    assertEquals("PINGREQ", packet.type().toString());
                }
                talk.receive(new PingResp());
            }
        }
    }

    @Test
    void an_identifier_is_not_used_anew_before_every_copy_is_acknowledged() {
        Conversation talk = Conversation.established(V3_1_1, AFTER_10_SECONDS.withMaximumPacketId(1));
        talk.publish(AT_LEAST_ONCE);
        talk.after(10).tick();
        assertEquals(1, settled(talk.receive(new PubAck(1))).size());
        assertEquals(List.of(), sent(talk.publish(AT_LEAST_ONCE)), "a PUBACK is still on its way");
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(talk.receive(new PubAck(1))));
        assertEquals(1, talk.state().inFlight().size());
    }

    @Test
    void an_identifier_that_waits_for_a_copy_is_passed_over_when_all_others_were_used() {
        Conversation talk = Conversation.established(V3_1_1, AFTER_10_SECONDS.withMaximumPacketId(2));
        talk.publish(AT_LEAST_ONCE);
        talk.after(10).tick();
        talk.receive(new PubAck(1));
        talk.publish(AT_LEAST_ONCE);
        talk.receive(new PubAck(2));
        assertEquals(List.of(new Publish(2, false, message(AT_LEAST_ONCE))), sent(talk.publish(AT_LEAST_ONCE)));
    }

    @Test
    void an_identifier_with_qos_2_waits_for_every_pubcomp() {
        Conversation talk = Conversation.established(V3_1_1, AFTER_10_SECONDS.withMaximumPacketId(1));
        talk.publish(EXACTLY_ONCE);
        talk.after(10).tick();
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))));
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))));
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(), sent(talk.receive(new PubComp(1))));
        assertEquals(List.of(new Publish(1, false, message(EXACTLY_ONCE))), sent(talk.receive(new PubComp(1))));
    }

    @Test
    void identifiers_that_waited_are_free_on_the_next_connection() {
        Conversation talk = Conversation.established(V3_1_1, AFTER_10_SECONDS.withMaximumPacketId(1));
        talk.publish(AT_LEAST_ONCE);
        talk.after(10).tick();
        talk.receive(new PubAck(1));
        talk.publish(AT_LEAST_ONCE);
        talk.lose();
        assertEquals(List.of(new Publish(1, false, message(AT_LEAST_ONCE))), sent(talk.resume(true)));
    }

    @Test
    void what_was_sent_again_on_a_new_connection_waits_from_then() {
        Conversation talk = talking();
        talk.publish(AT_LEAST_ONCE);
        talk.after(9).lose();
        assertEquals(List.of(new Publish(1, true, message(AT_LEAST_ONCE))), sent(talk.resume(true)));
        assertEffects(talk.after(9).tick());
        assertEquals(1, sent(talk.after(1).tick()).size());
    }

    @Test
    void while_nothing_is_read_nothing_is_missed() {
        Conversation talk = talking();
        talk.publish(AT_LEAST_ONCE);
        talk.readingPaused(true);
        assertEffects(talk.after(20).tick());
        talk.readingPaused(false);
        assertEffects(talk.after(9).tick());
        assertEquals(1, sent(talk.after(1).tick()).size());
        assertEquals(1, Objects.requireNonNull(talk.state().inFlight(1)).packetId());
    }
}
