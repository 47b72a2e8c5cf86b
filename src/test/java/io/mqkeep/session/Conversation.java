package io.mqkeep.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session under test: what it is asked and told in few words, with a clock that stands still until it is moved.
 *
 * <p>After every step it looks at what must always hold: the live state is the fold of the stored changes, and nothing
 * is sent after DISCONNECT or once the session wants the connection closed.
 */
final class Conversation {
    static final long START = 1_700_000_000_000L;
    static final ServerAddress SERVER = new ServerAddress("broker.example", 1883);
    static final String TOPIC = "orders/new";

    /** The number of the first request of a session that has made none. */
    static final long FIRST = 1;

    final MqttVersion version;
    long now = START;
    private SessionSettings settings;
    private Session session;
    private SessionState journal;
    private ConnectProperties connectProperties = ConnectProperties.DEFAULT.withSessionExpiryInterval(3600);
    private int keepAlive = 60;
    private int connects;
    private boolean nothingMayBeSent = true;

    private Conversation(MqttVersion version, SessionSettings settings) {
        this.version = version;
        this.settings = settings;
        Snapshot fresh = Snapshot.fresh(new Identity(null, "client-1", version, 3600, keepAlive, null, null));
        session = new Session(fresh, settings);
        journal = new SessionState(fresh);
    }

    /** Begins with a session that has never connected. */
    static Conversation fresh(MqttVersion version, SessionSettings settings) {
        return new Conversation(version, settings);
    }

    static Conversation fresh(MqttVersion version) {
        return new Conversation(version, SessionSettings.DURABLE);
    }

    /** Begins with a durable session that is connected for the first time. */
    static Conversation established(MqttVersion version) {
        return established(version, SessionSettings.DURABLE);
    }

    static Conversation established(MqttVersion version, SessionSettings settings) {
        Conversation conversation = new Conversation(version, settings);
        conversation.resume(false);
        return conversation;
    }

    static Message message(QoS qos) {
        return message(TOPIC, qos, "payload");
    }

    static Message message(String topic, QoS qos, String payload) {
        return Message.of(topic, Binary.ofText(payload), qos);
    }

    Session session() {
        return session;
    }

    SessionState state() {
        return session.state();
    }

    Conversation withKeepAlive(int seconds) {
        keepAlive = seconds;
        return this;
    }

    Conversation withConnectProperties(ConnectProperties properties) {
        connectProperties = properties;
        return this;
    }

    /** What CONNECT says from the next connection on. */
    Conversation withReceiveMaximum(int maximum) {
        connectProperties = connectProperties.withReceiveMaximum(maximum);
        return this;
    }

    Conversation after(long seconds) {
        now += seconds * 1000;
        return this;
    }

    // ---- asked ----

    List<Effect> connect() {
        connects++;
        nothingMayBeSent = false;
        return looked(session.connect(template(), SERVER, "incarnation-" + connects, now));
    }

    /** Connects with enhanced authentication. */
    List<Effect> connect(AuthenticationExchange exchange) {
        connects++;
        nothingMayBeSent = false;
        return looked(session.connect(template(), exchange, SERVER, "incarnation-" + connects, now));
    }

    Connect template() {
        return new Connect(version, "client-1", false, keepAlive, null, null, null, connectProperties);
    }

    List<Effect> publish(QoS qos) {
        return publish(message(qos));
    }

    List<Effect> publish(Message message) {
        return looked(session.publish(message, null, null, now));
    }

    List<Effect> publish(Message message, @Nullable String key, @Nullable InputPosition input) {
        return looked(session.publish(message, key, input, now));
    }

    List<Effect> subscribe(Subscription... subscriptions) {
        return looked(session.subscribe(List.of(subscriptions), now));
    }

    List<Effect> subscribe(List<Subscription> subscriptions, List<UserProperty> userProperties) {
        return looked(session.subscribe(subscriptions, userProperties, now));
    }

    List<Effect> subscribe(String filter) {
        return subscribe(Subscription.of(filter, QoS.EXACTLY_ONCE));
    }

    List<Effect> unsubscribe(String... filters) {
        return looked(session.unsubscribe(List.of(filters), now));
    }

    List<Effect> attach() {
        return attach(Reader.EVERYTHING);
    }

    List<Effect> attach(Reader reader) {
        return looked(session.attach(reader, now));
    }

    List<Effect> detach() {
        return looked(session.detach(now));
    }

    List<Effect> abandon() {
        return looked(session.abandon(now));
    }

    List<Effect> reauthenticate(AuthenticationExchange exchange) {
        return looked(session.reauthenticate(exchange, now));
    }

    List<Effect> disconnect() {
        return looked(session.disconnect(Disconnect.normal(), now));
    }

    // ---- told ----

    List<Effect> connAck(boolean present) {
        return connAck(present, ConnAckProperties.DEFAULT);
    }

    List<Effect> connAck(boolean present, ConnAckProperties properties) {
        return receive(new ConnAck(present, ReasonCode.SUCCESS, properties));
    }

    List<Effect> receive(Packet packet) {
        return looked(session.received(packet, now));
    }

    List<Effect> receivePublish(int packetId, QoS qos) {
        return receive(new Publish(packetId, false, message(qos)));
    }

    /** A PUBLISH that the server sends again. */
    List<Effect> receiveAgain(int packetId, QoS qos) {
        return receive(new Publish(packetId, true, message(qos)));
    }

    List<Effect> delivered(int count, OutputPosition... outputs) {
        return looked(session.delivered(count, List.of(outputs), now));
    }

    List<Effect> readingPaused(boolean paused) {
        return looked(session.readingPaused(paused, now));
    }

    List<Effect> tick() {
        return looked(session.tick(now));
    }

    List<Effect> lose() {
        List<Effect> effects = looked(session.lost(now));
        nothingMayBeSent = true;
        return effects;
    }

    // ---- more than one step ----

    /** Connects and is accepted; returns what the CONNACK made the session do. */
    List<Effect> resume(boolean present) {
        return resume(present, ConnAckProperties.DEFAULT);
    }

    List<Effect> resume(boolean present, ConnAckProperties properties) {
        connect();
        return connAck(present, properties);
    }

    /** The connection is cut and the session found again on the server. */
    List<Effect> reconnect() {
        lose();
        return resume(true);
    }

    /** The process dies, and another one begins with what is in the journal. */
    Conversation restart() {
        return restart(settings);
    }

    Conversation restart(SessionSettings settingsOfNewRun) {
        settings = settingsOfNewRun;
        session = new Session(journal.snapshot(), settings);
        nothingMayBeSent = true;
        return this;
    }

    private List<Effect> looked(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Store store -> journal.apply(store.change());
                case Effect.Send send -> {
                    assertFalse(nothingMayBeSent, () -> "sent when nothing may be: " + send);
                    nothingMayBeSent = send.packet() instanceof Disconnect;
                }
                case Effect.Close _ -> nothingMayBeSent = true;
                default -> {}
            }
        }
        assertEquals(journal.snapshot(), session.state().snapshot(), "the live state is not the fold of its changes");
        return effects;
    }
}
