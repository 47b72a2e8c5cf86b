package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packet identifiers (3.1.1: 2.3.1, 5.0: 2.2.1). */
class PacketIdRulesTest {
    private static final SessionSettings TWO_IDS = SessionSettings.DURABLE.withMaximumPacketId(2);

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_new_publish_has_an_identifier_that_is_not_in_use_3_1_1_2_3_1_2_and_5_0_2_2_1_3(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            used.add(published(talk.publish(i % 2 == 0 ? AT_LEAST_ONCE : EXACTLY_ONCE)));
            if (i == 19 && version == MqttVersion.V3_1_1) {
                break;
            }
        }
        assertEquals(version == MqttVersion.V3_1_1 ? 20 : 100, used.size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void the_first_identifier_after_a_restart_is_none_that_was_restored_5_0_2_2_1_3(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(3));
        talk.restart();
        talk.resume(true);
        assertEquals(4, published(talk.publish(AT_LEAST_ONCE)));
    }

    @Test
    void identifiers_wrap_and_pass_over_those_in_use_also_the_one_that_awaits_pubcomp_2_3_1() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaximumPacketId(3));
        assertEquals(1, published(talk.publish(EXACTLY_ONCE)));
        talk.receive(new PubRec(1));
        assertEquals(2, published(talk.publish(AT_LEAST_ONCE)));
        talk.receive(new PubAck(2));
        assertEquals(3, published(talk.publish(AT_LEAST_ONCE)));
        assertEquals(2, published(talk.publish(AT_LEAST_ONCE)));
    }

    @Test
    void all_65535_can_be_in_use_and_then_messages_wait_2_3_1() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        Session session = talk.session();
        // Past the Conversation: its look at the whole state after each step would take minutes here.
        for (long nanos = 0; session.room() < 65_535; nanos += 100_000_000) {
            // On a long way to the server the window grows to what the server allows.
            for (int room = session.room(); room > 0; room--) {
                session.publish(message(AT_LEAST_ONCE), null, null, talk.now);
            }
            assertEquals(0, session.room());
            for (OutgoingMessage message : List.copyOf(session.state().inFlight())) {
                session.received(new PubAck(message.packetId()), talk.now);
            }
            session.turn(nanos);
        }
        for (int i = 0; i < 65_535; i++) {
            session.publish(message(AT_LEAST_ONCE), null, null, talk.now);
        }
        assertEquals(65_535, session.state().inFlight().size());
        assertEquals(List.of(), sent(session.publish(message(AT_LEAST_ONCE), null, null, talk.now)));
        assertEquals(1, session.state().queued().size());
        List<Packet> sent = sent(session.received(new PubAck(40_000), talk.now));
        assertEquals(List.of(new Publish(40_000, false, message(AT_LEAST_ONCE))), sent);
    }

    @Test
    void with_all_identifiers_in_use_a_message_waits_until_one_is_free_2_3_1() {
        Conversation talk = Conversation.established(MqttVersion.V5, TWO_IDS);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(), sent(talk.publish(AT_LEAST_ONCE)));
        assertEquals(List.of(new PubRel(2)), sent(talk.receive(new PubRec(2))), "awaiting PUBCOMP it is in use");
        assertEquals(List.of(new Publish(2, false, message(AT_LEAST_ONCE))), sent(talk.receive(new PubComp(2))));
    }

    @Test
    void qos_0_has_none_3_1_1_2_3_1_5_and_5_0_2_2_1_2() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        assertEquals(0, published(talk.publish(AT_MOST_ONCE)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_message_sent_again_has_the_same_identifier_3_1_1_2_3_1_3(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        int first = published(talk.publish(AT_LEAST_ONCE));
        int second = published(talk.publish(EXACTLY_ONCE));
        assertNotEquals(first, second);
        talk.restart();
        List<Packet> again = sent(talk.resume(true));
        assertEquals(
                List.of(
                        new Publish(first, true, message(AT_LEAST_ONCE)),
                        new Publish(second, true, message(EXACTLY_ONCE))),
                again);
    }

    @Test
    void an_identifier_is_free_again_after_puback_pubcomp_suback_and_a_pubrec_that_refuses_2_3_1() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaximumPacketId(1));
        assertEquals(1, published(talk.publish(AT_LEAST_ONCE)));
        talk.receive(new PubAck(1));
        assertEquals(1, published(talk.publish(EXACTLY_ONCE)));
        talk.receive(new PubRec(1, ReasonCode.QUOTA_EXCEEDED));
        assertEquals(1, published(talk.publish(EXACTLY_ONCE)));
        talk.receive(new PubRec(1));
        talk.receive(new PubComp(1));
        assertEquals(1, sent(talk.subscribe("a")).size());
        talk.receive(new SubAck(1, List.of(ReasonCode.SUCCESS), null, List.of()));
        assertEquals(1, published(talk.publish(AT_LEAST_ONCE)));
    }

    @Test
    void subscribe_and_publish_share_their_identifiers_2_3_1() {
        Conversation talk = Conversation.established(MqttVersion.V5, TWO_IDS);
        Subscribe subscribe = (Subscribe) sent(talk.subscribe("a")).getFirst();
        assertEquals(1, subscribe.packetId());
        assertEquals(2, published(talk.publish(AT_LEAST_ONCE)));
        talk.receive(new PubAck(2));
        assertEquals(2, published(talk.publish(AT_LEAST_ONCE)));
    }

    @Test
    void those_of_subscribe_end_with_the_connection_they_are_no_session_state_4_1() {
        Conversation talk = Conversation.established(MqttVersion.V5, TWO_IDS);
        talk.unsubscribe("a");
        talk.unsubscribe("b");
        talk.restart();
        talk.resume(true);
        assertEquals(1, published(talk.publish(AT_LEAST_ONCE)));
        assertEquals(2, published(talk.publish(AT_LEAST_ONCE)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void acknowledgements_carry_the_identifier_of_what_they_acknowledge_3_1_1_2_3_1_6(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEquals(List.of(new PubAck(77)), sent(talk.receivePublish(77, AT_LEAST_ONCE)));
        assertEquals(List.of(new PubRec(78)), sent(talk.receivePublish(78, EXACTLY_ONCE)));
        assertEquals(List.of(new PubComp(78)), sent(talk.receive(new PubRel(78))));
        talk.publish(EXACTLY_ONCE);
        assertEquals(1, ((Acknowledgement) sent(talk.receive(new PubRec(1))).getFirst()).packetId());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void client_and_server_count_for_themselves_2_3_1(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        assertEquals(List.of(new PubRec(1)), sent(talk.receivePublish(1, EXACTLY_ONCE)));
        assertEquals(List.of(new PubRel(1)), sent(talk.receive(new PubRec(1))));
        assertEquals(List.of(new PubComp(1)), sent(talk.receive(new PubRel(1))));
        assertEquals(1, talk.state().inFlight().size());
        talk.receive(new PubComp(1));
        assertEquals(0, talk.state().inFlight().size());
    }

    private static int published(List<Effect> effects) {
        Publish publish = (Publish) sent(effects).getFirst();
        QoS qos = publish.message().qos();
        assertEquals(qos == AT_MOST_ONCE, publish.packetId() == 0);
        return publish.packetId();
    }
}
