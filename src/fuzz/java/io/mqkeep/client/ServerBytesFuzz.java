package io.mqkeep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.SessionStore;
import io.mqkeep.transport.ServerBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any bytes from a server, through the transport into a client with a session that has messages on their way and an inbox:
 * nothing but a violation comes of them, nothing is acknowledged that was not taken, and the store tells what the session
 * is.
 *
 * <p>The first octet of the input chooses: bit 0 the version, bit 1 whether a good CONNACK comes first, bit 2 whether
 * every octet arrives alone, bit 3 whether the server has the session, bit 4 whether the rest comes on a second connection
 * too.
 */
class ServerBytesFuzz {
    private static final ServerAddress SERVER = new ServerAddress("broker", 1883);

    @FuzzTest(maxDuration = "10m")
    void nothing_is_acknowledged_that_was_not_taken(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        int how = input[0];
        MqttVersion version = (how & 1) == 0 ? MqttVersion.V5 : MqttVersion.V3_1_1;
        World world = new World(version);
        byte[] connAck = (how & 2) == 0 ? new byte[0] : connAck(version, (how & 8) != 0);
        byte[] stream = new byte[connAck.length + input.length - 1];
        System.arraycopy(connAck, 0, stream, 0, connAck.length);
        System.arraycopy(input, 1, stream, connAck.length, input.length - 1);
        world.connectAndHear(stream, (how & 4) == 0 ? 1 << 20 : 1);
        if ((how & 16) != 0) {
            world.connectAndHear(stream, 7);
        }
    }

    private static byte[] connAck(MqttVersion version, boolean sessionPresent) {
        byte present = (byte) (sessionPresent ? 1 : 0);
        return version == MqttVersion.V5 ? new byte[] {0x20, 3, present, 0, 0} : new byte[] {0x20, 2, present, 0};
    }

    private static final class World {
        private final List<String> log = new ArrayList<>();
        private final HandDrivenTransport network = new HandDrivenTransport(log);
        private final Ledger ledger;
        private final Connect connect;
        private final Client client;

        World(MqttVersion version) throws Exception {
            ledger = new Ledger(Snapshot.fresh(new Identity(null, "me", version, 3600, 0, null, null)));
            connect = new Connect(
                    version,
                    "me",
                    false,
                    0,
                    null,
                    null,
                    null,
                    ConnectProperties.DEFAULT.withSessionExpiryInterval(3600));
            client = new Client(
                    network,
                    ledger,
                    new ClientSettings(SERVER, connect, Duration.ofSeconds(5), Reconnect.NEVER, null),
                    SessionSettings.DURABLE.withInbox(50, 1 << 20),
                    () -> network.now,
                    () -> network.now * 1_000_000,
                    new ClientListener() {});
            var _ = client.subscribe(List.of(Subscription.of("#", QoS.EXACTLY_ONCE)), List.of());
            for (QoS qos : List.of(QoS.EXACTLY_ONCE, QoS.AT_LEAST_ONCE, QoS.EXACTLY_ONCE)) {
                var _ = client.publish(Message.of("t", Binary.ofText("x"), qos), null, null);
            }
            network.run();
        }

        void connectAndHear(byte[] stream, int piece) {
            var _ = client.connect();
            network.run();
            ServerBytes.Heard heard = ServerBytes.hear(connect, stream, () -> piece);
            assertTrue(heard.wellJudged(), () -> "failed with " + heard.failure());
            for (Packet packet : heard.packets()) {
                if (!network.open) {
                    break;
                }
                ledger.came(packet);
                network.arrive(packet);
            }
            if (network.open) {
                network.breakOff();
            }
            network.run();
            ledger.check(network.sent);
            Snapshot live = client.look(session -> session.state().snapshot()).getNow(null);
            network.run();
            if (live != null) {
                assertEquals(live, ledger.recovered());
            }
        }
    }

    /** A store that counts what was taken, and what came. */
    private static final class Ledger implements SessionStore {
        private final Map<Integer, Integer> received = new HashMap<>();
        private final Map<Integer, Integer> forgotten = new HashMap<>();
        private final Map<Integer, Integer> cameAtLeastOnce = new HashMap<>();
        private final Map<Integer, Integer> cameExactlyOnce = new HashMap<>();
        private final Map<Integer, Integer> released = new HashMap<>();
        private int inboxed;
        private Snapshot snapshot;

        Ledger(Snapshot fresh) {
            snapshot = fresh;
        }

        void came(Packet packet) {
            if (packet instanceof Publish publish) {
                switch (publish.message().qos()) {
                    case AT_LEAST_ONCE -> count(cameAtLeastOnce, publish.packetId());
                    case EXACTLY_ONCE -> count(cameExactlyOnce, publish.packetId());
                    case AT_MOST_ONCE -> {}
                }
            } else if (packet instanceof PubRel pubRel) {
                count(released, pubRel.packetId());
            }
        }

        void check(List<Packet> sent) {
            Map<Integer, Integer> pubAcks = new HashMap<>();
            Map<Integer, Integer> pubRecs = new HashMap<>();
            Map<Integer, Integer> pubComps = new HashMap<>();
            for (Packet packet : sent) {
                switch (packet) {
                    case PubAck pubAck when !pubAck.reasonCode().isError() -> count(pubAcks, pubAck.packetId());
                    case PubRec pubRec when !pubRec.reasonCode().isError() -> count(pubRecs, pubRec.packetId());
                    case PubComp pubComp -> count(pubComps, pubComp.packetId());
                    default -> {}
                }
            }
            pubAcks.forEach((id, times) -> assertTrue(times <= of(cameAtLeastOnce, id), "PUBACK " + id));
            pubRecs.forEach((id, times) -> assertTrue(times <= of(cameExactlyOnce, id), "PUBREC " + id));
            pubRecs.forEach((id, times) -> assertTrue(of(received, id) > 0, "PUBREC of what was not stored " + id));
            pubComps.forEach((id, times) -> assertTrue(times <= of(released, id), "PUBCOMP " + id));
            int taken = received.values().stream().mapToInt(it -> it).sum()
                    + pubAcks.values().stream().mapToInt(it -> it).sum();
            assertTrue(taken <= inboxed, taken + " acknowledged, " + inboxed + " in the inbox");
        }

        private static void count(Map<Integer, Integer> counts, int id) {
            counts.merge(id, 1, Integer::sum);
        }

        private static int of(Map<Integer, Integer> counts, int id) {
            return counts.getOrDefault(id, 0);
        }

        @Override
        public Snapshot recovered() {
            return snapshot;
        }

        @Override
        public void commit(List<Change> changes) {
            for (Change change : changes) {
                snapshot = snapshot.after(change);
                switch (change) {
                    case Change.Received it -> count(received, it.packetId());
                    case Change.Forgotten it -> count(forgotten, it.packetId());
                    case Change.Inboxed _ -> inboxed++;
                    default -> {}
                }
            }
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
