package io.mqkeep.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import org.junit.jupiter.api.Test;

class GivingUpTest {
    private Snapshot session = Snapshot.fresh(new Identity(null, "c", MqttVersion.V5, 60, 60, null, null));

    private void after(Change... changes) {
        for (Change change : changes) {
            session = session.after(change);
        }
    }

    private static Message message(QoS qos) {
        return Message.of("t", Binary.EMPTY, qos);
    }

    @Test
    void a_queued_message_is_dropped() {
        after(new Change.Queued(1, message(QoS.EXACTLY_ONCE), 0));
        after(drop(1));
        assertEquals(0, session.queued().size());
    }

    @Test
    void a_sent_qos_1_message_is_dropped_and_its_identifier_is_free() {
        after(new Change.Sent(7, 1, message(QoS.AT_LEAST_ONCE), 0));
        after(drop(1));
        assertEquals(0, session.inFlight().size());
    }

    @Test
    void a_sent_qos_2_message_is_released_because_the_server_may_have_its_identifier() {
        after(new Change.Sent(7, 1, message(QoS.EXACTLY_ONCE), 0));
        assertEquals(new Change.Released(7), drop(1));
    }

    @Test
    void what_is_only_to_be_released_and_what_is_not_there_can_not_be_given_up() {
        after(new Change.Sent(7, 1, message(QoS.EXACTLY_ONCE), 0), new Change.Released(7));
        assertNull(GivingUp.of(session, 1));
        assertNull(GivingUp.of(session, 2));
    }

    private Change drop(long number) {
        Change change = GivingUp.of(session, number);
        if (change == null) {
            throw new AssertionError("nothing to give up");
        }
        return change;
    }
}
