package io.mqkeep.session.model;

/** Counts the steps of a process and ends it before the one that was chosen. */
public final class Fate {
    private static final int NEVER = Integer.MAX_VALUE;

    private int steps;
    private int last = NEVER;

    /** The process is gone: nothing after the step before this one happened. */
    public static final class Death extends RuntimeException {
        Death(int step) {
            super("died before step " + step, null, false, false);
        }
    }

    /** Lets the process take this many steps from now and then die. */
    public void dieAfter(int more) {
        steps = 0;
        last = more;
    }

    public void spare() {
        steps = 0;
        last = NEVER;
    }

    /** Returns how many steps were taken since the last word. */
    public int steps() {
        return steps;
    }

    /** Called before anything that can be seen from outside of the process, or after its end. */
    void step() {
        if (steps >= last) {
            throw new Death(steps);
        }
        steps++;
    }
}
