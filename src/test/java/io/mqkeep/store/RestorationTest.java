package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestorationTest {
    private static final Identity TILL = new Identity(null, "till-7", MqttVersion.V5, 60, 60, null, null);
    private static final Change CONNECTS = new Change.Connecting("first", true, 60, 1);
    private static final Change CONNECTS_AGAIN = new Change.Connecting("second", false, 60, 2);
    private static final Change QUEUES = queued(1, "one");

    @TempDir
    Path folder;

    private final Journals journals = new Journals(new SessionLocks("test"));

    @Test
    void an_empty_home_takes_any_document() {
        Snapshot document = session(CONNECTS, QUEUES);
        restore(document, false);
        assertEquals(document, journals.look(file()));
    }

    @Test
    void the_same_document_can_be_restored_twice() {
        for (Snapshot document : List.of(session(CONNECTS, QUEUES), session(QUEUES), session())) {
            restore(document, true);
            restore(document, false);
            assertEquals(document, journals.look(file()));
        }
    }

    @Test
    void a_session_that_went_on_elsewhere_comes_back() {
        live(CONNECTS, QUEUES);
        Snapshot document = session(CONNECTS, QUEUES, CONNECTS_AGAIN, queued(2, "two"));
        restore(document, false);
        assertEquals(document, journals.look(file()));
    }

    @Test
    void a_session_that_has_connected_since_is_not_replaced() {
        live(CONNECTS, QUEUES, CONNECTS_AGAIN);
        assertStale(session(CONNECTS, QUEUES), "has connected since");
    }

    @Test
    void a_session_that_was_given_messages_since_is_not_replaced() {
        live(CONNECTS, QUEUES, queued(2, "two"));
        assertStale(session(CONNECTS, QUEUES), "has taken on messages since");
    }

    @Test
    void a_session_that_never_connected_is_replaced_when_the_document_has_its_messages() {
        live(QUEUES);
        Snapshot document = session(QUEUES, queued(2, "two"));
        restore(document, false);
        assertEquals(document, journals.look(file()));
    }

    @Test
    void a_session_that_never_connected_keeps_messages_of_its_own() {
        live(queued(1, "another"));
        assertStale(session(CONNECTS, QUEUES), "has messages that the document does not have");
        assertStale(session(), "has messages that the document does not have");
    }

    @Test
    void a_session_that_never_connected_and_was_handed_over_comes_back() {
        live(QUEUES, new Change.HandedOver(1));
        Snapshot document =
                session(QUEUES, CONNECTS, new Change.Sent(1, 1, null, 1), new Change.Released(1), queued(2, "two"));
        restore(document, false);
        assertEquals(document, journals.look(file()));
    }

    @Test
    void a_restored_session_is_not_handed_over() {
        live(CONNECTS, new Change.HandedOver(1));
        restore(session(CONNECTS, new Change.HandedOver(1)), false);
        assertFalse(journals.look(file()).handedOver());
    }

    @Test
    void positions_in_output_files_stay_with_the_same_session() {
        OutputPosition output = new OutputPosition("/data/out", "id", 7);
        live(CONNECTS, new Change.OutputAt(output));
        restore(session(CONNECTS, CONNECTS_AGAIN), false);
        assertEquals(List.of(output), journals.look(file()).outputs());

        Identity other = new Identity(null, "other", MqttVersion.V5, 60, 60, null, null);
        restore(Snapshot.fresh(other), true);
        assertEquals(List.of(), journals.look(file()).outputs());
    }

    @Test
    void nothing_is_changed_before_the_restore_is_asked_for() {
        live(CONNECTS);
        Snapshot before = journals.look(file());
        Snapshot document = session(CONNECTS, QUEUES);
        try (Restoration restoration = journals.restoration(file(), document, false)) {
            assertEquals(document, restoration.session());
            assertThrows(StoreException.SessionInUse.class, () -> journals.open(file()));
        }
        assertEquals(before, journals.look(file()));
        journals.open(file()).close();
    }

    @Test
    void the_lock_stays_with_the_restored_store() {
        try (Restoration restoration = journals.restoration(file(), session(), false);
                JournalStore store = restoration.restore(1)) {
            restoration.close();
            assertThrows(StoreException.SessionInUse.class, () -> journals.open(file()));
            store.commit(List.of(CONNECTS));
        }
        assertEquals(session(CONNECTS), journals.look(file()));
    }

    @Test
    void a_damaged_session_is_replaced_by_force_only_and_kept_aside() throws IOException {
        live(CONNECTS, QUEUES);
        byte[] damaged = Files.readAllBytes(file().journal());
        damaged[40] ^= 1;
        Files.write(file().journal(), damaged);
        Snapshot document = session(CONNECTS_AGAIN);
        assertThrows(StoreException.SessionDamaged.class, () -> restore(document, false));
        restore(document, true);
        assertEquals(document, journals.look(file()));
        try (Stream<Path> files = Files.list(folder)) {
            Path aside = files.filter(file()::isSetAside).findFirst().orElseThrow();
            assertArrayEquals(damaged, Files.readAllBytes(aside));
        }
    }

    @Test
    void a_hand_over_that_was_stored_but_never_saved_loses_nothing() {
        // The order of the two steps of save-session --move, killed between them.
        live(CONNECTS, QUEUES, new Change.HandedOver(1));
        Snapshot source = journals.look(file());
        assertTrue(source.handedOver());
        assertEquals(1, source.queued().size());
    }

    private void assertStale(Snapshot document, String reason) {
        Snapshot before = journals.look(file());
        StoreException e = assertThrows(StoreException.StaleDocument.class, () -> restore(document, false));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertEquals(before, journals.look(file()));
        restore(document, true);
        assertEquals(document, journals.look(file()));
        restore(before, true);
    }

    private void restore(Snapshot document, boolean force) {
        try (Restoration restoration = journals.restoration(file(), document, force)) {
            restoration.restore(1).close();
        }
    }

    private void live(Change... changes) {
        try (JournalStore store = journals.openOrCreate(file(), () -> TILL)) {
            store.commit(Arrays.asList(changes));
        }
    }

    private static Snapshot session(Change... changes) {
        Snapshot session = Snapshot.fresh(TILL);
        for (Change change : changes) {
            session = session.after(change);
        }
        return session;
    }

    private static Change queued(long number, String payload) {
        return new Change.Queued(number, Message.of("a", Binary.ofText(payload), QoS.AT_LEAST_ONCE), 1);
    }

    private SessionFile file() {
        return new SessionHome(folder).file("till-7");
    }
}
