package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalStoreTest {
    @TempDir
    Path folder;

    @Test
    void a_session_is_found_again_as_it_was_left() {
        RandomChanges changes = new RandomChanges(System.nanoTime());
        Journals journals = new Journals(new SessionLocks("test"));
        SessionFile file = file("till-7");
        try (JournalStore store = journals.openOrCreate(file, changes.first()::identity)) {
            assertEquals(changes.first(), store.recovered());
        }
        Set<Integer> reached = new HashSet<>();
        for (int run = 0; run < 20; run++) {
            try (JournalStore store = journals.open(file)) {
                assertEquals(changes.snapshot(), store.recovered(), () -> "seed " + changes.seed);
                assertEquals(List.of(), store.notices());
                for (int turn = 0; turn < 10; turn++) {
                    store.commit(changes.next(2 * turn));
                    List<Collection<?>> parts = RandomChanges.partsOf(changes.snapshot());
                    for (int part = 0; part < parts.size(); part++) {
                        if (!parts.get(part).isEmpty()) {
                            reached.add(part);
                        }
                    }
                }
                assertEquals(changes.snapshot(), store.recovered(), () -> "seed " + changes.seed);
            }
        }
        assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8), reached, () -> "seed " + changes.seed);
    }

    @Test
    void a_session_written_anew_is_the_same_session() {
        RandomChanges changes = new RandomChanges(System.nanoTime());
        SessionFile file = file("till-7");
        changes.next(2_000);
        Snapshot snapshot = changes.snapshot();
        Journal.create(new DiskStorage(), file, snapshot).close();
        try (Journal journal = Journal.open(new DiskStorage(), file)) {
            assertEquals(snapshot, journal.snapshot(), () -> "seed " + changes.seed);
        }
    }

    @Test
    void an_unknown_session_is_not_made_by_opening() {
        Journals journals = new Journals(new SessionLocks("test"));
        assertThrows(StoreException.UnknownSession.class, () -> journals.open(file("none")));
        assertThrows(
                StoreException.UnknownSession.class,
                () -> journals.open(new SessionFile("none", folder.resolve("no/folder"))));
        assertFalse(Files.exists(folder.resolve("none.mqs.lock")));
    }

    @Test
    void a_change_that_does_not_fit_is_never_in_the_file() {
        Journals journals = new Journals(new SessionLocks("test"));
        RandomChanges changes = new RandomChanges(1);
        SessionFile file = file("till-7");
        try (JournalStore store = journals.openOrCreate(file, changes.first()::identity)) {
            assertThrows(IllegalStateException.class, () -> store.commit(List.of(new Change.Released(9))));
            assertThrows(IllegalStateException.class, () -> store.commit(List.of(new Change.Closed(1))));
            assertThrows(IllegalStateException.class, store::force);
        }
        try (JournalStore store = journals.open(file)) {
            assertEquals(changes.first(), store.recovered());
        }
    }

    @Test
    void an_interrupt_of_the_thread_does_not_keep_anything_from_being_stored() {
        Journals journals = new Journals(new SessionLocks("test"));
        RandomChanges changes = new RandomChanges(System.nanoTime());
        SessionFile file = file("till-7");
        Thread.currentThread().interrupt();
        try (JournalStore store = journals.openOrCreate(file, changes.first()::identity)) {
            for (int turn = 0; turn < 100; turn++) {
                store.commit(changes.next(100));
            }
            store.force();
            assertTrue(Files.exists(file.lock()));
        } finally {
            assertTrue(Thread.interrupted());
        }
        try (JournalStore store = journals.open(file)) {
            assertEquals(changes.snapshot(), store.recovered(), () -> "seed " + changes.seed);
        }
    }

    private SessionFile file(String name) {
        return new SessionHome(folder).file(name);
    }
}
