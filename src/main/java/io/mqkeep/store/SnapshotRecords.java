package io.mqkeep.store;

import io.mqkeep.protocol.Message;
import io.mqkeep.session.Change;
import io.mqkeep.session.HeldSubscription;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Phase;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.ReceivedId;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.Suspect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole session as records: a head with what is single in it, ordinary changes that make the rest, an end.
 *
 * <p>There is no second way to write a message or a subscription, so what a session is cannot come to differ between a
 * file that was just written anew and one that grew.
 */
final class SnapshotRecords {
    static final int HEAD = 64;
    static final int END = 65;
    /** Changes nothing: its frame is there to say how much of the file had been forced. */
    static final int MARK = 66;

    private static final int PHASE_NEW = 0;
    private static final int PHASE_ESTABLISHED = 1;
    private static final int PHASE_LOST = 2;

    /** About what a record takes beside its texts and its payload. */
    private static final int RECORD_OVERHEAD = 24;

    /** Is told after each record, so that one frame need not hold them all. */
    interface Listener {
        void recordWritten() throws IOException;
    }

    private final RecordEncoder out;
    private final Listener listener;

    SnapshotRecords(RecordEncoder out, Listener listener) {
        this.out = out;
        this.listener = listener;
    }

    /**
     * Writes the records. A session that gets another part does not compile in {@link #readHead} before it is read, and
     * the round trip of random sessions fails before it is written. (A record pattern here would find both, but costs
     * 7 ms at every start.)
     */
    void write(Snapshot snapshot) throws IOException {
        writeHead(snapshot);
        for (HeldSubscription held : snapshot.subscriptions()) {
            write(held);
        }
        for (OutgoingMessage message : snapshot.inFlight()) {
            write(message);
        }
        for (QueuedMessage message : snapshot.queued()) {
            write(new Change.Queued(message.number(), message.message(), message.at()));
        }
        for (ReceivedId id : snapshot.received()) {
            write(new Change.Received(id.packetId(), id.at()));
        }
        for (InboxMessage message : snapshot.inbox()) {
            write(new Change.Inboxed(message.number(), message.message(), message.dup(), message.at()));
        }
        for (Map.Entry<String, Long> key : snapshot.keys().entrySet()) {
            write(new Change.Key(key.getKey(), key.getValue()));
        }
        for (InputPosition position : snapshot.inputs()) {
            write(new Change.InputAt(position));
        }
        for (OutputPosition position : snapshot.outputs()) {
            write(new Change.OutputAt(position));
        }
        for (Map.Entry<Long, ServerLimit> message : snapshot.setAside().entrySet()) {
            write(new Change.SetAside(message.getKey(), message.getValue()));
        }
        if (!snapshot.suspect().equals(Suspect.NONE)) {
            write(new Change.Suspected(snapshot.suspect()));
        }
        out.octet(END);
    }

    private void writeHead(Snapshot snapshot) throws IOException {
        out.octet(HEAD);
        ChangeCodec.writeIdentity(snapshot.identity(), out);
        writePhase(snapshot.phase());
        out.flag(snapshot.handedOver());
        out.number(snapshot.incarnations().size());
        for (String incarnation : snapshot.incarnations()) {
            out.text(incarnation);
        }
        out.number(snapshot.nextNumber());
        out.optionalNumber(snapshot.grantedSessionExpiryInterval());
        out.optionalNumber(snapshot.connectedAt());
        out.optionalNumber(snapshot.closedAt());
        out.optionalNumber(snapshot.lostAt());
        listener.recordWritten();
        if (!ChangeCodec.isDirect(snapshot.identity())) {
            write(new Change.Bound(snapshot.identity()));
        }
    }

    private void write(HeldSubscription held) throws IOException {
        write(new Change.Subscribing(held.subscription(), held.userProperties()));
        if (held.granted() != null) {
            write(new Change.Subscribed(held.subscription().filter(), held.granted()));
        }
        if (held.ending()) {
            write(new Change.Unsubscribing(held.subscription().filter()));
        }
    }

    private void write(OutgoingMessage message) throws IOException {
        write(new Change.Sent(message.packetId(), message.number(), message.message(), message.at()));
        if (message.released()) {
            write(new Change.Released(message.packetId()));
        }
    }

    private void write(Change change) throws IOException {
        ChangeCodec.write(change, out);
        listener.recordWritten();
    }

    /** Reads the fields of a head record: a session without the parts that the changes after it make. */
    static Snapshot readHead(RecordDecoder in) {
        Identity identity = ChangeCodec.readIdentity(in);
        Phase phase = readPhase(in);
        boolean handedOver = in.flag();
        List<String> incarnations = new ArrayList<>();
        for (int left = in.number(0, Snapshot.INCARNATIONS_KEPT); left > 0; left--) {
            incarnations.add(in.text());
        }
        return new Snapshot(
                identity,
                phase,
                handedOver,
                incarnations,
                in.number(),
                in.optionalNumber(),
                in.optionalNumber(),
                in.optionalNumber(),
                in.optionalNumber(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                Suspect.NONE);
    }

    /** Returns about how many bytes the records of a session take. */
    static long estimateSize(Snapshot snapshot) {
        long bytes = RECORD_OVERHEAD;
        for (QueuedMessage message : snapshot.queued()) {
            bytes += estimateSize(message.message());
        }
        for (OutgoingMessage message : snapshot.inFlight()) {
            bytes += estimateSize(message.message());
        }
        for (InboxMessage message : snapshot.inbox()) {
            bytes += estimateSize(message.message());
        }
        for (String key : snapshot.keys().keySet()) {
            bytes += RECORD_OVERHEAD + key.length();
        }
        return bytes
                + (long) RECORD_OVERHEAD
                        * (snapshot.received().size() + snapshot.setAside().size());
    }

    private static long estimateSize(Message message) {
        return (long) RECORD_OVERHEAD
                + message.topic().length()
                + message.payload().size();
    }

    private void writePhase(Phase phase) {
        out.octet(
                switch (phase) {
                    case NEW -> PHASE_NEW;
                    case ESTABLISHED -> PHASE_ESTABLISHED;
                    case LOST -> PHASE_LOST;
                });
    }

    private static Phase readPhase(RecordDecoder in) {
        int code = in.octet();
        return switch (code) {
            case PHASE_NEW -> Phase.NEW;
            case PHASE_ESTABLISHED -> Phase.ESTABLISHED;
            case PHASE_LOST -> Phase.LOST;
            default -> throw RecordException.newer("phase " + code + " is unknown");
        };
    }
}
