package io.mqkeep.store;

import io.mqkeep.session.Snapshot;
import java.nio.file.Path;
import java.util.List;

/**
 * What a repair did.
 *
 * @param kept the session as it is now: lost, because what is missing may have used packet identifiers that would be
 *     given out again
 * @param setAside where the damaged file is kept, whole
 * @param leftOut what was not kept, in the order of the file
 */
public record RepairReport(Snapshot kept, Path setAside, List<JournalFinding> leftOut) {}
