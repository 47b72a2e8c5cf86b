package io.mqkeep.session;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Effect.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: it is asked things and told things, and answers with {@link Effect}s.
 *
 * <p>The answer to a call is complete: nothing happens later by itself. {@link #nextDeadline} says when {@link #tick}
 * wants to be called. Every {@code now} is milliseconds since the epoch and never goes back within one run.
 *
 * <p>A connection goes through {@link #connect}, then {@link #received} with what comes, and ends with {@link #lost} exactly
 * once, whoever ended it. What is published or subscribed to between connections is kept and done on the next one.
 */
public final class Session {
    private final SessionState state;
    private final Turn turn;
    private final PacketIds packetIds;
    private final Outgoing outgoing;
    private final Incoming incoming;
    private final SubscriptionRequests subscriptions;
    private final KeepAlive keepAlive;
    private final Authentication authentication;
    private final SessionPresent sessionPresent;
    private long nextNumber;

    private Stage stage = Stage.DISCONNECTED;
    private @Nullable Connect connect;
    private @Nullable ServerAddress connectedTo;
    private @Nullable ConnAck connAck;

    private enum Stage {
        DISCONNECTED,
        AWAITING_CONNACK,
        CONNECTED,
        /** Nothing more is sent or listened to: the connection is about to end. */
        CLOSING
    }

    public Session(Snapshot snapshot, SessionSettings settings) {
        this.state = new SessionState(snapshot);
        turn = new Turn(state);
        packetIds = new PacketIds(state, settings.maximumPacketId());
        outgoing = new Outgoing(state, settings, packetIds, turn);
        incoming = new Incoming(state, settings, this::takeNumber, turn);
        subscriptions = new SubscriptionRequests(state, packetIds, turn);
        keepAlive = new KeepAlive(turn);
        authentication = new Authentication();
        sessionPresent = new SessionPresent(state, settings, incoming, turn);
        nextNumber = state.nextNumber();
    }

    private long takeNumber() {
        return nextNumber++;
    }

    /** Returns what is known now. Read it; it changes with the next call. */
    public SessionState state() {
        return state;
    }

    /** Returns the number the next {@link #publish}, {@link #subscribe} or {@link #unsubscribe} gets. */
    public long nextNumber() {
        return nextNumber;
    }

    /** Says whether the session may connect at all before somebody decides what to do with what was in flight. */
    public boolean blocked() {
        return sessionPresent.blocked();
    }

    public boolean connected() {
        return stage == Stage.CONNECTED;
    }

    /** Says whether nothing that was accepted for sending is left to finish on this connection. */
    public boolean outgoingIdle() {
        return outgoing.idle() && !subscriptions.open();
    }

    /**
     * Returns the messages that were sent on this connection, as PUBLISH or as PUBREL, and are not completely
     * acknowledged, in first-sent order.
     */
    public List<OutgoingMessage> unacknowledgedHere() {
        return outgoing.unacknowledgedHere();
    }

    /**
     * Has the next connection send what is in flight one message at a time until all of it is acknowledged, so that it
     * shows which of them the server can't bear.
     */
    public void resendOneAtATime(boolean cautious) {
        outgoing.resendOneAtATime(cautious);
    }

    /** Returns how many stored messages the server of this connection can't take. */
    public int setAside() {
        return outgoing.setAsideCount();
    }

    /** Returns how many messages were taken on this connection whose handshake is not complete. */
    public int incomingOpen() {
        return incoming.open();
    }

    /** Returns how many messages that count were handed to the reader since it was attached. */
    public long taken() {
        return incoming.taken();
    }

    /** Returns how many messages are with the reader and not confirmed. */
    public int withReader() {
        return incoming.withReader();
    }

    /** Returns how many messages with QoS 0 had no room in the inbox. */
    public long dropped() {
        return incoming.dropped();
    }

    /** Returns how many messages were left with the server on this connection, beyond the count or the inbox limit. */
    public int left() {
        return incoming.left();
    }

    // ---- asked ----

    /**
     * Begins a connection: the way to the server is open and nothing was sent.
     *
     * @param template CONNECT with everything but Clean Start, which the session decides
     * @param server what the way leads to; the session is bound to it once it is established
     * @param incarnation a random name for this connect
     * @throws IllegalStateException when a connection is there, or the session is {@link #blocked}
     */
    public List<Effect> connect(Connect template, ServerAddress server, String incarnation, long now) {
        return connect(template, null, server, incarnation, now);
    }

    /**
     * Begins a connection.
     *
     * @param exchange how we authenticate ourselves on it (5.0: 4.12), or null for the plain way
     */
    public List<Effect> connect(
            Connect template,
            @Nullable AuthenticationExchange exchange,
            ServerAddress server,
            String incarnation,
            long now) {
        if (stage != Stage.DISCONNECTED || blocked()) {
            throw new IllegalStateException("can't connect: " + stage + ", " + state.phase());
        }
        boolean clean = sessionPresent.cleanStart(template);
        Connect sent = authentication.begin(template.withCleanStart(clean), exchange);
        connect = sent;
        connectedTo = server;
        connAck = null;
        stage = Stage.AWAITING_CONNACK;
        turn.store(
                new Change.Connecting(incarnation, clean, template.properties().sessionExpiryInterval(), now));
        turn.send(sent);
        return turn.take();
    }

    /**
     * Accepts a message. It is sent as soon as there is a connection with room for it.
     *
     * @param key an idempotency key to remember it by, or null. The caller has looked that it is new ({@link
     *     SessionState#numberOfKey})
     * @param input how far its file has been read with it, or null
     */
    public List<Effect> publish(Message message, @Nullable String key, @Nullable InputPosition input, long now) {
        long number = takeNumber();
        List<Change> along = new ArrayList<>(2);
        if (key != null) {
            along.add(new Change.Key(key, number));
        }
        if (input != null) {
            along.add(new Change.InputAt(input));
        }
        outgoing.publish(number, message, along, now);
        return answer(now);
    }

    /** Asks for subscriptions; those the server has already with the same options are not asked for again. */
    public List<Effect> subscribe(List<Subscription> wanted, long now) {
        return subscribe(wanted, List.of(), now);
    }

    /** Asks for subscriptions with these properties of SUBSCRIBE, which are not stored: they belong to the packet. */
    public List<Effect> subscribe(List<Subscription> wanted, List<UserProperty> userProperties, long now) {
        subscriptions.subscribe(takeNumber(), wanted, userProperties);
        return answer(now);
    }

    public List<Effect> unsubscribe(List<String> filters, long now) {
        return unsubscribe(filters, List.of(), now);
    }

    /** Ends subscriptions, with these properties of UNSUBSCRIBE. */
    public List<Effect> unsubscribe(List<String> filters, List<UserProperty> userProperties, long now) {
        subscriptions.unsubscribe(takeNumber(), filters, userProperties);
        return answer(now);
    }

    /** Remembers another identity of the same client: an address, a user name, a time. */
    public List<Effect> remember(Identity identity) {
        turn.store(new Change.Bound(identity));
        return turn.take();
    }

    /** Somebody reads from now on: first what the inbox holds, then what comes. */
    public List<Effect> attach(Reader reader, long now) {
        incoming.attach(reader, now);
        return answer(now);
    }

    /** Nobody reads any more: what the reader has not confirmed goes to the inbox. */
    public List<Effect> detach(long now) {
        incoming.detach(now);
        return answer(now);
    }

    /**
     * Nobody reads any more, and what the reader has not confirmed stays with the server, which sends it again on
     * another connection; this one is to end now.
     */
    public List<Effect> abandon(long now) {
        incoming.abandon();
        return answer(now);
    }

    /**
     * Leaves in good order.
     *
     * @param disconnect what to say
     */
    public List<Effect> disconnect(Disconnect disconnect, long now) {
        if (stage == Stage.CONNECTED) {
            turn.send(disconnect);
        }
        if (stage == Stage.CONNECTED || stage == Stage.AWAITING_CONNACK) {
            close(CloseReason.DISCONNECTED, "disconnected");
        }
        return turn.take();
    }

    // ---- told ----

    /**
     * The reader has written the next messages for good.
     *
     * @param count how many of those delivered, in their order
     * @param outputs how long the output files are with them
     */
    public List<Effect> delivered(int count, List<OutputPosition> outputs, long now) {
        incoming.delivered(count, outputs, now);
        return answer(now);
    }

    /** Sends PINGREQ, when there is a connection. */
    public List<Effect> ping(long now) {
        if (stage == Stage.CONNECTED) {
            keepAlive.ping(now);
        }
        return answer(now);
    }

    /**
     * Authenticates again on the connection there is (5.0: 4.12.1); nothing when there is none, when it has no
     * authentication method, or when that is under way.
     */
    public List<Effect> reauthenticate(AuthenticationExchange exchange, long now) {
        if (stage == Stage.CONNECTED) {
            Auth again = authentication.again(exchange);
            if (again != null) {
                turn.send(again);
            }
        }
        return answer(now);
    }

    /** Returns how often enhanced authentication has succeeded since this began, with CONNECT or later. */
    public long authenticated() {
        return authentication.succeeded();
    }

    /** Returns how many PINGRESPs came since this began. */
    public long pingsAnswered() {
        return keepAlive.answered();
    }

    /** The caller takes no bytes from the network, or takes them again. */
    public List<Effect> readingPaused(boolean paused, long now) {
        keepAlive.readingPaused(paused, now);
        outgoing.readingPaused(paused, now);
        return answer(now);
    }

    /**
     * What has come together has been told, and what is published next goes out in the same turn. The window is measured
     * by this.
     *
     * @param nanos a time that only goes forward, with any beginning
     */
    public void turn(long nanos) {
        outgoing.turn(nanos);
    }

    /** Returns how many messages with QoS 1 or 2 would be sent at once if they were published now; 0 without a connection. */
    public int room() {
        return stage == Stage.CONNECTED ? outgoing.room() : 0;
    }

    /** The connection is gone. */
    public List<Effect> lost(long now) {
        boolean wasConnected = connAck != null;
        stage = Stage.DISCONNECTED;
        connect = null;
        connAck = null;
        outgoing.disconnected();
        incoming.disconnected();
        subscriptions.disconnected();
        keepAlive.disconnected();
        authentication.disconnected();
        if (wasConnected) {
            turn.store(new Change.Closed(now));
        }
        return turn.take();
    }

    /** Keeps what is suspected of having ended connections, for another run. */
    public List<Effect> suspected(Suspect suspect) {
        if (!suspect.equals(state.suspect())) {
            turn.store(new Change.Suspected(suspect));
        }
        return turn.take();
    }

    /** Returns when {@link #tick} wants to be called, milliseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    public long nextDeadline() {
        return stage == Stage.CONNECTED ? Math.min(keepAlive.nextDeadline(), outgoing.nextDeadline()) : Long.MAX_VALUE;
    }

    public List<Effect> tick(long now) {
        if (stage == Stage.CONNECTED && !keepAlive.tick(now)) {
            stopSending();
        }
        outgoing.tick(now);
        return answer(now);
    }

    /** A packet came. */
    public List<Effect> received(Packet packet, long now) {
        switch (stage) {
            case AWAITING_CONNACK -> {
                if (packet instanceof ConnAck answer) {
                    connAck(answer, now);
                } else if (packet instanceof Auth auth) {
                    authenticate(auth);
                } else if (packet instanceof Disconnect disconnect) {
                    serverDisconnected(disconnect);
                } else {
                    protocolError("the server sent " + packet.type() + " before CONNACK");
                }
            }
            case CONNECTED -> receivedConnected(packet, now);
            case DISCONNECTED, CLOSING -> {
                // Late: it was on its way when the connection was given up. What it says, it says again.
            }
        }
        return answer(now);
    }

    private void receivedConnected(Packet packet, long now) {
        String violation = switch (packet) {
            case Publish publish -> incoming.publish(publish, now);
            case PubRel pubRel -> {
                incoming.pubRel(pubRel);
                yield null;
            }
            case PubAck pubAck -> outgoing.pubAck(pubAck) ? null : wrongKind(pubAck.packetId(), packet);
            case PubRec pubRec -> outgoing.pubRec(pubRec, now) ? null : wrongKind(pubRec.packetId(), packet);
            case PubComp pubComp -> outgoing.pubComp(pubComp) ? null : wrongKind(pubComp.packetId(), packet);
            case SubAck subAck -> subscriptions.subAck(subAck);
            case UnsubAck unsubAck -> subscriptions.unsubAck(unsubAck);
            case PingResp _ -> {
                keepAlive.pingResp();
                yield null;
            }
            case Disconnect disconnect -> {
                serverDisconnected(disconnect);
                yield null;
            }
            case Auth auth -> {
                authenticate(auth);
                yield null;
            }
            case ConnAck _ -> "the server sent a second CONNACK";
            default -> "a server must not send " + packet.type();
        };
        if (violation == null) {
            // An acknowledgement makes room in the window or frees an identifier, for either of the two.
            subscriptions.pump();
            outgoing.pump(now);
        } else if (packet.type() == PacketType.PUBLISH) {
            violation(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED, violation);
        } else {
            protocolError(violation);
        }
    }

    private void authenticate(Auth auth) {
        Authentication.Reply reply = authentication.received(auth, stage == Stage.CONNECTED);
        Auth answer = reply.auth();
        if (answer != null) {
            turn.send(answer);
        }
        part(reply.parting());
    }

    private static String wrongKind(int packetId, Packet packet) {
        return "the server sent " + packet.type() + " for packet identifier " + packetId
                + ", which awaits another acknowledgement";
    }

    private void connAck(ConnAck answer, long now) {
        Connect sent = Objects.requireNonNull(connect);
        if (answer.reasonCode().isError()) {
            turn.tell(new SessionEvent.ConnectRefused(answer));
            close(CloseReason.REFUSED, "the server refused the connection: " + answer.reasonCode());
            return;
        }
        boolean present = answer.sessionPresent();
        if (present && sent.cleanStart()) {
            protocolError("the server says that a session is present although a clean start was asked for");
            return;
        }
        Parting unknown = authentication.accepted(answer);
        if (unknown != null) {
            part(unknown);
            return;
        }
        connAck = answer;
        Parting strange = sessionPresent.accepted(sent, answer, now);
        if (strange != null) {
            part(strange);
        } else {
            established(answer, present, now);
        }
    }

    private void established(ConnAck answer, boolean resumed, long now) {
        Connect sent = Objects.requireNonNull(connect);
        ConnAckProperties properties = answer.properties();
        sessionPresent.established();
        if (state.identity().server() == null && connectedTo != null) {
            turn.store(new Change.Bound(state.identity().withServer(connectedTo)));
        }
        turn.store(new Change.Established(resumed, grantedExpiry(sent, properties), now));
        stage = Stage.CONNECTED;
        turn.tell(new SessionEvent.Connected(
                answer, resumed, state.inFlight().size(), state.queued().size()));
        Integer serverKeepAlive = properties.serverKeepAlive();
        keepAlive.connected(serverKeepAlive != null ? serverKeepAlive : sent.keepAlive(), now);
        incoming.connected(sent.version() == MqttVersion.V5 ? sent.properties().receiveMaximum() : 65_535);
        outgoing.connected(sent.version(), properties);
        outgoing.pump(now);
        subscriptions.connected(properties);
    }

    private static @Nullable Long grantedExpiry(Connect sent, ConnAckProperties properties) {
        if (sent.version() == MqttVersion.V3_1_1) {
            return null;
        }
        Long granted = properties.sessionExpiryInterval();
        return granted != null ? granted : (Long) sent.properties().sessionExpiryInterval();
    }

    private void serverDisconnected(Disconnect disconnect) {
        turn.tell(new SessionEvent.Disconnected(disconnect));
        close(CloseReason.SERVER_DISCONNECTED, "the server disconnected: " + disconnect.reasonCode());
    }

    private void protocolError(String words) {
        violation(ReasonCode.PROTOCOL_ERROR, words);
    }

    private void violation(ReasonCode reasonCode, String words) {
        part(Parting.violation(Objects.requireNonNull(connect).version(), reasonCode, words));
    }

    /** Leaves like this, or goes on when it is null. */
    private void part(@Nullable Parting parting) {
        if (parting == null) {
            return;
        }
        Disconnect last = parting.disconnect();
        if (last != null) {
            turn.send(last);
        }
        close(parting.reason(), parting.words());
    }

    private void close(CloseReason reason, String words) {
        stopSending();
        turn.close(reason, words);
    }

    /** Nothing follows a DISCONNECT ([MQTT-3.14.4-1]), whatever is asked or told until the connection is gone. */
    private void stopSending() {
        stage = Stage.CLOSING;
        outgoing.closing();
        incoming.closing();
        subscriptions.closing();
    }

    /** Ends an answer: a packet that leaves puts off the next PINGREQ. */
    private List<Effect> answer(long now) {
        if (turn.sendsSomething()) {
            keepAlive.sent(now);
        }
        return turn.take();
    }
}
