package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static io.mqkeep.session.Conversation.FIRST;
import static io.mqkeep.session.Conversation.START;
import static io.mqkeep.session.Conversation.message;
import static io.mqkeep.session.Effects.assertEffects;
import static io.mqkeep.session.Effects.delivered;
import static io.mqkeep.session.Effects.send;
import static io.mqkeep.session.Effects.sent;
import static io.mqkeep.session.Effects.store;
import static io.mqkeep.session.Effects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages on their way to a reader, who takes no more than it wants and confirms what it has. */
class ReaderTest {

    @Test
    void a_reader_gets_the_inbox_first_in_order_and_then_what_comes() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.receive(publish(7, EXACTLY_ONCE, "a", "1"));
        talk.receive(publish(8, AT_LEAST_ONCE, "a", "2"));
        List<Effect> attached = talk.attach();
        assertEquals(
                List.of(
                        new Delivery(message("a", EXACTLY_ONCE, "1"), false, 0, true, START),
                        new Delivery(message("a", AT_LEAST_ONCE, "2"), false, 0, true, START)),
                delivered(attached));
        assertEquals(
                List.of(new Delivery(message("a", EXACTLY_ONCE, "3"), false, 9, false, START)),
                delivered(talk.receive(publish(9, EXACTLY_ONCE, "a", "3"))));
    }

    @Test
    void a_message_from_the_inbox_is_read_when_the_reader_has_it_and_not_before() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.receivePublish(7, AT_LEAST_ONCE);
        talk.receivePublish(8, AT_LEAST_ONCE);
        talk.attach();
        assertEffects(talk.delivered(1), store(new Change.InboxRead(FIRST)));
        talk.restart();
        assertEquals(1, delivered(talk.attach()).size());
    }

    @Test
    void only_what_the_reader_wants_is_handed_to_it_the_rest_stays_in_the_inbox() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.receive(publish(7, AT_LEAST_ONCE, "a/1", "old a"));
        talk.receive(publish(8, AT_LEAST_ONCE, "b/1", "old b"));
        assertEquals(List.of("old b"), texts(talk.attach(new Reader(List.of("b/+"), Long.MAX_VALUE))));
        talk.delivered(1);
        assertEquals(List.of("new b"), texts(talk.receive(publish(9, AT_LEAST_ONCE, "b/2", "new b"))));
        assertEquals(List.of(), texts(talk.receive(publish(10, AT_LEAST_ONCE, "a/2", "new a"))));
        assertEquals(2, talk.state().inbox().size());
        talk.detach();
        assertEquals(List.of("old a", "new b", "new a"), texts(talk.attach()), "the order they came in");
    }

    @Test
    void two_readers_at_once_are_a_mistake() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        assertThrows(IllegalStateException.class, talk::attach);
        talk.detach();
        talk.attach();
    }

    // ---- the count ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void beyond_the_count_messages_are_left_with_the_server_and_come_again(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach(new Reader(List.of(), 2));
        List<Effect> effects = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            effects.addAll(talk.receive(publish(i, i % 2 == 0 ? EXACTLY_ONCE : AT_LEAST_ONCE, "a", "" + i)));
        }
        assertEquals(List.of("1", "2"), texts(effects));
        assertEquals(2, talk.session().taken());
        assertEquals(2, talk.session().left());
        assertEquals(List.of(new PubAck(1), new PubRec(2)), sent(talk.delivered(2)));
        assertEquals(0, talk.state().inbox().size());
        talk.restart();
        talk.attach(new Reader(List.of(), 2));
        talk.resume(true);
        assertEquals(0, talk.session().left());
        assertEquals(List.of("3"), texts(talk.receive(new Publish(3, true, message("a", AT_LEAST_ONCE, "3")))));
    }

    @Test
    void the_count_includes_what_comes_from_the_inbox() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        for (int i = 1; i <= 3; i++) {
            talk.receive(publish(i, AT_LEAST_ONCE, "a", "" + i));
        }
        assertEquals(List.of("1", "2"), texts(talk.attach(new Reader(List.of(), 2))));
        assertEquals(List.of(), texts(talk.receive(publish(4, AT_LEAST_ONCE, "a", "4"))));
        assertEquals(1, talk.session().left());
        talk.delivered(2);
        talk.detach();
        assertEquals(List.of("3", "4"), texts(talk.attach()), "the inbox, then what was left");
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_was_left_beyond_the_count_goes_to_the_next_reader_on_the_same_connection(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        for (int reader = 1; reader <= 3; reader++) {
            List<Effect> effects = talk.attach(new Reader(List.of(), 1));
            if (reader == 1) {
                effects = talk.receive(publish(1, EXACTLY_ONCE, "a", "1"));
                talk.receive(publish(2, AT_LEAST_ONCE, "a", "2"));
                talk.receive(publish(3, EXACTLY_ONCE, "a", "3"));
            }
            assertEquals(List.of("" + reader), texts(effects));
            assertEquals(3 - reader, talk.session().left());
            Packet answer = reader == 2 ? new PubAck(reader) : new PubRec(reader);
            assertEquals(List.of(answer), sent(talk.delivered(1)));
            talk.detach();
        }
        assertEquals(0, talk.state().inbox().size());
        talk.attach();
        assertEquals(List.of("4"), texts(talk.receive(publish(4, EXACTLY_ONCE, "a", "4"))));
    }

    @Test
    void of_what_was_left_the_next_reader_gets_what_it_wants_and_the_inbox_the_rest() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach(new Reader(List.of(), 1));
        talk.receive(publish(1, AT_LEAST_ONCE, "a", "1"));
        talk.receive(publish(2, AT_LEAST_ONCE, "b", "2"));
        talk.receive(publish(3, AT_LEAST_ONCE, "a", "3"));
        talk.delivered(1);
        talk.detach();
        assertEquals(List.of("3"), texts(talk.attach(new Reader(List.of("a"), 9))));
        assertEquals(1, talk.state().inbox().size());
    }

    @Test
    void what_was_left_and_finds_no_room_in_memory_waits_for_the_next_connection() {
        Conversation talk = Conversation.established(
                MqttVersion.V5, SessionSettings.DURABLE.withInbox(SessionSettings.INBOX_MESSAGES, 6));
        talk.attach(new Reader(List.of(), 1));
        for (int i = 1; i <= 6; i++) {
            talk.receive(publish(i, AT_LEAST_ONCE, "a", "" + i));
        }
        talk.delivered(1);
        talk.detach();
        assertEquals(List.of("2", "3", "4"), texts(talk.attach()));
        assertEquals(List.of(), texts(talk.receive(publish(7, AT_LEAST_ONCE, "a", "7"))), "5 is to come first");
        assertEquals(3, talk.session().left());
    }

    @Test
    void once_one_message_is_left_all_later_ones_are_so_that_their_order_stays() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach(new Reader(List.of("a"), 1));
        talk.receive(publish(1, EXACTLY_ONCE, "a", "1"));
        talk.receive(publish(2, EXACTLY_ONCE, "a", "2"));
        talk.detach();
        assertEffects(talk.receive(publish(3, EXACTLY_ONCE, "a", "3")));
        assertEffects(talk.receive(publish(4, AT_LEAST_ONCE, "other", "4")));
        assertEquals(3, talk.session().left());
    }

    @Test
    void a_handshake_that_began_is_finished_although_messages_are_left() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach(new Reader(List.of(), 1));
        talk.receivePublish(1, EXACTLY_ONCE);
        talk.receivePublish(2, EXACTLY_ONCE);
        talk.delivered(1);
        assertEquals(1, talk.session().incomingOpen());
        assertEquals(List.of(new PubRec(1)), sent(talk.receiveAgain(1, EXACTLY_ONCE)));
        talk.receive(new PubRel(1));
        assertEquals(0, talk.session().incomingOpen());
    }

    @Test
    void qos_0_beyond_the_count_goes_to_the_inbox_since_the_server_will_not_send_it_again() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach(new Reader(List.of(), 1));
        talk.receivePublish(0, AT_MOST_ONCE);
        assertEquals(1, stored(talk.receivePublish(0, AT_MOST_ONCE)).size());
    }

    @Test
    void qos_0_is_handed_to_a_reader_although_messages_nobody_wanted_were_left() {
        Conversation talk = Conversation.established(
                MqttVersion.V5, SessionSettings.DURABLE.withInbox(0, SessionSettings.INBOX_BYTES));
        talk.attach(new Reader(List.of("a"), Long.MAX_VALUE));
        talk.receive(publish(1, EXACTLY_ONCE, "unwanted", "1"));
        assertEquals(1, talk.session().left());
        assertEquals(List.of("2"), texts(talk.receive(publish(0, AT_MOST_ONCE, "a", "2"))));
    }

    @Test
    void qos_0_beyond_the_count_comes_after_what_the_reader_left_unconfirmed() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach(new Reader(List.of(), 1));
        talk.receive(publish(0, AT_MOST_ONCE, "a", "1"));
        talk.receive(publish(0, AT_MOST_ONCE, "a", "2"));
        talk.detach();
        assertEquals(List.of("1", "2"), texts(talk.restart().attach()));
    }

    // ---- leaving ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_a_reader_that_leaves_has_not_confirmed_goes_to_the_inbox_and_is_acknowledged(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.receivePublish(8, AT_LEAST_ONCE);
        talk.receivePublish(0, AT_MOST_ONCE);
        talk.receivePublish(9, EXACTLY_ONCE);
        talk.delivered(1);
        assertEffects(
                talk.detach(),
                store(new Change.Inboxed(FIRST + 1, message(AT_LEAST_ONCE), false, START)),
                store(new Change.Inboxed(FIRST + 2, message(AT_MOST_ONCE), false, START)),
                store(new Change.Inboxed(FIRST + 3, message(EXACTLY_ONCE), false, START)),
                store(new Change.Received(9, START)),
                send(new PubAck(8)),
                send(new PubRec(9)));
    }

    @Test
    void what_a_reader_that_leaves_had_from_the_inbox_stays_there() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.attach();
        assertEffects(talk.detach());
        assertEquals(1, talk.state().inbox().size());
        assertEquals(1, delivered(talk.attach()).size());
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void without_a_session_what_a_reader_that_leaves_had_is_given_up_and_the_server_can_go_on(MqttVersion version) {
        Conversation talk = Conversation.established(version, SessionSettings.ONE_SHOT);
        talk.attach();
        talk.receivePublish(7, AT_LEAST_ONCE);
        assertEquals(List.of(new PubAck(7)), sent(talk.detach()));
        assertEquals(List.of(new PubAck(8)), sent(talk.receivePublish(8, AT_LEAST_ONCE)));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_is_with_a_reader_that_leaves_between_connections_is_not_taken_again(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.lose();
        talk.detach();
        talk.resume(true);
        assertEffects(talk.receiveAgain(7, EXACTLY_ONCE), send(new PubRec(7)));
        assertEquals(1, talk.state().inbox().size());
    }

    // ---- a lost connection ----

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void confirmed_between_connections_a_message_is_acknowledged_when_it_comes_again(MqttVersion version) {
        Conversation talk = Conversation.established(version);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.lose();
        assertEffects(talk.delivered(1), store(new Change.Received(7, START)));
        talk.resume(true);
        assertEffects(talk.receiveAgain(7, EXACTLY_ONCE), send(new PubRec(7)));
    }

    @Test
    void after_a_reconnect_acknowledgements_follow_the_order_of_the_new_connection() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        talk.receivePublish(7, EXACTLY_ONCE);
        talk.receivePublish(8, EXACTLY_ONCE);
        talk.reconnect();
        talk.receiveAgain(7, EXACTLY_ONCE);
        talk.receiveAgain(8, EXACTLY_ONCE);
        talk.receivePublish(9, AT_LEAST_ONCE);
        assertEquals(List.of(new PubRec(7)), sent(talk.delivered(1)));
        assertEquals(List.of(new PubRec(8), new PubAck(9)), sent(talk.delivered(2)));
    }

    // ---- an output file ----

    @ParameterizedTest
    @EnumSource(QoS.class)
    void the_length_of_an_output_file_is_stored_with_what_it_holds_before_it_is_acknowledged(QoS qos) {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        talk.receivePublish(qos == AT_MOST_ONCE ? 0 : 7, qos);
        OutputPosition position = new OutputPosition("/out", "dev:1", 42);
        OutputPosition second = new OutputPosition("/second", "dev:2", 7);
        List<Effect> effects = talk.delivered(1, position, second);
        List<Change> changes = new ArrayList<>();
        if (qos == EXACTLY_ONCE) {
            changes.add(new Change.Received(7, START));
        }
        changes.add(new Change.OutputAt(position));
        changes.add(new Change.OutputAt(second));
        assertEquals(changes, stored(effects));
        assertTrue(stored(effects).stream().anyMatch(Change::mustBeForced));
        assertEquals(position, talk.restart().state().output("/out"));
        assertEquals(second, talk.restart().state().output("/second"));
    }

    private static Publish publish(int packetId, QoS qos, String topic, String text) {
        return new Publish(packetId, false, message(topic, qos, text));
    }

    @Test
    void what_a_reader_passes_over_is_read_and_acknowledged_and_not_counted() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach(new Reader(List.of(), List.of("out/#"), Reader.Retained.COUNTED, 1));
        assertEquals(
                1,
                delivered(talk.receive(publish(7, AT_LEAST_ONCE, "out/a", "1"))).size());
        assertEquals(
                1, delivered(talk.receive(publish(8, AT_LEAST_ONCE, "in", "2"))).size());
        assertEquals(
                0, delivered(talk.receive(publish(9, AT_LEAST_ONCE, "in", "3"))).size());
        assertEquals(List.of(new PubAck(7), new PubAck(8)), sent(talk.delivered(2)));
        assertEquals(1, talk.session().taken());
    }

    @Test
    void what_a_reader_abandons_is_not_acknowledged_and_comes_again() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        talk.receive(publish(7, EXACTLY_ONCE, "a", "1"));
        talk.receive(publish(8, AT_LEAST_ONCE, "a", "2"));
        talk.receive(publish(0, AT_MOST_ONCE, "a", "3"));
        List<Effect> abandoned = talk.abandon();
        assertEquals(List.of(), sent(abandoned));
        assertEquals(1, talk.session().state().inbox().size(), "QoS 0 is kept by nobody else");
        assertEquals(List.of(), sent(talk.receive(publish(9, AT_LEAST_ONCE, "a", "4"))), "nor what comes after");
        assertEquals(0, talk.session().incomingOpen());
    }

    @Test
    void what_a_reader_abandons_goes_to_the_inbox_when_the_server_has_lost_the_session() {
        Conversation talk = Conversation.established(MqttVersion.V5);
        talk.attach();
        talk.receive(publish(7, EXACTLY_ONCE, "a", "1"));
        talk.receive(publish(8, AT_LEAST_ONCE, "a", "2"));
        talk.lose();
        talk.resume(false);
        talk.receive(publish(7, EXACTLY_ONCE, "a", "3"));
        talk.abandon();
        assertEquals(
                List.of("1", "2"),
                talk.session().state().inbox().stream()
                        .map(held -> String.valueOf(held.message().payload().text()))
                        .toList(),
                "the server will not send these again, but the last");
        assertEquals(List.of(), sent(talk.receive(publish(9, AT_LEAST_ONCE, "a", "4"))));
    }

    private static List<String> texts(List<Effect> effects) {
        return delivered(effects).stream()
                .map(delivery -> String.valueOf(delivery.message().payload().text()))
                .toList();
    }
}
