package io.mqkeep.session;

import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.close;
import static io.mqkeep.session.Effects.closed;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Enhanced authentication (5.0: 4.12), row by row: from a state, by a packet, to exactly these effects. */
class AuthenticationRulesTest {
    private static final String METHOD = "ONE-TWO";

    /** Says "one", answers a question with the question and an exclamation mark, and wants to hear "yes" at the end. */
    private static final class OneTwo implements AuthenticationExchange {
        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Binary first() {
            return Binary.ofText("one");
        }

        @Override
        public Answer answer(@Nullable Binary data) {
            String question = data == null ? "" : String.valueOf(data.text());
            return question.equals("nonsense")
                    ? new GiveUp("the server talks nonsense")
                    : new Continue(Binary.ofText(question + "!"));
        }

        @Override
        public @Nullable String end(@Nullable Binary data) {
            return Binary.ofText("yes").equals(data) ? null : "the server did not say yes";
        }
    }

    private static Auth auth(ReasonCode code, @Nullable String method, @Nullable String data) {
        return new Auth(code, method, data == null ? null : Binary.ofText(data), null, List.of());
    }

    private static Auth question(String data) {
        return auth(ReasonCode.CONTINUE_AUTHENTICATION, METHOD, data);
    }

    private static ConnAck connAck(ReasonCode code, @Nullable String method, @Nullable String data) {
        ConnAckProperties plain = ConnAckProperties.DEFAULT;
        return new ConnAck(
                false,
                code,
                new ConnAckProperties(
                        null,
                        plain.receiveMaximum(),
                        plain.maximumQoS(),
                        true,
                        null,
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
                        method,
                        data == null ? null : Binary.ofText(data)));
    }

    private static Conversation connecting() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.connect(new OneTwo());
        return talk;
    }

    private static Conversation authenticated() {
        Conversation talk = connecting();
        talk.receive(connAck(ReasonCode.SUCCESS, METHOD, "yes"));
        return talk;
    }

    /** Records compare what their texts leave out: the data. */
    private static void assertSent(List<Effect> effects, Object... packets) {
        assertEquals(List.of(packets), sent(effects));
    }

    private static void assertViolation(List<Effect> effects) {
        assertEffects(effects, send(new Disconnect(ReasonCode.PROTOCOL_ERROR)), close(CloseReason.PROTOCOL_ERROR));
    }

    private static void assertNotAuthenticated(List<Effect> effects) {
        assertEffects(
                effects, send(new Disconnect(ReasonCode.UNSPECIFIED_ERROR)), close(CloseReason.NOT_AUTHENTICATED));
    }

    // ---- with CONNECT ----

    @Test
    void connect_has_the_method_and_the_first_data_5_0_3_1_2_11_9() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        Connect connect = (Connect) sent(talk.connect(new OneTwo())).getFirst();
        assertEquals(METHOD, connect.properties().authenticationMethod());
        assertEquals(Binary.ofText("one"), connect.properties().authenticationData());
    }

    @Test
    void without_an_exchange_connect_has_neither() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        Connect connect = (Connect) sent(talk.connect()).getFirst();
        assertEquals(null, connect.properties().authenticationMethod());
        assertEquals(null, connect.properties().authenticationData());
    }

    @Test
    void a_question_before_connack_is_answered_with_0x18_5_0_4_12_0_3() {
        Conversation talk = connecting();
        assertSent(talk.receive(question("two?")), question("two?!"));
        assertSent(talk.receive(question("three?")), question("three?!"));
    }

    @Test
    void until_connack_nothing_but_auth_is_sent_5_0_3_1_2_30() {
        Conversation talk = connecting();
        talk.receive(question("two?"));
        assertSent(talk.publish(message(QoS.AT_LEAST_ONCE)));
        assertSent(talk.subscribe("a"));
        assertEquals(
                2,
                sent(talk.receive(connAck(ReasonCode.SUCCESS, METHOD, "yes"))).size());
    }

    @Test
    void connack_with_the_method_and_the_right_data_connects_5_0_4_12_0_5() {
        Conversation talk = connecting();
        talk.receive(question("two?"));
        talk.receive(connAck(ReasonCode.SUCCESS, METHOD, "yes"));
        assertTrue(talk.session().connected());
        assertEquals(1, talk.session().authenticated());
    }

    @Test
    void connack_with_the_wrong_data_ends_it_and_the_session_is_as_it_was() {
        Conversation talk = connecting();
        Snapshot before = talk.state().snapshot();
        assertNotAuthenticated(talk.receive(connAck(ReasonCode.SUCCESS, METHOD, "no")));
        assertFalse(talk.session().connected());
        talk.lose();
        assertEquals(before, talk.state().snapshot());
        assertEquals(0, talk.session().authenticated());
    }

    @Test
    void connack_without_the_method_is_an_error_5_0_4_12_0_5() {
        assertViolation(connecting().receive(connAck(ReasonCode.SUCCESS, null, "yes")));
    }

    @Test
    void connack_with_another_method_is_an_error_5_0_4_12_0_5() {
        assertViolation(connecting().receive(connAck(ReasonCode.SUCCESS, "OTHER", "yes")));
    }

    @Test
    void connack_with_a_method_nobody_asked_for_is_an_error_5_0_4_12_0_7() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.connect();
        assertViolation(talk.receive(connAck(ReasonCode.SUCCESS, METHOD, null)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonCode.class,
            names = {"BAD_AUTHENTICATION_METHOD", "NOT_AUTHORIZED"})
    void a_connack_that_refuses_needs_no_method(ReasonCode code) {
        Conversation talk = connecting();
        assertEquals(CloseReason.REFUSED, closed(talk.receive(connAck(code, null, null))));
    }

    @Test
    void a_question_that_has_no_answer_ends_it_5_0_4_12() {
        assertNotAuthenticated(connecting().receive(question("nonsense")));
    }

    @Test
    void a_question_by_another_method_is_an_error_5_0_4_12_0_5() {
        assertViolation(connecting().receive(auth(ReasonCode.CONTINUE_AUTHENTICATION, "OTHER", "two?")));
    }

    @Test
    void a_question_without_a_method_is_an_error_5_0_3_15_2_2_2() {
        assertViolation(connecting().receive(auth(ReasonCode.CONTINUE_AUTHENTICATION, null, "two?")));
    }

    @Test
    void success_before_connack_is_connacks_to_say_5_0_4_12() {
        assertViolation(connecting().receive(auth(ReasonCode.SUCCESS, METHOD, "yes")));
    }

    @Test
    void to_authenticate_again_is_not_a_servers_to_say_5_0_3_15_2_1() {
        assertViolation(connecting().receive(auth(ReasonCode.RE_AUTHENTICATE, METHOD, null)));
    }

    @Test
    void auth_that_nobody_asked_for_is_an_error_5_0_4_12_0_6() {
        Conversation talk = Conversation.fresh(MqttVersion.V5);
        talk.connect();
        assertViolation(talk.receive(question("two?")));
    }

    @Test
    void each_connection_begins_an_exchange_of_its_own() {
        Conversation talk = authenticated();
        talk.lose();
        Connect connect = (Connect) sent(talk.connect(new OneTwo())).getFirst();
        assertEquals(Binary.ofText("one"), connect.properties().authenticationData());
        assertSent(talk.receive(question("two?")), question("two?!"));
    }

    // ---- again ----

    @Test
    void again_begins_with_0x19_and_the_same_method_5_0_4_12_1_1() {
        assertSent(authenticated().reauthenticate(new OneTwo()), auth(ReasonCode.RE_AUTHENTICATE, METHOD, "one"));
    }

    @Test
    void again_with_another_method_is_not_sent_5_0_4_12_1_1() {
        AuthenticationExchange other = new AuthenticationExchange() {
            @Override
            public String method() {
                return "OTHER";
            }

            @Override
            public @Nullable Binary first() {
                return null;
            }

            @Override
            public Answer answer(@Nullable Binary data) {
                throw new AssertionError();
            }

            @Override
            public @Nullable String end(@Nullable Binary data) {
                throw new AssertionError();
            }
        };
        Conversation talk = authenticated();
        assertThrows(IllegalArgumentException.class, () -> talk.reauthenticate(other));
    }

    @Test
    void again_is_not_begun_twice_at_a_time() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        assertSent(talk.reauthenticate(new OneTwo()));
    }

    @Test
    void again_without_a_method_or_a_connection_sends_nothing_5_0_4_12_0_7() {
        assertSent(Conversation.established(MqttVersion.V5).reauthenticate(new OneTwo()));
        assertSent(Conversation.fresh(MqttVersion.V5).reauthenticate(new OneTwo()));
        assertSent(connecting().reauthenticate(new OneTwo()));
    }

    @Test
    void again_a_question_is_answered_and_success_ends_it() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        assertSent(talk.receive(question("two?")), question("two?!"));
        assertEffects(talk.receive(auth(ReasonCode.SUCCESS, METHOD, "yes")));
        assertEquals(2, talk.session().authenticated());
        assertSent(talk.reauthenticate(new OneTwo()), auth(ReasonCode.RE_AUTHENTICATE, METHOD, "one"));
    }

    @Test
    void meanwhile_messages_go_on_5_0_4_12_1() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        assertEquals(1, sent(talk.publish(message(QoS.AT_LEAST_ONCE))).size());
        talk.receive(new PubAck(1));
        assertEquals(0, talk.state().inFlight().size());
        assertSent(talk.receive(question("two?")), question("two?!"));
    }

    @Test
    void again_success_with_the_wrong_data_ends_the_connection_5_0_4_12_1_2() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        assertNotAuthenticated(talk.receive(auth(ReasonCode.SUCCESS, METHOD, "no")));
    }

    @Test
    void again_an_empty_auth_is_a_success_without_data_5_0_3_15_2_1() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        assertNotAuthenticated(talk.receive(auth(ReasonCode.SUCCESS, null, null)));
    }

    @Test
    void a_server_that_does_not_agree_disconnects_5_0_4_12_1_2() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        assertEquals(CloseReason.SERVER_DISCONNECTED, closed(talk.receive(new Disconnect(ReasonCode.NOT_AUTHORIZED))));
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonCode.class,
            names = {"SUCCESS", "CONTINUE_AUTHENTICATION", "RE_AUTHENTICATE"})
    void auth_when_nobody_authenticates_is_an_error_5_0_4_12_1(ReasonCode code) {
        assertViolation(authenticated().receive(auth(code, METHOD, "two?")));
    }

    @Test
    void an_exchange_ends_with_its_connection() {
        Conversation talk = authenticated();
        talk.reauthenticate(new OneTwo());
        talk.lose();
        talk.connect(new OneTwo());
        assertViolation(talk.receive(auth(ReasonCode.SUCCESS, METHOD, "yes")));
    }
}
