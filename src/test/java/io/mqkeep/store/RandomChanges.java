package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Change;
import io.mqkeep.session.HeldSubscription;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.ReceivedId;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.Suspect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that changes at random, each change one that fits. The same seed makes the same session. */
final class RandomChanges {
    private static final long NOW = 1_795_000_000_000L;

    final long seed;
    private final Random random;
    private SessionState state;
    private final Snapshot first;
    private int packetIds = 65_535;
    private int longestPayload = 40;

    RandomChanges(long seed) {
        this.seed = seed;
        random = new Random(seed);
        first = Snapshot.fresh(identity());
        state = new SessionState(first);
    }

    /** Makes packet identifiers come back soon. */
    RandomChanges withFewPacketIds() {
        packetIds = 4;
        return this;
    }

    /** Makes payloads that are not text this long at most. */
    RandomChanges withPayload(int bytes) {
        longestPayload = bytes;
        return this;
    }

    /** Goes on from a state that the session was in before. */
    void goBackTo(Snapshot snapshot) {
        state = new SessionState(snapshot);
    }

    /** Makes a change of the caller's choice. */
    Change apply(Change change) {
        state.apply(change);
        return change;
    }

    /** Returns the session before its first change. */
    Snapshot first() {
        return first;
    }

    /** Returns the session after the last change that was given out. */
    Snapshot snapshot() {
        return state.snapshot();
    }

    List<Change> next(int count) {
        List<Change> changes = new ArrayList<>();
        while (changes.size() < count) {
            changes.add(next());
        }
        return changes;
    }

    Change next() {
        List<Supplier<Change>> kinds = new ArrayList<>(List.of(
                () -> new Change.Bound(identity()),
                () -> new Change.Connecting(text(), random.nextBoolean(), seconds(), at()),
                () -> new Change.Established(random.nextBoolean(), maybe(this::seconds), at()),
                () -> new Change.Closed(at()),
                () -> new Change.Queued(state.nextNumber(), message(), at()),
                () -> new Change.Queued(state.nextNumber(), message(), at()),
                () -> new Change.Received(packetId(), at()),
                () -> new Change.Received(packetId(), at()),
                () -> new Change.Forgotten(packetId()),
                () -> new Change.Inboxed(state.nextNumber(), message(), random.nextBoolean(), at()),
                () -> new Change.Inboxed(state.nextNumber(), message(), random.nextBoolean(), at()),
                () -> new Change.Subscribing(subscription()),
                () -> new Change.Subscribing(subscription(), List.of(new UserProperty("n", "v"))),
                () -> new Change.Subscribed(filter(), reasonCode()),
                () -> new Change.Unsubscribing(filter()),
                () -> new Change.Unsubscribed(filter(), reasonCode()),
                () -> new Change.InputAt(input()),
                () -> new Change.OutputAt(output()),
                () -> new Change.SetAside(random.nextLong(1, 100), maybe(this::limit)),
                () -> new Change.Suspected(
                        new Suspect(random.nextInt(100), random.nextInt(4), random.nextInt(3), random.nextInt())),
                () -> new Change.HandedOver(at()),
                () -> new Change.TakenBack(at())));
        if (random.nextInt(20) == 0) {
            kinds.add(() -> new Change.Lost(at()));
            kinds.add(() -> new Change.Republished(at()));
            kinds.add(() -> new Change.Discarded(at()));
        }
        if (state.nextNumber() > 1) {
            kinds.add(() -> new Change.Key(text(), random.nextLong(1, state.nextNumber())));
        }
        int free = freePacketId();
        if (free != 0) {
            kinds.add(() -> new Change.Sent(free, state.nextNumber(), handshaken(), at()));
            kinds.add(() -> new Change.Sent(free, state.nextNumber(), handshaken(), at()));
        }
        QueuedMessage queued = one(state.queued());
        if (queued != null) {
            kinds.add(() -> new Change.Settled(queued.number(), 0, reasonCode()));
            kinds.add(() -> new Change.Dropped(queued.number(), 0, dropReason()));
            if (free != 0 && queued.message().qos() != QoS.AT_MOST_ONCE) {
                kinds.add(() -> new Change.Sent(free, queued.number(), null, at()));
                kinds.add(() -> new Change.Sent(free, queued.number(), handshaken(), at()));
            }
        }
        OutgoingMessage sent = one(state.inFlight());
        if (sent != null) {
            if (sent.message().qos() == QoS.EXACTLY_ONCE) {
                kinds.add(() -> new Change.Released(sent.packetId()));
                kinds.add(() -> new Change.Released(sent.packetId()));
            }
            kinds.add(() -> new Change.Settled(sent.number(), sent.packetId(), reasonCode()));
            kinds.add(() -> new Change.Dropped(sent.number(), sent.packetId(), dropReason()));
        }
        InboxMessage held = one(state.inbox());
        if (held != null) {
            kinds.add(() -> new Change.InboxRead(held.number()));
        }
        Change change = kinds.get(random.nextInt(kinds.size())).get();
        state.apply(change);
        return change;
    }

    Identity identity() {
        return new Identity(
                maybe(this::server),
                "client-" + random.nextInt(1000),
                random.nextBoolean() ? MqttVersion.V5 : MqttVersion.V3_1_1,
                seconds(),
                random.nextInt(65_536),
                maybe(this::text),
                maybe(() -> random.nextBoolean()
                        ? new PasswordSource.InFile("/run/secrets/" + random.nextInt(9))
                        : new PasswordSource.InVariable("MQTT_PASSWORD")),
                random.nextBoolean() ? Route.DIRECT : route());
    }

    private ServerAddress server() {
        return random.nextInt(4) == 0
                ? ServerAddress.ofUnixSocket("/run/broker." + random.nextInt(9))
                : new ServerAddress(random.nextBoolean() ? "broker.example" : "::1", random.nextInt(1, 65_536));
    }

    private Route route() {
        Route route = Route.DIRECT;
        for (RouteOption option : RouteOption.values()) {
            if (random.nextInt(4) == 0) {
                route = switch (option) {
                    case TLS, INSECURE, WEBSOCKET -> route.with(option, random.nextBoolean());
                    case FURTHER_SERVER -> route.withFurtherServers(List.of(server(), server()));
                    default -> route.with(option, List.of("/etc/" + random.nextInt(9), "b"));
                };
            }
        }
        return route;
    }

    Message message() {
        return new Message(topic(), payload(), QoS.of(random.nextInt(3)), random.nextBoolean(), properties());
    }

    private Message handshaken() {
        return message().withQoS(QoS.of(random.nextInt(1, 3)));
    }

    private PublishProperties properties() {
        if (random.nextInt(3) > 0) {
            return PublishProperties.NONE;
        }
        List<UserProperty> userProperties = new ArrayList<>();
        List<Integer> subscriptionIdentifiers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            userProperties.add(new UserProperty(text(), text()));
            subscriptionIdentifiers.add(random.nextInt(1, 268_435_456));
        }
        return new PublishProperties(
                random.nextBoolean(),
                maybe(this::seconds),
                maybe(this::text),
                maybe(this::topic),
                maybe(this::payload),
                userProperties,
                subscriptionIdentifiers);
    }

    private Binary payload() {
        if (random.nextBoolean()) {
            return Binary.ofText(text());
        }
        byte[] bytes = new byte[random.nextInt(longestPayload)];
        random.nextBytes(bytes);
        return Binary.wrap(bytes);
    }

    private Subscription subscription() {
        return new Subscription(
                filter(),
                QoS.of(random.nextInt(3)),
                random.nextBoolean(),
                random.nextBoolean(),
                RetainHandling.of(random.nextInt(3)),
                random.nextBoolean() ? 0 : random.nextInt(1, 268_435_456));
    }

    private InputPosition input() {
        return new InputPosition(
                "/data/in-" + random.nextInt(3),
                topic(),
                QoS.of(random.nextInt(3)),
                random.nextLong(1L << 40),
                random.nextLong(1L << 30),
                random.nextLong());
    }

    private OutputPosition output() {
        return new OutputPosition(
                "/data/out-" + random.nextInt(3), "dev-" + random.nextInt(9), random.nextLong(1L << 40));
    }

    private String topic() {
        return List.of("a", "a/b", "Größe/°C", "$SYS/x", "/", "\uD83D\uDE80/launch")
                .get(random.nextInt(6));
    }

    private String filter() {
        return List.of("a/#", "+/b", "#", "Größe/+", "$share/g/a").get(random.nextInt(5));
    }

    private String text() {
        return List.of("", "x", "a longer text with \"quotes\" and\na line", "ä€\uD83D\uDE80", "\u001B[31m\u007F\u009B")
                        .get(random.nextInt(5))
                + random.nextInt(1000);
    }

    private ReasonCode reasonCode() {
        ReasonCode[] all = ReasonCode.values();
        return all[random.nextInt(all.length)];
    }

    private ServerLimit limit() {
        ServerLimit.Kind[] kinds = ServerLimit.Kind.values();
        return new ServerLimit(kinds[random.nextInt(kinds.length)], random.nextInt(3), random.nextLong(1L << 40));
    }

    private Change.DropReason dropReason() {
        return random.nextBoolean() ? Change.DropReason.EXPIRED : Change.DropReason.ASKED;
    }

    private long seconds() {
        return random.nextInt(4) == 0 ? 0xFFFF_FFFFL : random.nextLong(0x1_0000_0000L);
    }

    private long at() {
        return NOW + random.nextInt(1_000_000);
    }

    private int packetId() {
        return random.nextInt(1, packetIds + 1);
    }

    private int freePacketId() {
        int start = packetId();
        for (int i = 0; i < packetIds; i++) {
            int id = (start + i) % packetIds + 1;
            if (state.inFlight(id) == null) {
                return id;
            }
        }
        return 0;
    }

    private <T> @Nullable T one(Collection<T> from) {
        return from.isEmpty()
                ? null
                : from.stream().skip(random.nextInt(from.size())).findFirst().orElse(null);
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    /** Returns the parts of a session that a random walk should have reached for a test of them to mean something. */
    static List<Collection<?>> partsOf(Snapshot snapshot) {
        List<HeldSubscription> subscriptions = snapshot.subscriptions();
        List<ReceivedId> received = snapshot.received();
        return List.of(
                snapshot.incarnations(),
                subscriptions,
                snapshot.queued(),
                snapshot.inFlight(),
                received,
                snapshot.inbox(),
                snapshot.keys().keySet(),
                snapshot.inputs(),
                snapshot.outputs());
    }
}
