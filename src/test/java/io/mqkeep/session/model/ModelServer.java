package io.mqkeep.session.model;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.session.model.ServerSession.Unacknowledged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server as the standard describes it, with the session of one client. It never dies and never forgets by itself. */
public final class ModelServer {
    /** Says when a message with QoS 2 is passed on to subscribers; the standard leaves the choice (4.3.3). */
    public enum PassesOn {
        AT_PUBLISH,
        AT_PUBREL
    }

    private final MqttVersion version;
    private final PassesOn passesOn;
    private final int maximumPacketId;
    private Predicate<Message> refuses = message -> false;
    private ConnAckProperties limits = ConnAckProperties.DEFAULT;
    private boolean lies;
    private @Nullable ReasonCode refusal;

    private @Nullable ServerSession session;
    private @Nullable ServerConnection connection;
    private final List<Message> passedOnMessages = new ArrayList<>();
    private List<Packet> outgoing = new ArrayList<>();

    public ModelServer(MqttVersion version, PassesOn passesOn, int maximumPacketId) {
        this.version = version;
        this.passesOn = passesOn;
        this.maximumPacketId = maximumPacketId;
    }

    // ---- what a test does to it ----

    /** Limits from the next connection on. */
    public void limit(ConnAckProperties newLimits) {
        limits = newLimits;
    }

    /** Messages to refuse with a reason code (MQTT 5). */
    public void refuse(Predicate<Message> messages) {
        refuses = messages;
    }

    /** Refuses the next CONNECT. */
    public void refuseConnect(ReasonCode reasonCode) {
        refusal = reasonCode;
    }

    /** Says of the next session that was asked to be clean that it was present. */
    public void lie() {
        lies = true;
    }

    /** Forgets the session, as a restart without persistence or an expiry does; only between connections. */
    public void loseSession() {
        if (connection != null) {
            throw new IllegalStateException("the session is in use");
        }
        session = null;
    }

    /** Makes a session that somebody else left under our client id. */
    public void makeStrangersSession() {
        session = new ServerSession();
    }

    /** Somebody publishes a message; returns whether it is for our client. */
    public boolean publish(Message message) {
        ServerSession ours = session;
        if (ours == null) {
            return false;
        }
        QoS granted = ours.grantedFor(message.topic());
        if (granted == null) {
            return false;
        }
        ours.queue.addLast(message.withQoS(QoS.lower(granted, message.qos())));
        pump();
        return true;
    }

    public boolean hasSession() {
        return session != null;
    }

    public @Nullable ServerSession session() {
        return session;
    }

    /** Returns what it passed on from our client to others, in order. */
    public List<Message> passedOn() {
        return List.copyOf(passedOnMessages);
    }

    /** Says whether it has nothing to send or to wait for. */
    public boolean atRest() {
        ServerSession ours = session;
        return outgoing.isEmpty()
                && (ours == null || (ours.queue.isEmpty() && ours.unacknowledged.isEmpty() && ours.received.isEmpty()));
    }

    // ---- the network ----

    void opened() {
        if (connection != null) {
            closed();
        }
        connection = new ServerConnection(version == MqttVersion.V3_1_1);
    }

    void closed() {
        ServerConnection ended = connection;
        connection = null;
        outgoing.clear();
        if (ended != null && ended.endsSession) {
            session = null;
        }
    }

    /** Returns what it sends now. */
    List<Packet> take() {
        List<Packet> taken = outgoing;
        outgoing = new ArrayList<>();
        return taken;
    }

    void received(Packet packet) {
        ServerConnection current = connection;
        if (current == null) {
            return;
        }
        current.check(!current.closing, "sent " + packet + " after DISCONNECT");
        if (!current.connected) {
            current.check(packet instanceof Connect, "sent " + packet + " before CONNACK");
            connect((Connect) packet, current);
            return;
        }
        ServerSession ours = Objects.requireNonNull(session);
        switch (packet) {
            case Publish publish -> publish(publish, current, ours);
            case PubRel pubRel -> pubRel(pubRel, current, ours);
            case PubAck pubAck -> {
                current.pubAck(pubAck, ours);
                pump();
            }
            case PubRec pubRec -> {
                current.pubRec(pubRec, ours);
                send(new PubRel(pubRec.packetId()));
                current.pubCompAwaited.add(pubRec.packetId());
            }
            case PubComp pubComp -> {
                current.pubComp(pubComp, ours);
                pump();
            }
            case Subscribe subscribe -> subscribe(subscribe, current, ours);
            case Unsubscribe unsubscribe -> unsubscribe(unsubscribe, current, ours);
            case PingReq _ -> send(new PingResp());
            case Disconnect disconnect -> {
                current.closing = true;
                Long expiry = disconnect.sessionExpiryInterval();
                current.endsSession |= version == MqttVersion.V5 && expiry != null && expiry == 0;
            }
            default -> current.check(false, "sent " + packet);
        }
    }

    private void connect(Connect connect, ServerConnection current) {
        ReasonCode refused = refusal;
        if (refused != null) {
            refusal = null;
            current.closing = true;
            send(new ConnAck(false, refused, limits));
            return;
        }
        boolean present = session != null && !connect.cleanStart();
        if (!present) {
            session = new ServerSession();
        }
        current.connected = true;
        current.limits = version == MqttVersion.V5 ? limits : ConnAckProperties.DEFAULT;
        current.receiveMaximum =
                version == MqttVersion.V5 ? connect.properties().receiveMaximum() : 65_535;
        // In 3.1.1 the same bit says that the session is to end with the connection.
        current.endsSession =
                version == MqttVersion.V5 ? connect.properties().sessionExpiryInterval() == 0 : connect.cleanStart();
        boolean said = present || (lies && connect.cleanStart());
        lies = false;
        send(new ConnAck(said, ReasonCode.SUCCESS, current.limits));
        if (present) {
            current.toResend.addAll(
                    Objects.requireNonNull(session).unacknowledged.keySet());
        }
        pump();
    }

    // ---- from the client ----

    private void publish(Publish publish, ServerConnection current, ServerSession ours) {
        Message message = publish.message();
        int packetId = publish.packetId();
        current.publishTaken(publish, version, ours);
        boolean refused = version == MqttVersion.V5 && refuses.test(message);
        switch (message.qos()) {
            case AT_MOST_ONCE -> passedOnMessages.add(message);
            case AT_LEAST_ONCE -> {
                current.open.remove(packetId);
                if (refused) {
                    send(new PubAck(packetId, ReasonCode.QUOTA_EXCEEDED));
                } else {
                    passedOnMessages.add(message);
                    send(new PubAck(packetId));
                }
            }
            case EXACTLY_ONCE -> {
                if (refused) {
                    current.open.remove(packetId);
                    send(new PubRec(packetId, ReasonCode.QUOTA_EXCEEDED));
                    return;
                }
                boolean known = ours.received.containsKey(packetId);
                if (!known) {
                    ours.received.put(packetId, message);
                    if (passesOn == PassesOn.AT_PUBLISH) {
                        passedOnMessages.add(message);
                    }
                }
                send(new PubRec(packetId));
            }
        }
    }

    private void pubRel(PubRel pubRel, ServerConnection current, ServerSession ours) {
        int packetId = pubRel.packetId();
        current.open.remove(packetId);
        Message message = ours.received.remove(packetId);
        if (message != null && passesOn == PassesOn.AT_PUBREL) {
            passedOnMessages.add(message);
        }
        send(
                message != null || version == MqttVersion.V3_1_1
                        ? new PubComp(packetId)
                        : new PubComp(packetId, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
    }

    private void subscribe(Subscribe subscribe, ServerConnection current, ServerSession ours) {
        current.checkIdentifierFree(subscribe.packetId(), ours);
        List<ReasonCode> codes = new ArrayList<>();
        for (Subscription subscription : subscribe.subscriptions()) {
            ours.subscriptions.put(subscription.filter(), subscription);
            codes.add(ReasonCode.granted(subscription.qos()));
        }
        send(new SubAck(subscribe.packetId(), codes, null, List.of()));
    }

    private void unsubscribe(Unsubscribe unsubscribe, ServerConnection current, ServerSession ours) {
        current.checkIdentifierFree(unsubscribe.packetId(), ours);
        List<ReasonCode> codes = new ArrayList<>();
        for (String filter : unsubscribe.filters()) {
            boolean existed = ours.subscriptions.remove(filter) != null;
            codes.add(existed ? ReasonCode.SUCCESS : ReasonCode.NO_SUBSCRIPTION_EXISTED);
        }
        send(new UnsubAck(unsubscribe.packetId(), version == MqttVersion.V5 ? codes : List.of(), null, List.of()));
    }

    // ---- to the client ----

    private void send(Packet packet) {
        outgoing.add(packet);
    }

    /** Sends what it may: first what a former connection left open, in its order, then the queue. */
    private void pump() {
        ServerConnection current = connection;
        ServerSession ours = session;
        if (current == null || ours == null || !current.connected || current.closing) {
            return;
        }
        while (!current.toResend.isEmpty()) {
            int packetId = current.toResend.getFirst();
            Unacknowledged open = Objects.requireNonNull(ours.unacknowledged.get(packetId));
            if (open.released()) {
                send(new PubRel(packetId));
                current.pubCompAwaited.add(packetId);
            } else if (current.mayPublish()) {
                send(current.publishing(packetId, true, open.message()));
            } else {
                return;
            }
            current.toResend.removeFirst();
        }
        while (!ours.queue.isEmpty()) {
            Message message = ours.queue.getFirst();
            if (message.qos() == QoS.AT_MOST_ONCE) {
                send(new Publish(0, false, message));
            } else {
                int packetId = current.mayPublish() ? ours.freeIdentifier(maximumPacketId) : 0;
                if (packetId == 0) {
                    return;
                }
                ours.unacknowledged.put(packetId, new Unacknowledged(message, false));
                send(current.publishing(packetId, false, message));
            }
            ours.queue.removeFirst();
        }
    }

    /** Says whether a topic is one that our client subscribed to. */
    public boolean subscribed(String topic) {
        ServerSession ours = session;
        return ours != null && ours.subscriptions.keySet().stream().anyMatch(f -> TopicFilter.matches(f, topic));
    }
}
