package io.mqkeep.session.model;

import io.mqkeep.session.Change;
import java.util.List;
import java.util.Set;

/**
 * A fault in the order of a turn, to see that the tests find it.
 *
 * @param sendsFirst whether packets leave before the changes are stored
 * @param lazy the kinds of change that nobody waits for to be on the disk
 * @param forgetsOutput whether the output file is not forced before its length is stored
 */
public record Mutant(String name, boolean sendsFirst, Set<Class<? extends Change>> lazy, boolean forgetsOutput) {
    public static final Mutant NONE = new Mutant("as it should be", false, Set.of(), false);
    public static final Mutant SENDS_FIRST = new Mutant("send before store", true, Set.of(), false);
    public static final Mutant FORGETS_OUTPUT = new Mutant("output file not forced", false, Set.of(), true);

    public static Mutant notForced(String name, Set<Class<? extends Change>> lazy) {
        return new Mutant(name + " not forced", false, lazy, false);
    }

    boolean forces(List<Change> frame) {
        return frame.stream().anyMatch(change -> change.mustBeForced() && !lazy.contains(change.getClass()));
    }

    @Override
    public String toString() {
        return name;
    }
}
