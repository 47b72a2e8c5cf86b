package io.mqkeep.session;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages from the server: to the reader, or to the inbox when nobody reads.
 *
 * <p>A message is acknowledged when it is safe: with a reader when the reader says that it has it, otherwise when it is
 * stored in the inbox. Acknowledgements leave in the order the messages came ([MQTT-4.6.0-2], [MQTT-4.6.0-3]), so a
 * message that became safe early waits for those before it.
 *
 * <p>What is with the reader outlives a lost connection but not the process: a PUBLISH that is sent again while its
 * first copy is still with the reader is not delivered again.
 */
final class Incoming {
    private final SessionState state;
    private final SessionSettings settings;
    private final LongSupplier numbers;
    private final Turn turn;

    private @Nullable Reader reader;
    private long limit;
    private long taken;
    private final Deque<WithReader> withReader = new ArrayDeque<>();
    private final Deque<Owed> owed = new ArrayDeque<>();
    private boolean connected;
    private int receiveMaximum = 65_535;
    /** Identifiers that came on this connection, were taken, and whose handshake is not complete. */
    private final Set<Integer> openHere = new HashSet<>();
    /** What came on this connection and was left with the server. */
    private final LeftWithServer leftHere;

    /** Identifiers of those two that came with DUP: an earlier connection had them first. */
    private final Set<Integer> againHere = new HashSet<>();

    private boolean inboxFullTold;
    private long dropped;

    Incoming(SessionState state, SessionSettings settings, LongSupplier numbers, Turn turn) {
        this.state = state;
        this.settings = settings;
        this.numbers = numbers;
        this.turn = turn;
        leftHere = new LeftWithServer(settings.inboxBytes());
    }

    void connected(int ourReceiveMaximum) {
        connected = true;
        receiveMaximum = ourReceiveMaximum;
    }

    /** The connection is about to end: what is safe from now on is acknowledged when the server sends it again. */
    void closing() {
        connected = false;
    }

    void disconnected() {
        connected = false;
        owed.clear();
        openHere.clear();
        leftHere.clear();
        againHere.clear();
        inboxFullTold = false;
        for (WithReader held : withReader) {
            held.owed = null;
        }
    }

    /** The server has lost the session: what is with the reader stays there, but its identifiers mean nothing now. */
    void sessionLost() {
        for (WithReader held : withReader) {
            held.identifierValid = false;
        }
    }

    /**
     * Hands what the inbox holds for this reader to it, in order, then what was left with the server on this connection,
     * and all that comes from now on.
     */
    void attach(Reader newReader, long now) {
        if (reader != null) {
            throw new IllegalStateException("a reader is attached already");
        }
        reader = newReader;
        taken = 0;
        limit = newReader.limit();
        for (InboxMessage held : state.inbox()) {
            if (taken >= limit) {
                return;
            }
            if (newReader.wants(held.message().topic())) {
                Delivery delivery = new Delivery(held.message(), held.dup(), 0, true, held.at());
                hand(newReader, new WithReader(delivery, held.number()));
            }
        }
        for (Publish left : leftHere.remembered()) {
            if (!arrived(left, now)) {
                return;
            }
            leftHere.taken(left);
        }
    }

    /**
     * Nobody reads any more: what the reader had and did not confirm goes to the inbox, in its order. A session that
     * does not outlive the process has none: there it is given up, and acknowledged so that the server can go on.
     */
    void detach(long now) {
        reader = null;
        while (!withReader.isEmpty()) {
            WithReader held = withReader.removeFirst();
            if (!held.delivery.fromInbox()) {
                if (settings.durable()) {
                    Delivery delivery = held.delivery;
                    turn.store(new Change.Inboxed(held.number, delivery.message(), delivery.dup(), delivery.at()));
                }
                safe(held, now);
            }
        }
        acknowledge();
    }

    /**
     * Nobody reads any more, and what the reader had and did not confirm stays where it came from: the server sends it
     * again on another connection, since nothing more is acknowledged on this one. It keeps no message with QoS 0, and
     * none of a session that it has lost, so those go to the inbox, if there is one.
     */
    void abandon() {
        reader = null;
        while (!withReader.isEmpty()) {
            WithReader held = withReader.removeFirst();
            Delivery delivery = held.delivery;
            boolean servers = delivery.message().qos() != QoS.AT_MOST_ONCE && held.identifierValid;
            if (servers && !delivery.fromInbox()) {
                openHere.remove(delivery.packetId());
                leftHere.addBeforeAll(delivery.packetId());
            } else if (!delivery.fromInbox() && settings.durable()) {
                turn.store(new Change.Inboxed(held.number, delivery.message(), delivery.dup(), delivery.at()));
            }
        }
    }

    private void hand(Reader to, WithReader held) {
        if (to.counts(held.delivery.message())) {
            taken++;
        }
        withReader.addLast(held);
        turn.deliver(held.delivery);
    }

    /** Returns the words for a violation of our Receive Maximum, or null ([MQTT-3.3.4-9]). */
    @Nullable
    String publish(Publish publish, long now) {
        QoS qos = publish.message().qos();
        int packetId = publish.packetId();
        if (qos == QoS.AT_MOST_ONCE) {
            // Never left with the server, so it need not wait for one that was.
            take(publish, null, now);
            return null;
        }
        if (!openHere.contains(packetId) && !leftHere.contains(packetId)) {
            if (publish.dup()) {
                againHere.add(packetId);
            } else if (unacknowledged() >= receiveMaximum) {
                return "the server sent more than the " + receiveMaximum + " unacknowledged PUBLISHes it was allowed";
            } else {
                againHere.remove(packetId);
            }
        }
        // Behind one that was left everything is, or it would be acknowledged before that one.
        boolean waits = !leftHere.isEmpty() && !openHere.contains(packetId);
        if (waits || !arrived(publish, now)) {
            leftHere.add(publish);
        }
        return null;
    }

    /** A message with QoS 1 or 2 has its turn; returns false when it is to be left with the server. */
    private boolean arrived(Publish publish, long now) {
        QoS qos = publish.message().qos();
        int packetId = publish.packetId();
        if (qos == QoS.EXACTLY_ONCE && state.hasReceived(packetId)) {
            // Never delivered again, whatever DUP says ([MQTT-4.3.3-10]).
            openHere.add(packetId);
            owe(packetId, qos, true);
            acknowledge();
            return true;
        }
        WithReader held = stillWithReader(publish);
        if (held != null) {
            openHere.add(packetId);
            if (held.owed == null) {
                held.owed = owe(packetId, qos, false);
            }
            return true;
        }
        return take(publish, qos, now);
    }

    /**
     * Returns how many of the server's PUBLISHes take a place in our Receive Maximum. One that is sent again should too
     * (4.9), but mosquitto sends again at once all that an earlier connection left in flight, and counts none of it. To
     * leave for that would be to leave every time.
     */
    private long unacknowledged() {
        if (openHere.size() + leftHere.size() < receiveMaximum) {
            return 0;
        }
        return Stream.concat(openHere.stream(), leftHere.packetIds())
                .filter(id -> !againHere.contains(id))
                .count();
    }

    /**
     * Finds the message if this PUBLISH is one that the reader has not confirmed. With QoS 1 DUP has to say so: without
     * it the identifier is used anew, and a message taken twice is better than one passed over.
     */
    private @Nullable WithReader stillWithReader(Publish publish) {
        QoS qos = publish.message().qos();
        if (qos == QoS.AT_LEAST_ONCE && !publish.dup()) {
            return null;
        }
        for (WithReader held : withReader) {
            if (held.delivery.packetId() == publish.packetId()
                    && held.identifierValid
                    && held.delivery.message().qos() == qos) {
                return held;
            }
        }
        return null;
    }

    /** Returns false when it is neither taken nor dropped, but to be left with the server. */
    private boolean take(Publish publish, @Nullable QoS acknowledged, long now) {
        Message message = publish.message();
        Reader to = reader;
        boolean wanted = to != null && to.wants(message.topic());
        boolean beyondCount = wanted && taken >= limit;
        if (to != null && wanted && !beyondCount) {
            // It gets its place in the inbox now, in case the reader leaves without it.
            WithReader held = new WithReader(
                    new Delivery(message, publish.dup(), publish.packetId(), false, now), numbers.getAsLong());
            if (acknowledged != null) {
                openHere.add(publish.packetId());
                held.owed = owe(publish.packetId(), acknowledged, false);
            }
            hand(to, held);
            return true;
        }
        if (acknowledged != null && beyondCount) {
            return false;
        }
        if (!settings.durable()) {
            if (acknowledged != null) {
                // Taken and ignored: acknowledged all the same ([MQTT-4.5.0-2]).
                safeAtOnce(publish.packetId(), acknowledged, now);
            }
            return true;
        }
        if (inboxIsFull(message)) {
            if (acknowledged == null) {
                dropped++;
            }
            if (!inboxFullTold) {
                inboxFullTold = true;
                turn.tell(new SessionEvent.InboxFull(state.inbox().size(), state.inboxBytes()));
            }
            return acknowledged == null;
        }
        turn.store(new Change.Inboxed(numbers.getAsLong(), message, publish.dup(), now));
        if (acknowledged != null) {
            safeAtOnce(publish.packetId(), acknowledged, now);
        }
        return true;
    }

    private void safeAtOnce(int packetId, QoS qos, long now) {
        openHere.add(packetId);
        if (qos == QoS.EXACTLY_ONCE) {
            turn.store(new Change.Received(packetId, now));
        }
        owe(packetId, qos, true);
        acknowledge();
    }

    private boolean inboxIsFull(Message message) {
        long size = SessionState.bytesOf(message);
        return state.inbox().size() >= settings.inboxMessages() || state.inboxBytes() + size > settings.inboxBytes();
    }

    private Owed owe(int packetId, QoS qos, boolean ready) {
        Owed owing = new Owed(packetId, qos, ready);
        owed.addLast(owing);
        return owing;
    }

    /**
     * The reader has the next messages for good.
     *
     * @param count how many, at most as many as are with it
     */
    void delivered(int count, List<OutputPosition> outputs, long now) {
        for (int i = 0; i < count; i++) {
            WithReader held = withReader.removeFirst();
            if (held.delivery.fromInbox()) {
                turn.store(new Change.InboxRead(held.number));
            } else {
                safe(held, now);
            }
        }
        for (OutputPosition output : outputs) {
            // In the frame of the Received: neither is ever known without the other.
            turn.store(new Change.OutputAt(output));
        }
        acknowledge();
    }

    /** A message that was with the reader is in its hands or in the inbox: it can be acknowledged. */
    private void safe(WithReader held, long now) {
        if (held.delivery.message().qos() == QoS.EXACTLY_ONCE && held.identifierValid) {
            turn.store(new Change.Received(held.delivery.packetId(), now));
        }
        Owed owing = held.owed;
        if (owing != null) {
            owing.ready = true;
        }
    }

    /** Sends the acknowledgements that are due, up to the first message that is not safe yet. */
    private void acknowledge() {
        while (connected && !owed.isEmpty() && owed.getFirst().ready) {
            Owed owing = owed.removeFirst();
            if (owing.qos == QoS.EXACTLY_ONCE) {
                turn.send(new PubRec(owing.packetId));
            } else {
                openHere.remove(owing.packetId);
                turn.send(new PubAck(owing.packetId));
            }
        }
    }

    void pubRel(PubRel pubRel) {
        int packetId = pubRel.packetId();
        openHere.remove(packetId);
        if (state.hasReceived(packetId)) {
            turn.store(new Change.Forgotten(packetId));
            turn.send(new PubComp(packetId));
        } else {
            // Answered all the same, or the server could never finish ([MQTT-4.3.3-11]). In 3.1.1 the code is not sent.
            turn.send(new PubComp(packetId, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
        }
    }

    /** Returns how many messages were taken on this connection whose handshake is not complete. */
    int open() {
        return openHere.size();
    }

    /** Returns how many messages are with the reader. */
    int withReader() {
        return withReader.size();
    }

    /** Returns how many messages that count were handed to the reader since it was attached. */
    long taken() {
        return taken;
    }

    /** Returns how many messages with QoS 0 had to be dropped because the inbox was full. */
    long dropped() {
        return dropped;
    }

    /** Returns how many messages were left with the server on this connection. */
    int left() {
        return leftHere.size();
    }

    /** A message that is with the reader. */
    private static final class WithReader {
        final Delivery delivery;
        /** Its place in the inbox: the one it has, or the one it would have. */
        final long number;

        /** The acknowledgement it owes on this connection; null when it owes none. */
        @Nullable
        Owed owed;

        boolean identifierValid = true;

        WithReader(Delivery delivery, long number) {
            this.delivery = delivery;
            this.number = number;
        }
    }

    /** An acknowledgement that is owed on this connection. */
    private static final class Owed {
        final int packetId;
        final QoS qos;
        boolean ready;

        Owed(int packetId, QoS qos, boolean ready) {
            this.packetId = packetId;
            this.qos = qos;
            this.ready = ready;
        }
    }
}
