package io.mqkeep.session;

import java.util.ArrayList;
import java.util.List;

/** How a session begins anew under its old identity. */
public final class FreshStart {
    private FreshStart() {}

    /**
     * Returns a session that has never connected and holds nothing.
     *
     * <p>It is still the successor of the old one: it keeps the incarnations, with one more, so that no document saved
     * before can pass for its newest state, and goes on counting its messages.
     *
     * @param incarnation a random name
     */
    public static Snapshot of(Snapshot old, String incarnation) {
        List<String> incarnations = new ArrayList<>(old.incarnations());
        incarnations.add(incarnation);
        if (incarnations.size() > Snapshot.INCARNATIONS_KEPT) {
            incarnations.removeFirst();
        }
        return Snapshot.empty(old.identity(), List.copyOf(incarnations), old.nextNumber());
    }
}
