package io.mqkeep.session;

import static io.mqkeep.protocol.MqttVersion.V3_1_1;
import static io.mqkeep.protocol.MqttVersion.V5;
import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.START;
import static io.mqkeep.session.Conversation.TOPIC;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.close;
import static io.mqkeep.session.Effects.deliver;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.settle;
import static io.mqkeep.session.Effects.store;
import static io.mqkeep.session.Effects.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transition table of the architecture, row by row: from a state, by an event, to exactly these effects. */
class TransitionTableTest {
    private static final ReasonCode REFUSED = ReasonCode.UNSPECIFIED_ERROR;

    private static Outcome acknowledged() {
        return new Outcome.Acknowledged(ReasonCode.SUCCESS);
    }

    private static Outcome refused() {
        return new Outcome.Refused(REFUSED, null);
    }

    // ---- out ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_0_published_while_connected_is_sent_and_settled_and_not_stored(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEffects(
                talk.publish(AT_MOST_ONCE),
                send(new Publish(0, false, message(AT_MOST_ONCE))),
                settle(FIRST, acknowledged()));
    }

    @ParameterizedTest
    @EnumSource(QoS.class)
    void out_any_published_offline_is_queued(QoS qos) {
        Conversation talk = Conversation.fresh(V5);
        assertEffects(talk.publish(qos), store(new Change.Queued(FIRST, message(qos), START)));
    }

    @ParameterizedTest
    @EnumSource(QoS.class)
    void out_any_published_with_the_window_full_is_queued(QoS qos) {
        Conversation talk = Conversation.established(V5, SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        assertEffects(talk.publish(qos), store(new Change.Queued(FIRST + 2, message(qos), START)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_0_queued_is_settled_before_it_is_sent(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.lose();
        talk.publish(AT_MOST_ONCE);
        assertEffects(
                talk.resume(true),
                store(new Change.Established(true, version == V5 ? 3600L : null, START)),
                connected(true, 0, 1),
                store(new Change.Settled(FIRST, 0, ReasonCode.SUCCESS)),
                send(new Publish(0, false, message(AT_MOST_ONCE))),
                settle(FIRST, acknowledged()));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_1_and_2_with_room_in_the_window_are_stored_as_sent_then_sent_with_dup_0(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEffects(
                talk.publish(AT_LEAST_ONCE),
                store(new Change.Sent(1, FIRST, message(AT_LEAST_ONCE), START)),
                send(new Publish(1, false, message(AT_LEAST_ONCE))));
        assertEffects(
                talk.publish(EXACTLY_ONCE),
                store(new Change.Sent(2, FIRST + 1, message(EXACTLY_ONCE), START)),
                send(new Publish(2, false, message(EXACTLY_ONCE))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_1_and_2_queued_are_sent_with_dup_0_when_the_window_has_room(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        assertEffects(
                talk.receive(new PubAck(1)),
                store(new Change.Settled(FIRST, 1, ReasonCode.SUCCESS)),
                settle(FIRST, acknowledged()),
                store(new Change.Sent(2, FIRST + 1, null, START)),
                send(new Publish(2, false, message(EXACTLY_ONCE))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_1_awaiting_puback_is_settled_by_it(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        assertEffects(
                talk.receive(new PubAck(1)),
                store(new Change.Settled(FIRST, 1, ReasonCode.SUCCESS)),
                settle(FIRST, acknowledged()));
    }

    @Test
    void out_1_awaiting_puback_is_settled_by_a_puback_that_refuses() {
        Conversation talk = Conversation.established(V5);
        talk.publish(AT_LEAST_ONCE);
        assertEffects(
                talk.receive(new PubAck(1, REFUSED)),
                store(new Change.Settled(FIRST, 1, REFUSED)),
                settle(FIRST, refused()));
    }

    @Test
    void out_1_acknowledged_without_a_subscriber_is_acknowledged_and_the_code_is_told() {
        Conversation talk = Conversation.established(V5);
        talk.publish(AT_LEAST_ONCE);
        assertEffects(
                talk.receive(new PubAck(1, ReasonCode.NO_MATCHING_SUBSCRIBERS)),
                store(new Change.Settled(FIRST, 1, ReasonCode.NO_MATCHING_SUBSCRIBERS)),
                settle(FIRST, new Outcome.Acknowledged(ReasonCode.NO_MATCHING_SUBSCRIBERS)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_2_awaiting_pubrec_is_stored_as_released_before_pubrel_is_sent(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        assertEffects(talk.receive(new PubRec(1)), store(new Change.Released(1)), send(new PubRel(1)));
    }

    @Test
    void out_2_awaiting_pubrec_is_settled_by_a_pubrec_that_refuses_and_its_quota_is_back() {
        Conversation talk = Conversation.established(V5, SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        assertEffects(
                talk.receive(new PubRec(1, REFUSED)),
                store(new Change.Settled(FIRST, 1, REFUSED)),
                settle(FIRST, refused()),
                store(new Change.Sent(2, FIRST + 1, null, START)),
                send(new Publish(2, false, message(EXACTLY_ONCE))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_2_awaiting_pubcomp_answers_another_pubrec_with_pubrel_and_stores_nothing(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        assertEffects(talk.receive(new PubRec(1)), send(new PubRel(1)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_2_awaiting_pubcomp_is_settled_by_it_and_its_quota_is_back(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        assertEffects(
                talk.receive(new PubComp(1)),
                store(new Change.Settled(FIRST, 1, ReasonCode.SUCCESS)),
                settle(FIRST, acknowledged()),
                store(new Change.Sent(2, FIRST + 1, null, START)),
                send(new Publish(2, false, message(EXACTLY_ONCE))));
    }

    @Test
    void out_2_awaiting_pubcomp_is_settled_as_done_by_a_pubcomp_that_does_not_know_the_identifier() {
        Conversation talk = Conversation.established(V5);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(1));
        assertEffects(
                talk.receive(new PubComp(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)),
                store(new Change.Settled(FIRST, 1, ReasonCode.SUCCESS)),
                settle(FIRST, acknowledged()));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void out_unknown_identifier_a_pubrec_is_answered_so_that_the_server_can_finish(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        // In 3.1.1 the transport leaves the code out: the packet is the plain one.
        assertEffects(
                talk.receive(new PubRec(1000)),
                send(new PubRel(1000, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)),
                tell(new SessionEvent.UnknownAcknowledgement(new PubRec(1000))));
    }

    @Test
    void out_unknown_identifier_other_acknowledgements_are_only_told() {
        Conversation talk = Conversation.established(V5);
        assertEffects(
                talk.receive(new PubRec(1000, REFUSED)),
                tell(new SessionEvent.UnknownAcknowledgement(new PubRec(1000, REFUSED))));
        assertEffects(talk.receive(new PubAck(1000)), tell(new SessionEvent.UnknownAcknowledgement(new PubAck(1000))));
        assertEffects(
                talk.receive(new PubComp(1000)), tell(new SessionEvent.UnknownAcknowledgement(new PubComp(1000))));
    }

    @Test
    void out_known_identifier_an_acknowledgement_of_the_wrong_kind_closes_with_0x82() {
        assertWrongKind(Conversation.established(V5), AT_LEAST_ONCE, false, new PubRec(1));
        assertWrongKind(Conversation.established(V5), AT_LEAST_ONCE, false, new PubComp(1));
        assertWrongKind(Conversation.established(V5), EXACTLY_ONCE, false, new PubAck(1));
        assertWrongKind(Conversation.established(V5), EXACTLY_ONCE, false, new PubComp(1));
        assertWrongKind(Conversation.established(V5), EXACTLY_ONCE, true, new PubAck(1));
        assertWrongKind(Conversation.established(V5), EXACTLY_ONCE, true, new PubRec(1, REFUSED));
        assertWrongKind(Conversation.established(V5), EXACTLY_ONCE, false, subAck(1));
        assertWrongKind(Conversation.established(V5), EXACTLY_ONCE, false, unsubAck(1));
    }

    private static void assertWrongKind(
            Conversation talk, QoS qos, boolean released, io.mqkeep.protocol.Packet acknowledgement) {
        talk.publish(qos);
        if (released) {
            talk.receive(new PubRec(1));
        }
        assertEffects(
                talk.receive(acknowledgement),
                send(new Disconnect(ReasonCode.PROTOCOL_ERROR)),
                close(CloseReason.PROTOCOL_ERROR));
    }

    @Test
    void out_known_identifier_an_acknowledgement_of_the_wrong_kind_just_closes_in_3_1_1() {
        Conversation talk = Conversation.established(V3_1_1);
        talk.publish(AT_LEAST_ONCE);
        assertEffects(talk.receive(new PubRec(1)), close(CloseReason.PROTOCOL_ERROR));
    }

    // ---- in ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_0_with_a_reader_is_delivered(MqttVersion version) {
        Conversation talk = withReader(version);
        assertEffects(talk.receivePublish(0, AT_MOST_ONCE), deliver(delivery(0, AT_MOST_ONCE)));
        assertEffects(talk.delivered(1));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_1_with_a_reader_is_delivered_and_acknowledged_when_the_reader_has_it(MqttVersion version) {
        Conversation talk = withReader(version);
        assertEffects(talk.receivePublish(7, AT_LEAST_ONCE), deliver(delivery(7, AT_LEAST_ONCE)));
        assertEffects(talk.delivered(1), send(new PubAck(7)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_2_with_a_reader_is_stored_as_received_before_pubrec_when_the_reader_has_it(MqttVersion version) {
        Conversation talk = withReader(version);
        assertEffects(talk.receivePublish(7, EXACTLY_ONCE), deliver(delivery(7, EXACTLY_ONCE)));
        assertEffects(talk.delivered(1), store(new Change.Received(7, START)), send(new PubRec(7)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_any_without_a_reader_is_stored_in_the_inbox_before_it_is_acknowledged(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        assertEffects(
                talk.receivePublish(0, AT_MOST_ONCE),
                store(new Change.Inboxed(FIRST, message(AT_MOST_ONCE), false, START)));
        assertEffects(
                talk.receivePublish(7, AT_LEAST_ONCE),
                store(new Change.Inboxed(FIRST + 1, message(AT_LEAST_ONCE), false, START)),
                send(new PubAck(7)));
        assertEffects(
                talk.receivePublish(8, EXACTLY_ONCE),
                store(new Change.Inboxed(FIRST + 2, message(EXACTLY_ONCE), false, START)),
                store(new Change.Received(8, START)),
                send(new PubRec(8)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_2_received_the_same_identifier_is_answered_and_never_delivered_again(MqttVersion version) {
        Conversation talk = withReader(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.delivered(1);
        assertEffects(talk.receiveAgain(7, EXACTLY_ONCE), send(new PubRec(7)));
        assertEffects(talk.receivePublish(7, EXACTLY_ONCE), send(new PubRec(7)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_2_with_the_reader_the_same_identifier_is_not_delivered_again(MqttVersion version) {
        Conversation talk = withReader(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        assertEffects(talk.receiveAgain(7, EXACTLY_ONCE));
        assertEffects(talk.delivered(1), store(new Change.Received(7, START)), send(new PubRec(7)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_2_received_is_forgotten_before_pubcomp_is_sent(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        assertEffects(talk.receive(new PubRel(7)), store(new Change.Forgotten(7)), send(new PubComp(7)));
        assertEquals(1, talk.state().inbox().size(), "PUBREL forgets the identifier, not the message");
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void in_2_unknown_identifier_a_pubrel_is_answered(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        // In 3.1.1 the transport leaves the code out: the packet is the plain one.
        assertEffects(talk.receive(new PubRel(1000)), send(new PubComp(1000, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)));
    }

    // ---- subscriptions ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void subscribing_is_stored_before_subscribe_is_sent_and_the_grant_when_suback_comes(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        Subscription wanted = Subscription.of("orders/#", EXACTLY_ONCE);
        assertEffects(
                talk.subscribe(wanted),
                store(new Change.Subscribing(wanted)),
                send(new Subscribe(1, List.of(wanted), List.of())));
        assertEffects(
                talk.receive(subAck(1)),
                store(new Change.Subscribed("orders/#", ReasonCode.GRANTED_QOS_1)),
                settle(FIRST, new Outcome.Answered(List.of(ReasonCode.GRANTED_QOS_1), null)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void unsubscribing_is_stored_before_unsubscribe_is_sent_and_the_end_when_unsuback_comes(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.subscribe("orders/#");
        talk.receive(subAck(1));
        assertEffects(
                talk.unsubscribe("orders/#"),
                store(new Change.Unsubscribing("orders/#")),
                send(new Unsubscribe(2, List.of("orders/#"), List.of())));
        assertEffects(
                talk.receive(version == V5 ? unsubAck(2) : new UnsubAck(2, List.of(), null, List.of())),
                store(new Change.Unsubscribed("orders/#", ReasonCode.SUCCESS)),
                settle(FIRST + 1, new Outcome.Answered(List.of(ReasonCode.SUCCESS), null)));
    }

    private static SubAck subAck(int packetId) {
        return new SubAck(packetId, List.of(ReasonCode.GRANTED_QOS_1), null, List.of());
    }

    private static UnsubAck unsubAck(int packetId) {
        return new UnsubAck(packetId, List.of(ReasonCode.SUCCESS), null, List.of());
    }

    // ---- the connection ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void any_the_connection_is_lost_and_what_was_received_or_is_with_the_reader_is_kept(MqttVersion version) {
        Conversation talk = withReader(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.delivered(1);
        talk.receivePublish(8, EXACTLY_ONCE);
        assertEffects(talk.lose(), store(new Change.Closed(START)));
        assertTrue(talk.state().hasReceived(7));
        talk.resume(true);
        assertEffects(talk.receiveAgain(7, EXACTLY_ONCE), send(new PubRec(7)));
        assertEffects(talk.receiveAgain(8, EXACTLY_ONCE));
        assertEffects(talk.delivered(1), store(new Change.Received(8, START)), send(new PubRec(8)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void any_session_present_resends_in_first_sent_order_inside_the_new_window_before_anything_new(
            MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.publish(AT_LEAST_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.receive(new PubRec(2));
        talk.lose();
        talk.restart(SessionSettings.DURABLE.withMaxInflight(1));
        talk.publish(AT_LEAST_ONCE);
        assertEffects(
                talk.resume(true),
                store(new Change.Established(true, version == V5 ? 3600L : null, START)),
                connected(true, 3, 1),
                send(new Publish(1, true, message(AT_LEAST_ONCE))),
                send(new PubRel(2)));
        assertEffects(
                talk.receive(new PubAck(1)),
                store(new Change.Settled(FIRST, 1, ReasonCode.SUCCESS)),
                settle(FIRST, acknowledged()),
                send(new Publish(3, true, message(EXACTLY_ONCE))));
        assertEffects(
                talk.receive(new PubComp(2)),
                store(new Change.Settled(FIRST + 1, 2, ReasonCode.SUCCESS)),
                settle(FIRST + 1, acknowledged()));
        assertEffects(talk.receive(new PubRec(3)), store(new Change.Released(3)), send(new PubRel(3)));
        assertEffects(
                talk.receive(new PubComp(3)),
                store(new Change.Settled(FIRST + 2, 3, ReasonCode.SUCCESS)),
                settle(FIRST + 2, acknowledged()),
                store(new Change.Sent(4, FIRST + 3, null, START)),
                send(new Publish(4, false, message(AT_LEAST_ONCE))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void any_new_session_is_stored_as_established_before_anything_else(MqttVersion version) {
        Conversation talk = Conversation.fresh(version);
        talk.publish(AT_LEAST_ONCE);
        talk.connect();
        assertEffects(
                talk.connAck(false),
                store(new Change.Bound(talk.state().identity())),
                store(new Change.Established(false, version == V5 ? 3600L : null, START)),
                connected(false, 0, 1),
                store(new Change.Sent(1, FIRST, null, START)),
                send(new Publish(1, false, message(AT_LEAST_ONCE))));
        assertEquals(Conversation.SERVER, talk.state().identity().server());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void any_established_without_a_session_is_lost_and_what_was_in_flight_is_blocked(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.publish(EXACTLY_ONCE);
        talk.lose();
        Message queued = message("orders/queued", AT_LEAST_ONCE, "queued");
        talk.publish(queued);
        assertEffects(
                talk.resume(false),
                tell(new SessionEvent.SessionLost(1, 0, START)),
                store(new Change.Lost(START)),
                send(Disconnect.endingSession()),
                close(CloseReason.SESSION_LOST));
        assertEquals(List.of(), List.copyOf(talk.state().received()));
        assertEquals(1, talk.state().inbox().size());
        assertEquals(1, talk.state().queued().size());
        assertEquals(1, talk.state().inFlight().size());
        assertTrue(talk.session().blocked());
    }

    private static Conversation withReader(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        return talk;
    }

    private static Delivery delivery(int packetId, QoS qos) {
        return new Delivery(Message.of(TOPIC, message(qos).payload(), qos), false, packetId, false, START);
    }

    private static Effect connected(boolean resumed, int resending, int queued) {
        ConnAck connAck = new ConnAck(resumed, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT);
        return tell(new SessionEvent.Connected(connAck, resumed, resending, queued));
    }
}
