package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out how whole a journal is, and saves what is whole of a damaged one. The caller holds the lock. */
final class Repair {
    private Repair() {}

    /** See {@link Journals#verify}. */
    static JournalReport verify(Storage storage, SessionFile file) {
        try (StoredFile stored = storage.openToRead(file.journal())) {
            JournalWalk walk = JournalWalk.through(stored);
            return new JournalReport(
                    file,
                    verdict(file.journal(), stored),
                    stored.size(),
                    walk.frames(),
                    walk.changes(),
                    List.copyOf(walk.findings()));
        } catch (IOException e) {
            throw new StoreException.CannotStore("read session file", file.journal(), e);
        }
    }

    private static JournalReport.Verdict verdict(Path path, StoredFile stored) throws IOException {
        try {
            return JournalReader.read(path, stored).hasTail()
                    ? JournalReport.Verdict.UNFORCED_TAIL
                    : JournalReport.Verdict.WHOLE;
        } catch (StoreException.SessionDamaged damaged) {
            return JournalReport.Verdict.DAMAGED;
        } catch (StoreException.SessionFromNewerVersion newer) {
            return JournalReport.Verdict.FROM_NEWER_VERSION;
        }
    }

    /** See {@link Journals#repair}. */
    static @Nullable RepairReport repair(Storage storage, SessionFile file, long now) {
        try (StoredFile stored = storage.openToRead(file.journal())) {
            JournalReader.read(file.journal(), stored);
            return null;
        } catch (StoreException.SessionDamaged damaged) {
            return save(storage, file, now);
        } catch (IOException e) {
            throw new StoreException.CannotStore("read session file", file.journal(), e);
        }
    }

    private static RepairReport save(Storage storage, SessionFile file, long now) {
        try (StoredFile damaged = storage.openToRead(file.journal())) {
            JournalWalk walk = JournalWalk.through(damaged);
            SessionState state = walk.state();
            if (state == null) {
                throw new StoreException.SessionDamaged(
                        file.journal(),
                        0,
                        "not even the head of the session is whole, so a repair would have nothing to keep");
            }
            if (walk.hasNewer()) {
                throw new StoreException.SessionFromNewerVersion(
                        file.journal(), "a repair would lose records that are unknown here");
            }
            Path aside = setAside(storage, file, damaged, now);
            state.apply(new Change.Lost(now));
            Snapshot found = state.snapshot();
            // A place that a missing one may have followed would have messages cut off that were acknowledged.
            Snapshot kept = found.withOutputs(found.outputs().stream()
                    .filter(place -> walk.isCertain(place.file()))
                    .toList());
            Journal.create(storage, file, kept).close();
            return new RepairReport(kept, aside, List.copyOf(walk.findings()));
        } catch (IOException e) {
            throw new StoreException.CannotStore("repair session file", file.journal(), e);
        }
    }

    /** Copies a damaged journal, whole, to a file beside it that is on the disk before the journal is replaced. */
    static Path setAside(Storage storage, SessionFile file, StoredFile damaged, long now) throws IOException {
        Path aside = file.setAside(now, 0);
        TornTail.copy(storage, damaged, 0, damaged.size(), aside);
        storage.forceFolder(file.folder());
        return aside;
    }
}
