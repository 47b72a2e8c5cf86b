package io.mqkeep.store;

import io.mqkeep.protocol.Message;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.Snapshot;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a document has everything that a session here has been through.
 *
 * <p>Every connect gives a session another incarnation. A document that knows the newest one of the session here was
 * saved from it, or from what became of it elsewhere, after that connect: the handshakes in the document are not older
 * than those here. What a session takes on between connects is told by its message numbers.
 *
 * <p>What this can't see: that a session was changed here without connecting <em>and</em> went on elsewhere; that more
 * than {@value Snapshot#INCARNATIONS_KEPT} connects lie between (refused, though it may be right); and, where there is no
 * session yet, anything at all.
 */
final class Lineage {
    private Lineage() {}

    /**
     * Says what the document lacks.
     *
     * @return the rest of a sentence that begins with "the session here", or null when the document may replace it
     */
    static @Nullable String problem(Snapshot local, Snapshot document) {
        if (local.incarnations().isEmpty()) {
            return neverConnected(local, document);
        }
        if (!document.incarnations().contains(local.incarnations().getLast())) {
            return "has connected since the document was saved";
        }
        if (local.nextNumber() > document.nextNumber()) {
            return "has taken on messages since the document was saved";
        }
        return null;
    }

    /** A session that has never connected has nothing but what was queued: the document must have all of it. */
    private static @Nullable String neverConnected(Snapshot local, Snapshot document) {
        boolean givenAway =
                local.handedOver() && sameSession(local, document) && local.nextNumber() <= document.nextNumber();
        if (givenAway || contains(document, local)) {
            return null;
        }
        return "has messages that the document does not have";
    }

    private static boolean contains(Snapshot document, Snapshot local) {
        return messages(document).containsAll(messages(local))
                && document.keys().entrySet().containsAll(local.keys().entrySet());
    }

    private record Numbered(long number, Message message) {}

    private static Set<Numbered> messages(Snapshot snapshot) {
        Set<Numbered> messages = new HashSet<>();
        for (QueuedMessage message : snapshot.queued()) {
            messages.add(new Numbered(message.number(), message.message()));
        }
        for (InboxMessage message : snapshot.inbox()) {
            messages.add(new Numbered(message.number(), message.message()));
        }
        snapshot.inFlight().forEach(message -> messages.add(new Numbered(message.number(), message.message())));
        return messages;
    }

    /** Says whether both are one and the same session to a server. */
    static boolean sameSession(Snapshot one, Snapshot other) {
        return one.identity().clientId().equals(other.identity().clientId());
    }
}
