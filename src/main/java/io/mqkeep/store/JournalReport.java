package io.mqkeep.store;

import java.util.List;

/**
 * What a look through a whole session file found.
 *
 * @param size bytes of the file
 * @param frames how many are whole: the session as it was when the file was last written anew, then one for each turn
 * @param changes how many of the changes in them fit
 * @param findings what is wrong, in the order of the file; empty when it is whole
 */
public record JournalReport(
        SessionFile file, Verdict verdict, long size, long frames, long changes, List<JournalFinding> findings) {

    /** What the findings mean. */
    public enum Verdict {
        /** Every byte is as it was written. */
        WHOLE,
        /** The last writes before the machine went down are not whole. The next command cuts them off and goes on. */
        UNFORCED_TAIL,
        /** Something that had been on the disk is not whole. Only a repair gets at the rest. */
        DAMAGED,
        /** A newer version wrote it. */
        FROM_NEWER_VERSION
    }
}
