package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalsTest {
    @TempDir
    Path folder;

    private final Journals journals = new Journals(new SessionLocks("test"));

    @Test
    void a_session_can_be_looked_at_while_another_command_has_it() throws IOException {
        RandomChanges changes = new RandomChanges(3);
        try (JournalStore store = journals.openOrCreate(file("a"), changes.first()::identity)) {
            store.commit(changes.next(5));
            assertEquals(store.recovered(), journals.look(file("a")));
            assertThrows(StoreException.SessionInUse.class, () -> journals.verify(file("a")));
            assertThrows(StoreException.SessionInUse.class, () -> journals.repair(file("a"), 1));
            assertThrows(StoreException.SessionInUse.class, () -> journals.remove(file("a")));
        }
        Files.write(file("a").journal(), new byte[7], StandardOpenOption.APPEND);
        byte[] torn = Files.readAllBytes(file("a").journal());
        assertEquals(changes.snapshot(), journals.look(file("a")));
        assertEquals(torn.length, Files.size(file("a").journal()), "looking changes nothing");
    }

    @Test
    void a_removed_session_leaves_its_lock_file_only() throws IOException {
        for (String name : List.of("a", "a.b", "other")) {
            journals.openOrCreate(file(name), new RandomChanges(1)::identity).close();
        }
        Files.write(file("a").journal(), new byte[7], StandardOpenOption.APPEND);
        journals.open(file("a")).close();
        Files.writeString(file("a").temporary(), "left over");
        Files.writeString(file("a").holder(), "1\nleft over\n");

        journals.remove(file("a"));
        assertEquals(Set.of("a.mqs.lock", "a.b.mqs", "a.b.mqs.lock", "other.mqs", "other.mqs.lock"), filesIn(folder));
        assertFalse(journals.exists(file("a")));
        assertTrue(journals.exists(file("other")));
        assertThrows(StoreException.UnknownSession.class, () -> journals.remove(file("a")));
        journals.openOrCreate(file("a"), new RandomChanges(1)::identity).remove();
        assertFalse(journals.exists(file("a")));
        journals.openOrCreate(file("a"), new RandomChanges(1)::identity).close();
    }

    @Test
    void a_damaged_session_can_be_removed() throws IOException {
        Files.writeString(file("a").journal(), "no journal");
        journals.remove(file("a"));
        assertFalse(journals.exists(file("a")));
    }

    @Test
    void what_is_not_there_is_named() {
        StoreException e = assertThrows(StoreException.UnknownSession.class, () -> journals.look(file("Till")));
        assertEquals("there is no session 'Till' (no file " + folder.resolve("%54ill.mqs") + ")", e.getMessage());
        assertThrows(StoreException.UnknownSession.class, () -> journals.verify(file("Till")));
        assertThrows(StoreException.UnknownSession.class, () -> journals.repair(file("Till"), 1));
        assertEquals(Set.of(), filesIn(folder));
    }

    @Test
    void a_million_messages_leave_a_small_file() throws IOException {
        SessionFile file = file("a");
        Message message = Message.of("orders/eu", Binary.wrap(new byte[100]), QoS.EXACTLY_ONCE);
        try (JournalStore store = journals.openOrCreate(file, new RandomChanges(1)::identity)) {
            long number = 1;
            for (int turn = 0; turn < 500; turn++) {
                List<Change> batch = new ArrayList<>();
                for (int i = 1; i <= 2_000; i++) {
                    batch.add(new Change.Sent(i, number, message, 1));
                    batch.add(new Change.Released(i));
                    batch.add(new Change.Settled(number, i, ReasonCode.SUCCESS));
                    number++;
                }
                store.commit(batch);
                assertTrue(Files.size(file.journal()) < 1024 * 1024);
            }
            assertEquals(1_000_001, number);
        }
        assertTrue(Files.size(file.journal()) <= Journal.SMALL);
    }

    @Test
    void a_session_with_every_packet_identifier_in_flight_opens_quickly() {
        Message message = Message.of("orders/eu", Binary.wrap(new byte[100]), QoS.EXACTLY_ONCE);
        try (JournalStore store = journals.openOrCreate(file("a"), new RandomChanges(1)::identity)) {
            List<Change> all = new ArrayList<>();
            for (int packetId = 1; packetId <= 65_535; packetId++) {
                all.add(new Change.Sent(packetId, packetId, message, 1));
            }
            store.commit(all);
        }
        // Measured: 20 ms on an idle machine. The limit is for a busy one.
        try (JournalStore store = assertTimeout(Duration.ofSeconds(3), () -> journals.open(file("a")))) {
            assertEquals(65_535, store.recovered().inFlight().size());
        }
    }

    private static Set<String> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SessionFile file(String name) {
        return new SessionHome(folder).file(name);
    }
}
