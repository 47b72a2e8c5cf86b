package io.mqkeep.cli.output;

import io.mqkeep.protocol.Message;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.ReceivedId;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every message a session holds, in one list, with its state in the standard's words. */
final class HeldMessages {
    private HeldMessages() {}

    /**
     * A message the session holds.
     *
     * @param direction {@code out} or {@code in}
     * @param packetId null when it has none
     * @param number its place in the session, or null for a bare identifier
     * @param qos 0 to 2
     * @param message null when only the identifier is kept
     * @param at milliseconds since the epoch
     * @param setAside why the server of the last connection was not sent it, or null when it was
     */
    record Held(
            String direction,
            String state,
            @Nullable Integer packetId,
            @Nullable Long number,
            int qos,
            @Nullable Message message,
            long at,
            @Nullable ServerLimit setAside) {}

    /** Returns what goes out first, in its order, then what came in. */
    static List<Held> of(Snapshot session) {
        List<Held> all = new ArrayList<>();
        for (OutgoingMessage sent : session.inFlight()) {
            all.add(new Held(
                    "out",
                    "awaiting " + sent.awaits().name(),
                    sent.packetId(),
                    sent.number(),
                    sent.message().qos().number(),
                    sent.message(),
                    sent.at(),
                    session.setAside().get(sent.number())));
        }
        for (QueuedMessage queued : session.queued()) {
            Message message = queued.message();
            all.add(new Held(
                    "out",
                    "queued",
                    null,
                    queued.number(),
                    message.qos().number(),
                    message,
                    queued.at(),
                    session.setAside().get(queued.number())));
        }
        for (ReceivedId received : session.received()) {
            all.add(new Held(
                    "in", "received awaiting PUBREL", received.packetId(), null, 2, null, received.at(), null));
        }
        for (InboxMessage held : session.inbox()) {
            Message message = held.message();
            all.add(new Held(
                    "in", "in the inbox", null, held.number(), message.qos().number(), message, held.at(), null));
        }
        return all;
    }
}
