package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.settle;
import static io.mqkeep.session.Effects.settled;
import static io.mqkeep.session.Effects.store;
import static io.mqkeep.session.Effects.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Effect.CloseReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions are the server's (3.1.1: 3.1.2.4, 5.0: 4.1); the session remembers them so that they can be made again. */
class SubscriptionTest {
    private static final Subscription A = Subscription.of("a", EXACTLY_ONCE);
    private static final Subscription B = Subscription.of("b", EXACTLY_ONCE);

    private static List<Outcome> outcomes(List<Effect> effects) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Settle(long _, Outcome outcome)) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_filter_that_is_granted_with_the_same_options_is_not_subscribed_again(MqttVersion version) {
        Conversation talk = holding(version, A);
        assertEffects(talk.subscribe(A), settle(FIRST + 1, answered(ReasonCode.GRANTED_QOS_2)));
        talk.reconnect();
        Subscription sameButForTheMoment = A.withRetainHandling(RetainHandling.SEND_IF_NEW);
        assertEffects(talk.subscribe(sameButForTheMoment), settle(FIRST + 2, answered(ReasonCode.GRANTED_QOS_2)));
    }

    @Test
    void only_the_filters_that_are_missing_are_asked_for_and_the_answer_has_a_code_for_each() {
        Conversation talk = holding(MqttVersion.V5, A);
        assertEffects(
                talk.subscribe(A, B), store(new Change.Subscribing(B)), send(new Subscribe(2, List.of(B), List.of())));
        assertEffects(
                talk.receive(subAck(2, ReasonCode.GRANTED_QOS_1)),
                store(new Change.Subscribed("b", ReasonCode.GRANTED_QOS_1)),
                settle(FIRST + 1, answered(ReasonCode.GRANTED_QOS_2, ReasonCode.GRANTED_QOS_1)));
    }

    @Test
    void a_filter_with_other_options_is_subscribed_again() {
        Conversation talk = holding(MqttVersion.V5, A);
        Subscription other = Subscription.of("a", AT_LEAST_ONCE);
        assertEffects(
                talk.subscribe(other),
                store(new Change.Subscribing(other)),
                send(new Subscribe(2, List.of(other), List.of())));
    }

    @Test
    void a_refused_subscription_is_answered_and_not_held() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.subscribe(A);
        assertEffects(
                talk.receive(new SubAck(1, List.of(ReasonCode.NOT_AUTHORIZED), "not yours", List.of())),
                store(new Change.Subscribed("a", ReasonCode.NOT_AUTHORIZED)),
                settle(FIRST, new Outcome.Answered(List.of(ReasonCode.NOT_AUTHORIZED), "not yours")));
        assertNull(talk.state().subscription("a"));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void asked_without_a_connection_it_waits_for_the_server_even_when_it_was_granted_before(MqttVersion version) {
        Conversation talk = holding(version, A);
        talk.lose();
        assertEffects(talk.subscribe(A));
        assertFalse(talk.session().outgoingIdle());
        assertEquals(
                List.of(new Effect.Settle(FIRST + 1, answered(ReasonCode.GRANTED_QOS_2))), settled(talk.resume(true)));
        assertTrue(talk.session().outgoingIdle());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void one_that_was_not_answered_is_asked_for_on_the_next_connection_and_answered_then(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.subscribe(A);
        talk.lose();
        assertEquals(List.of(subscribe(A)), asked(talk.resume(true)));
        assertEquals(
                List.of(new Effect.Settle(FIRST, answered(ReasonCode.GRANTED_QOS_1))),
                settled(talk.receive(subAck(2, ReasonCode.GRANTED_QOS_1))));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void one_that_was_not_answered_is_asked_for_by_the_next_process_and_told(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.subscribe(A);
        talk.restart();
        assertEquals(List.of(subscribe(A)), asked(talk.resume(true)));
        assertEquals(
                List.of(new SessionEvent.SubscriptionRenewed("a", ReasonCode.GRANTED_QOS_2)),
                told(talk.receive(subAck(1, ReasonCode.GRANTED_QOS_2))));
        assertEquals(List.of(), asked(talk.reconnect()));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void all_are_made_again_when_the_server_has_lost_the_session(MqttVersion version) {
        Conversation talk = holding(version, A, B);
        talk.lose();
        assertEquals(List.of(subscribe(A, B)), asked(talk.resume(false)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void they_are_made_again_although_the_process_dies_before_they_were_answered(MqttVersion version) {
        Conversation talk = holding(version, A, B);
        talk.lose();
        talk.resume(false);
        talk.restart();
        assertEquals(
                List.of(subscribe(A, B)),
                asked(talk.resume(true)),
                "the server has the new session, but nothing is subscribed in it yet");
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void one_that_was_granted_is_made_again_also_when_somebody_waits_for_it_with_others(MqttVersion version) {
        Conversation talk = holding(version, A);
        talk.lose();
        talk.subscribe(A, B);
        assertEquals(List.of(subscribe(A, B)), asked(talk.resume(false)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void one_that_is_being_made_again_is_not_asked_for_twice_when_somebody_wants_it_too(MqttVersion version) {
        Conversation talk = holding(version, A, B);
        talk.lose();
        talk.resume(false);
        assertEquals(List.of(), asked(talk.subscribe(A)));
        List<Effect> answered = talk.receive(subAck(2, ReasonCode.GRANTED_QOS_2, ReasonCode.GRANTED_QOS_1));
        assertEquals(List.of(), asked(answered));
        assertEquals(List.of(new Outcome.Answered(List.of(ReasonCode.GRANTED_QOS_2), null)), outcomes(answered));
        assertEquals(
                new HeldSubscription(A, ReasonCode.GRANTED_QOS_2, false),
                talk.state().subscription("a"));
    }

    @Test
    void one_that_is_made_again_and_refused_is_asked_for_once_more_by_whoever_wants_it_too() {
        Conversation talk = holding(MqttVersion.V5, A);
        talk.lose();
        talk.resume(false);
        talk.subscribe(A);
        assertEquals(List.of(subscribe(A)), asked(talk.receive(subAck(2, ReasonCode.NOT_AUTHORIZED))));
        talk.receive(subAck(3, ReasonCode.GRANTED_QOS_2));
        assertEquals(
                new HeldSubscription(A, ReasonCode.GRANTED_QOS_2, false),
                talk.state().subscription("a"));
    }

    @Test
    void one_that_is_made_again_and_refused_is_told_and_not_held() {
        Conversation talk = holding(MqttVersion.V5, A);
        talk.lose();
        talk.resume(false);
        assertEquals(
                List.of(new SessionEvent.SubscriptionRenewed("a", ReasonCode.NOT_AUTHORIZED)),
                told(talk.receive(subAck(2, ReasonCode.NOT_AUTHORIZED))));
        assertNull(talk.state().subscription("a"));
    }

    @Test
    void those_with_another_subscription_identifier_go_into_another_packet() {
        Subscription identified = new Subscription("c", EXACTLY_ONCE, false, false, RetainHandling.SEND, 7);
        Conversation talk = holding(MqttVersion.V5, A, identified, B);
        talk.lose();
        assertEquals(List.of(subscribe(A, B), subscribe(identified)), asked(talk.resume(false)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void an_unsubscribe_that_was_not_answered_is_asked_for_again(MqttVersion version) {
        Conversation talk = holding(version, A);
        talk.unsubscribe("a");
        talk.lose();
        assertEquals(List.of(unsubscribe("a")), asked(talk.resume(true)));
        talk.restart();
        assertEquals(List.of(unsubscribe("a")), asked(talk.resume(true)));
        talk.receive(new UnsubAck(1, List.of(), null, List.of()));
        assertNull(talk.state().subscription("a"));
    }

    @Test
    void an_unsubscribe_that_was_not_answered_is_done_when_the_server_has_lost_the_session() {
        Conversation talk = holding(MqttVersion.V5, A);
        talk.unsubscribe("a");
        talk.restart();
        assertEquals(List.of(), asked(talk.resume(false)));
        assertNull(talk.state().subscription("a"));
    }

    @Test
    void a_refused_unsubscribe_leaves_the_subscription() {
        Conversation talk = holding(MqttVersion.V5, A);
        talk.unsubscribe("a");
        talk.receive(new UnsubAck(2, List.of(ReasonCode.NOT_AUTHORIZED), null, List.of()));
        HeldSubscription held = talk.state().subscription("a");
        assertEquals(new HeldSubscription(A, ReasonCode.GRANTED_QOS_2, false), held);
    }

    @Test
    void a_filter_that_is_being_unsubscribed_is_subscribed_again_when_asked() {
        Conversation talk = holding(MqttVersion.V5, A);
        talk.unsubscribe("a");
        assertEquals(List.of(subscribe(A)), asked(talk.subscribe(A)));
        talk.receive(new UnsubAck(2, List.of(ReasonCode.SUCCESS), null, List.of()));
        talk.receive(subAck(3, ReasonCode.GRANTED_QOS_2));
        assertEquals(
                new HeldSubscription(A, ReasonCode.GRANTED_QOS_2, false),
                talk.state().subscription("a"));
        assertEquals(List.of(), asked(talk.reconnect()));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_lost_subscription_is_made_again_with_the_user_properties_it_had(MqttVersion version) {
        List<UserProperty> properties = List.of(new UserProperty("who", "till-7"));
        Conversation talk = Conversation.established(version);
        talk.subscribe(List.of(A), properties);
        talk.receive(subAck(1, ReasonCode.GRANTED_QOS_2));
        talk.subscribe(B);
        talk.receive(subAck(2, ReasonCode.GRANTED_QOS_2));
        talk.restart();
        List<Packet> made = asked(talk.resume(false));
        assertEquals(List.of(new Subscribe(1, List.of(A), properties), subscribe(B)), made);
    }

    /** Room for the two letters and their options and no more. */
    private static final long TWO_FILTERS = new Subscribe(1, List.of(A, B), List.of()).encodedSize();

    @Test
    void what_does_not_fit_into_the_servers_packet_goes_into_the_next_5_0_3_2_2_15() {
        Subscription c = Subscription.of("c", EXACTLY_ONCE);
        Subscription d = Subscription.of("d", EXACTLY_ONCE);
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, maximumPacketSize(TWO_FILTERS));
        assertEquals(List.of(new Subscribe(1, List.of(A, B), List.of())), asked(talk.subscribe(A, B, c, d)));
        assertEquals(
                List.of(new Subscribe(1, List.of(c, d), List.of())),
                asked(talk.receive(subAck(1, ReasonCode.GRANTED_QOS_2, ReasonCode.NOT_AUTHORIZED))));
        assertEffects(
                talk.receive(subAck(2, ReasonCode.GRANTED_QOS_1, ReasonCode.SUCCESS)),
                store(new Change.Subscribed("c", ReasonCode.GRANTED_QOS_1)),
                store(new Change.Subscribed("d", ReasonCode.SUCCESS)),
                settle(
                        FIRST,
                        new Outcome.Answered(
                                List.of(
                                        ReasonCode.GRANTED_QOS_2,
                                        ReasonCode.NOT_AUTHORIZED,
                                        ReasonCode.GRANTED_QOS_1,
                                        ReasonCode.SUCCESS),
                                null)));
        assertEquals(List.of(new Unsubscribe(1, List.of("a", "c"), List.of())), asked(talk.unsubscribe("a", "c", "d")));
        assertEquals(
                List.of(new Unsubscribe(1, List.of("d"), List.of())),
                asked(talk.receive(new UnsubAck(3, List.of(ReasonCode.SUCCESS, ReasonCode.SUCCESS), null, List.of()))));
    }

    @Test
    void what_no_packet_of_the_servers_has_room_for_is_not_asked_for_5_0_3_2_2_15() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.resume(false, maximumPacketSize(TWO_FILTERS));
        Subscription large = Subscription.of("large/filter", EXACTLY_ONCE);
        assertEquals(List.of(new Subscribe(1, List.of(A), List.of())), asked(talk.subscribe(large, A)));
        assertEffects(
                talk.receive(subAck(1, ReasonCode.GRANTED_QOS_2)),
                store(new Change.Subscribed("a", ReasonCode.GRANTED_QOS_2)),
                settle(
                        FIRST,
                        new Outcome.Answered(List.of(ReasonCode.PACKET_TOO_LARGE, ReasonCode.GRANTED_QOS_2), null)));
        assertNull(talk.state().subscription("large/filter"));
    }

    private static ConnAckProperties maximumPacketSize(long bytes) {
        ConnAckProperties plain = ConnAckProperties.DEFAULT;
        return new ConnAckProperties(
                null,
                plain.receiveMaximum(),
                plain.maximumQoS(),
                true,
                bytes,
                null,
                0,
                null,
                List.of(),
                true,
                true,
                true,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void of_two_requests_for_one_filter_the_answer_to_the_later_counts() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.subscribe(Subscription.of("a", AT_LEAST_ONCE));
        talk.subscribe(A);
        talk.receive(subAck(1, ReasonCode.GRANTED_QOS_1));
        talk.lose();
        assertEquals(List.of(subscribe(A)), asked(talk.resume(true)));
    }

    @Test
    void requests_that_were_not_answered_are_made_again_in_their_order() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaximumPacketId(2));
        talk.subscribe(A);
        talk.unsubscribe("a");
        talk.subscribe(B);
        talk.lose();
        List<Packet> sent = asked(talk.resume(true));
        assertEquals(List.of(subscribe(A), unsubscribe("a")), sent);
        assertEquals(List.of(subscribe(B)), asked(talk.receive(subAck(1, ReasonCode.GRANTED_QOS_2))));
    }

    @Test
    void a_subscribe_waits_for_an_identifier_and_goes_before_queued_messages_then() {
        Conversation talk = Conversation.established(MqttVersion.V5, SessionSettings.DURABLE.withMaximumPacketId(1));
        talk.publish(AT_LEAST_ONCE);
        talk.publish(AT_LEAST_ONCE);
        assertEquals(List.of(), asked(talk.subscribe(A)));
        assertEquals(List.of(subscribe(A)), asked(talk.receive(new PubAck(1))));
        assertEquals(
                List.of(new Publish(1, false, Conversation.message(AT_LEAST_ONCE))),
                asked(talk.receive(subAck(1, ReasonCode.GRANTED_QOS_2))),
                "the identifier that SUBACK frees is used");
    }

    @Test
    void requests_that_have_their_answer_already_do_not_hold_up_those_that_wait() {
        Conversation talk = holding(MqttVersion.V5, A);
        talk.lose();
        talk.subscribe(A);
        talk.subscribe(A);
        talk.subscribe(B);
        assertEquals(List.of(subscribe(B)), asked(talk.resume(true)));
    }

    @Test
    void an_answer_with_the_wrong_number_of_codes_closes() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.subscribe(A, B);
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receive(subAck(1, ReasonCode.GRANTED_QOS_1))));
        talk = holding(MqttVersion.V5, A, B);
        talk.unsubscribe("a", "b");
        assertEquals(
                CloseReason.PROTOCOL_ERROR,
                closed(talk.receive(new UnsubAck(2, List.of(ReasonCode.SUCCESS), null, List.of()))));
    }

    @Test
    void an_answer_of_the_wrong_kind_closes() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.subscribe(A);
        assertEquals(
                CloseReason.PROTOCOL_ERROR,
                closed(talk.receive(new UnsubAck(1, List.of(ReasonCode.SUCCESS), null, List.of()))));
        talk = holding(MqttVersion.V5, A);
        talk.unsubscribe("a");
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receive(subAck(2, ReasonCode.GRANTED_QOS_1))));
        talk = Conversation.established(MqttVersion.V5);
        talk.subscribe(A);
        assertEquals(CloseReason.PROTOCOL_ERROR, closed(talk.receive(new PubAck(1))));
    }

    @Test
    void an_answer_nobody_asked_for_is_passed_over() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        assertEffects(talk.receive(subAck(9, ReasonCode.GRANTED_QOS_1)));
        assertEffects(talk.receive(new UnsubAck(9, List.of(ReasonCode.SUCCESS), null, List.of())));
    }

    /** A connected session that holds these subscriptions, asked for in the first request. */
    private static Conversation holding(MqttVersion version, Subscription... subscriptions) {
        Conversation talk = Conversation.established(version);
        talk.subscribe(subscriptions);
        ReasonCode[] codes = new ReasonCode[subscriptions.length];
        Arrays.fill(codes, ReasonCode.GRANTED_QOS_2);
        talk.receive(subAck(1, codes));
        return talk;
    }

    private static Subscribe subscribe(Subscription... subscriptions) {
        return new Subscribe(1, List.of(subscriptions), List.of());
    }

    private static Unsubscribe unsubscribe(String... filters) {
        return new Unsubscribe(1, List.of(filters), List.of());
    }

    /** Returns what was sent, all with the packet identifier 1, which is not what these tests look at. */
    private static List<Packet> asked(List<Effect> effects) {
        List<Packet> asked = new ArrayList<>();
        for (Packet packet : sent(effects)) {
            switch (packet) {
                case Subscribe subscribe ->
                    asked.add(new Subscribe(1, subscribe.subscriptions(), subscribe.userProperties()));
                case Unsubscribe unsubscribe ->
                    asked.add(new Unsubscribe(1, unsubscribe.filters(), unsubscribe.userProperties()));
                default -> asked.add(packet);
            }
        }
        return asked;
    }

    private static SubAck subAck(int packetId, ReasonCode... codes) {
        return new SubAck(packetId, List.of(codes), null, List.of());
    }

    private static Outcome answered(ReasonCode... codes) {
        return new Outcome.Answered(List.of(codes), null);
    }
}
