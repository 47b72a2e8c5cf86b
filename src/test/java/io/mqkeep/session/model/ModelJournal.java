package io.mqkeep.session.model;

import io.mqkeep.session.Change;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** An append-only file of frames. Those that were forced survive everything, the others a suffix may be missing of. */
public final class ModelJournal {
    private Snapshot start;
    private final List<List<Change>> frames = new ArrayList<>();
    private int forced;

    public ModelJournal(Snapshot start) {
        this.start = start;
    }

    void append(List<Change> frame) {
        frames.add(List.copyOf(frame));
    }

    void force() {
        forced = frames.size();
    }

    public int written() {
        return frames.size();
    }

    public int forced() {
        return forced;
    }

    /** The power fails: of the frames that were not forced only the first ones are found again. */
    public void powerFailed(int survivors) {
        if (survivors < forced || survivors > frames.size()) {
            throw new IllegalArgumentException(survivors + " of " + forced + " to " + frames.size());
        }
        frames.subList(survivors, frames.size()).clear();
        forced = survivors;
    }

    /** Returns what a process that begins now finds. */
    public Snapshot recovered() {
        SessionState state = new SessionState(start);
        frames.forEach(frame -> frame.forEach(state::apply));
        return state.snapshot();
    }

    /** Begins a new journal with the state of this one. */
    public void compact() {
        start = recovered();
        frames.clear();
        forced = 0;
    }
}
