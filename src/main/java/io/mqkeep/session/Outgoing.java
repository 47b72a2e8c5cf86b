package io.mqkeep.session;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.OutgoingMessage.PacketAwaited;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to the server: the queue, the window and the handshakes.
 *
 * <p>What is in the window is not counted but derived: the identifiers whose PUBLISH was sent on this connection and not
 * completely acknowledged. It begins anew with each connection, and a PUBREL that is sent again takes no place in it (5.0:
 * 4.9).
 */
final class Outgoing {
    private final SessionState state;
    private final SessionSettings settings;
    private final PacketIds packetIds;
    private final Turn turn;

    private final Republishing republishing;
    private boolean connected;
    private MqttVersion version = MqttVersion.V5;
    private ConnAckProperties server = ConnAckProperties.DEFAULT;
    private final SendWindow window = new SendWindow();
    private final Set<Integer> sentHere = new HashSet<>();
    /** Identifiers of PUBRELs that an earlier connection left and that were sent again on this one. */
    private final Set<Integer> releasedHere = new HashSet<>();

    /** Identifiers of PUBRELs to whose message the server has no subscriber: PUBREC says it, PUBCOMP does not (3.5.2.1). */
    private final Set<Integer> nobodyGets = new HashSet<>();

    /** Whether what is sent again goes out one at a time, until all of it is acknowledged. */
    private boolean oneAtATime;

    /** What was in flight before this connection and has not been sent again on it, in first-sent order. */
    private final Deque<Integer> toResend = new ArrayDeque<>();
    /** Numbers of stored messages this server can't take, and why. They wait for a connection that can. */
    private final Map<Long, ServerLimit> setAside = new HashMap<>();

    /** Numbers of what is queued behind what is set aside; null while nothing queued is. Some may be gone already. */
    private @Nullable Deque<Long> behindSetAside;

    Outgoing(SessionState state, SessionSettings settings, PacketIds packetIds, Turn turn) {
        this.state = state;
        this.settings = settings;
        this.packetIds = packetIds;
        this.turn = turn;
        republishing = new Republishing(settings.republishMillis(), packetIds);
    }

    void connected(MqttVersion versionOfConnection, ConnAckProperties properties) {
        connected = true;
        version = versionOfConnection;
        server = properties;
        window.begin(mostOf(versionOfConnection, properties));
        republishing.connected(versionOfConnection);
        sentHere.clear();
        releasedHere.clear();
        setAside.clear();
        behindSetAside = null;
        toResend.clear();
        for (OutgoingMessage message : state.inFlight()) {
            toResend.add(message.packetId());
        }
    }

    private int mostOf(MqttVersion versionOfConnection, ConnAckProperties properties) {
        int asked = settings.maxInflight();
        if (versionOfConnection == MqttVersion.V3_1_1) {
            return asked > 0 ? asked : SessionSettings.MAX_INFLIGHT_3_1_1;
        }
        return asked > 0 ? Math.min(asked, properties.receiveMaximum()) : properties.receiveMaximum();
    }

    /** The connection is about to end: what is published now waits for the next one. */
    void closing() {
        connected = false;
    }

    void disconnected() {
        connected = false;
        republishing.disconnected();
        sentHere.clear();
        releasedHere.clear();
        toResend.clear();
        setAside.clear();
        behindSetAside = null;
    }

    /** Says whether everything that this connection can finish is finished. */
    boolean idle() {
        return state.inFlight().size() + state.queued().size() == setAside.size();
    }

    void resendOneAtATime(boolean cautious) {
        oneAtATime = cautious;
    }

    /** Returns what was sent on this connection and is not completely acknowledged, in first-sent order. */
    List<OutgoingMessage> unacknowledgedHere() {
        List<OutgoingMessage> open = new ArrayList<>();
        for (OutgoingMessage message : state.inFlight()) {
            if (sentHere.contains(message.packetId()) || releasedHere.contains(message.packetId())) {
                open.add(message);
            }
        }
        return open;
    }

    int setAsideCount() {
        return setAside.size();
    }

    void publish(long number, Message message, List<Change> along, long now) {
        if (connected) {
            ServerLimit limit = ServerLimit.against(message, server, version);
            if (limit != null) {
                turn.settle(number, new Outcome.NotTaken(limit));
                return;
            }
        }
        boolean itsTurn = connected && toResend.isEmpty() && nothingWaits();
        if (itsTurn && message.qos() == QoS.AT_MOST_ONCE) {
            along.forEach(turn::store);
            turn.send(new Publish(0, false, message));
            turn.settle(number, new Outcome.Acknowledged(ReasonCode.SUCCESS));
            return;
        }
        int packetId = itsTurn && message.qos() != QoS.AT_MOST_ONCE && hasRoom() ? packetIds.free() : PacketIds.NONE;
        if (packetId == PacketIds.NONE) {
            turn.store(new Change.Queued(number, message, now));
            if (behindSetAside != null) {
                behindSetAside.add(number);
            }
            along.forEach(turn::store);
            return;
        }
        turn.store(new Change.Sent(packetId, number, message, now));
        along.forEach(turn::store);
        sendFirst(packetId, message, now);
    }

    /** What is set aside waits for another server, not for its turn. */
    private boolean nothingWaits() {
        return firstSendable() == null;
    }

    private boolean hasRoom() {
        boolean room = sentHere.size() < (oneAtATime ? 1 : window.size());
        if (!room) {
            window.full();
        }
        return room;
    }

    /** Returns how many messages with QoS 1 or 2 would be sent at once if they were published now. */
    int room() {
        if (!connected) {
            return 0;
        }
        if (!hasRoom() || !toResend.isEmpty() || !nothingWaits()) {
            return 0;
        }
        return oneAtATime ? 1 : window.size() - sentHere.size();
    }

    /** What has come together has been told; see {@link SendWindow#turn}. */
    void turn(long nanos) {
        window.turn(nanos);
    }

    private void sendFirst(int packetId, Message message, long now) {
        sentHere.add(packetId);
        turn.send(new Publish(packetId, false, message));
        republishing.sent(packetId, now);
    }

    private void release(int packetId, long now) {
        turn.send(new PubRel(packetId));
        republishing.sent(packetId, now);
    }

    private void sendAgain(OutgoingMessage message, long now) {
        if (message.released()) {
            release(message.packetId(), now);
        } else {
            turn.send(new Publish(message.packetId(), true, message.message()));
            republishing.sent(message.packetId(), now);
        }
    }

    /** Returns when {@link #tick} has something to do, milliseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    long nextDeadline() {
        return republishing.nextDeadline();
    }

    /** Sends again what was not acknowledged for too long, in first-sent order. */
    void tick(long now) {
        List<Integer> due = republishing.due(now);
        if (connected && !due.isEmpty()) {
            for (OutgoingMessage message : List.copyOf(state.inFlight())) {
                if (due.contains(message.packetId())) {
                    sendAgain(message, now);
                }
            }
        }
    }

    void readingPaused(boolean paused, long now) {
        republishing.readingPaused(paused, now);
    }

    /** Sends what the window has room for: first what was in flight before this connection, then the queue. */
    void pump(long now) {
        if (!connected) {
            return;
        }
        boolean resent = resend(now);
        if (resent && sentHere.isEmpty()) {
            oneAtATime = false;
        }
        if (resent && !state.queued().isEmpty()) {
            sendQueued(now);
        }
    }

    /** Sends what a former connection left in flight; returns false when some of it must wait for room. */
    private boolean resend(long now) {
        while (!toResend.isEmpty()) {
            OutgoingMessage message = state.inFlight(toResend.getFirst());
            if (message == null) {
                // Acknowledged before its turn came.
            } else if (message.released()) {
                releasedHere.add(message.packetId());
                sendAgain(message, now);
            } else {
                ServerLimit limit = ServerLimit.against(message.message(), server, version);
                if (limit != null) {
                    setAside(message.number(), message.message(), limit);
                } else if (hasRoom()) {
                    sentHere.add(message.packetId());
                    if (state.setAside(message.number()) != null) {
                        turn.store(new Change.SetAside(message.number(), null));
                    }
                    // Message expiry is over once a PUBLISH was sent ([MQTT-4.3.3-7]): it goes as it was.
                    sendAgain(message, now);
                } else {
                    return false;
                }
            }
            toResend.removeFirst();
        }
        return true;
    }

    private void sendQueued(long now) {
        for (QueuedMessage queued = firstSendable(); queued != null; queued = firstSendable()) {
            Message message = queued.message();
            long remaining = remainingExpiry(queued, now);
            ServerLimit limit = ServerLimit.against(message, server, version);
            if (remaining <= 0) {
                turn.store(new Change.Dropped(queued.number(), 0, Change.DropReason.EXPIRED));
                turn.settle(queued.number(), new Outcome.Dropped(Change.DropReason.EXPIRED));
            } else if (limit != null) {
                passOver(queued.number());
                setAside(queued.number(), message, limit);
            } else if (message.qos() == QoS.AT_MOST_ONCE) {
                turn.store(new Change.Settled(queued.number(), 0, ReasonCode.SUCCESS));
                turn.send(new Publish(0, false, withExpiry(message, remaining)));
                turn.settle(queued.number(), new Outcome.Acknowledged(ReasonCode.SUCCESS));
            } else {
                int packetId = hasRoom() ? packetIds.free() : PacketIds.NONE;
                if (packetId == PacketIds.NONE) {
                    return;
                }
                Long interval = message.properties().messageExpiryInterval();
                if (interval == null || interval == remaining) {
                    turn.store(new Change.Sent(packetId, queued.number(), null, now));
                    sendFirst(packetId, message, now);
                } else {
                    Message sent = withExpiry(message, remaining);
                    turn.store(new Change.Sent(packetId, queued.number(), sent, now));
                    sendFirst(packetId, sent, now);
                }
            }
        }
    }

    private @Nullable QueuedMessage firstSendable() {
        Deque<Long> behind = behindSetAside;
        if (behind == null) {
            return state.queued().isEmpty() ? null : state.queued().iterator().next();
        }
        while (!behind.isEmpty()) {
            QueuedMessage queued = state.queued(behind.getFirst());
            if (queued != null) {
                return queued;
            }
            behind.removeFirst();
        }
        return null;
    }

    /** Sets the first sendable message aside; looking through all that are for each that follows would take too long. */
    private void passOver(long number) {
        Deque<Long> behind = behindSetAside;
        if (behind == null) {
            behind = new ArrayDeque<>();
            for (QueuedMessage queued : state.queued()) {
                behind.add(queued.number());
            }
            behindSetAside = behind;
        }
        behind.removeFirstOccurrence(number);
    }

    /** Returns the seconds a queued message has left, {@link Long#MAX_VALUE} when it doesn't expire. */
    private static long remainingExpiry(QueuedMessage queued, long now) {
        Long interval = queued.message().properties().messageExpiryInterval();
        if (interval == null) {
            return Long.MAX_VALUE;
        }
        // A clock that was set back must not make a message live longer than it was given.
        return Math.min(interval, interval - Math.floorDiv(now - queued.at(), 1000L));
    }

    private static Message withExpiry(Message message, long remaining) {
        Long interval = message.properties().messageExpiryInterval();
        return interval == null || interval == remaining
                ? message
                : message.withProperties(message.properties().withMessageExpiryInterval(remaining));
    }

    private void setAside(long number, Message message, ServerLimit limit) {
        setAside.put(number, limit);
        if (!limit.equals(state.setAside(number))) {
            turn.store(new Change.SetAside(number, limit));
        }
        turn.tell(new SessionEvent.SetAside(number, message.topic(), limit));
    }

    /** Returns false when the acknowledgement is of the wrong kind for its identifier: the connection must close. */
    boolean pubAck(PubAck pubAck) {
        OutgoingMessage message = state.inFlight(pubAck.packetId());
        if (message == null) {
            return unknown(pubAck);
        }
        if (message.awaits() != PacketAwaited.PUBACK) {
            return false;
        }
        republishing.answered(message.packetId());
        settle(message, pubAck.reasonCode(), pubAck.reasonString());
        return true;
    }

    boolean pubRec(PubRec pubRec, long now) {
        OutgoingMessage message = state.inFlight(pubRec.packetId());
        if (message == null) {
            return unknown(pubRec);
        }
        boolean refused = pubRec.reasonCode().isError();
        republishing.answered(message.packetId());
        return switch (message.awaits()) {
            case PUBACK -> false;
            case PUBREC -> {
                if (refused) {
                    settle(message, pubRec.reasonCode(), pubRec.reasonString());
                } else {
                    if (pubRec.reasonCode() == ReasonCode.NO_MATCHING_SUBSCRIBERS) {
                        nobodyGets.add(message.packetId());
                    }
                    turn.store(new Change.Released(message.packetId()));
                    release(message.packetId(), now);
                }
                yield true;
            }
            case PUBCOMP -> {
                if (!refused) {
                    release(message.packetId(), now);
                }
                yield !refused;
            }
        };
    }

    boolean pubComp(PubComp pubComp) {
        OutgoingMessage message = state.inFlight(pubComp.packetId());
        if (message == null) {
            return unknown(pubComp);
        }
        if (message.awaits() != PacketAwaited.PUBCOMP) {
            return false;
        }
        republishing.answered(message.packetId());
        // 0x92, packet identifier not found, means that the server had completed the handshake before (3.7.2.1).
        boolean nobody = nobodyGets.remove(message.packetId());
        settle(message, nobody ? ReasonCode.NO_MATCHING_SUBSCRIBERS : ReasonCode.SUCCESS, null);
        return true;
    }

    private boolean unknown(Acknowledgement acknowledgement) {
        if (packetIds.isRequest(acknowledgement.packetId())) {
            return false;
        }
        if (republishing.isForCopy(acknowledgement.packetId())) {
            return true;
        }
        if (acknowledgement instanceof PubRec && !acknowledgement.reasonCode().isError()) {
            // So that the server can finish a handshake it still has. In 3.1.1 the code is not sent.
            turn.send(new PubRel(acknowledgement.packetId(), ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
        }
        turn.tell(new SessionEvent.UnknownAcknowledgement(acknowledgement));
        return true;
    }

    private void settle(OutgoingMessage message, ReasonCode reasonCode, @Nullable String reasonString) {
        turn.store(new Change.Settled(message.number(), message.packetId(), reasonCode));
        if (sentHere.remove(message.packetId())) {
            window.acknowledged();
        }
        releasedHere.remove(message.packetId());
        republishing.done(message.packetId());
        setAside.remove(message.number());
        turn.settle(
                message.number(),
                reasonCode.isError()
                        ? new Outcome.Refused(reasonCode, reasonString)
                        : new Outcome.Acknowledged(reasonCode));
    }
}
