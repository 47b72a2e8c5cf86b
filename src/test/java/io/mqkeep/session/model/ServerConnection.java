package io.mqkeep.session.model;

import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.model.ServerSession.Unacknowledged;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One connection as the server sees it, and what the standard forbids the client on it. */
final class ServerConnection {
    boolean connected;
    boolean closing;
    boolean endsSession;
    ConnAckProperties limits = ConnAckProperties.DEFAULT;

    // From the client.
    /** Identifiers of PUBLISHes that came on this connection and are not completely acknowledged. */
    final Set<Integer> open = new HashSet<>();

    private boolean newMessagesBegan;
    /** Whether the client may publish again on a live connection what is not acknowledged (3.1.1: 4.4). */
    final boolean mayRepublish;

    // To the client.
    int receiveMaximum = 65_535;
    final Deque<Integer> toResend = new ArrayDeque<>();
    final Set<Integer> pubCompAwaited = new HashSet<>();
    private final Set<Integer> quota = new HashSet<>();
    private final Map<Integer, Long> firstAnswerAwaited = new HashMap<>();
    private long publishes;
    private long lastPubAck;
    private long lastPubRec;

    ServerConnection(boolean mayRepublish) {
        this.mayRepublish = mayRepublish;
    }

    void check(boolean holds, String whatElse) {
        if (!holds) {
            throw new AssertionError("the client " + whatElse);
        }
    }

    void publishTaken(Publish publish, MqttVersion version, ServerSession session) {
        Message message = publish.message();
        int packetId = publish.packetId();
        check(message.qos().compareTo(limits.maximumQoS()) <= 0, "went beyond Maximum QoS: " + publish);
        check(!message.retain() || limits.retainAvailable(), "retains where that is not available: " + publish);
        Long maximumSize = limits.maximumPacketSize();
        check(
                maximumSize == null || publish.encodedSize(version) <= maximumSize,
                "went beyond Maximum Packet Size: " + publish);
        if (message.qos() == QoS.AT_MOST_ONCE) {
            return;
        }
        check(
                mayRepublish ? publish.dup() || !open.contains(packetId) : !open.contains(packetId),
                "sent a PUBLISH again on a live connection: " + publish);
        check(
                open.contains(packetId) || open.size() < limits.receiveMaximum(),
                "went beyond Receive Maximum: " + publish);
        check(mayRepublish || !publish.dup() || !newMessagesBegan, "sent again after something new: " + publish);
        check(publish.dup() || !session.received.containsKey(packetId), "reused an identifier: " + publish);
        newMessagesBegan |= !publish.dup();
        open.add(packetId);
    }

    void checkIdentifierFree(int packetId, ServerSession session) {
        check(
                !open.contains(packetId) && !session.received.containsKey(packetId),
                "reused identifier " + packetId + " for a request");
    }

    boolean mayPublish() {
        return quota.size() < receiveMaximum;
    }

    Publish publishing(int packetId, boolean dup, Message message) {
        quota.add(packetId);
        firstAnswerAwaited.put(packetId, ++publishes);
        return new Publish(packetId, dup, message);
    }

    void pubAck(PubAck pubAck, ServerSession session) {
        lastPubAck = firstAnswer(pubAck.packetId(), lastPubAck, QoS.AT_LEAST_ONCE, session);
        session.unacknowledged.remove(pubAck.packetId());
        quota.remove(pubAck.packetId());
    }

    void pubRec(PubRec pubRec, ServerSession session) {
        lastPubRec = firstAnswer(pubRec.packetId(), lastPubRec, QoS.EXACTLY_ONCE, session);
        session.unacknowledged.computeIfPresent(
                pubRec.packetId(), (id, sent) -> new Unacknowledged(sent.message(), true));
    }

    /** Every PUBLISH is answered once, by the right packet, in the order they were sent (4.6.0-2, 4.6.0-3). */
    private long firstAnswer(int packetId, long last, QoS qos, ServerSession session) {
        Long number = firstAnswerAwaited.remove(packetId);
        Unacknowledged sent = session.unacknowledged.get(packetId);
        if (number == null || sent == null) {
            throw new AssertionError("the client acknowledged " + packetId + " unasked");
        }
        check(sent.message().qos() == qos, "acknowledged " + packetId + " by the wrong packet");
        check(number > last, "acknowledged " + packetId + " out of order");
        return number;
    }

    void pubComp(PubComp pubComp, ServerSession session) {
        check(pubCompAwaited.remove(pubComp.packetId()), "sent " + pubComp + " unasked");
        session.unacknowledged.remove(pubComp.packetId());
        quota.remove(pubComp.packetId());
    }
}
