package io.mqkeep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class PublishStreamTest {
    private static final ServerAddress SERVER = new ServerAddress("broker", 1883);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final HandDrivenTransport network = new HandDrivenTransport(log);
    private final RecordingStore store =
            new RecordingStore(Snapshot.fresh(new Identity(null, "till7", MqttVersion.V5, 3600, 60, null, null)), log);
    private final Client client = client(SessionSettings.DURABLE.withMaxInflight(2));
    private final List<String> heard = new ArrayList<>();
    private final PublishStream stream = client.publishing(new PublishStream.Listener() {
        @Override
        public void accepted(int count) {
            heard.add("accepted " + count);
        }

        @Override
        public void acknowledged(int count) {
            heard.add("acknowledged " + count);
        }

        @Override
        public void ended(long tag, Outcome outcome) {
            heard.add(tag + " " + outcome.getClass().getSimpleName());
        }
    });

    private Client client(SessionSettings settings) {
        Connect connect = new Connect(
                MqttVersion.V5,
                "till7",
                false,
                60,
                null,
                null,
                null,
                ConnectProperties.DEFAULT.withSessionExpiryInterval(3600));
        return new Client(
                network,
                store,
                new ClientSettings(SERVER, connect, Duration.ofSeconds(5), Reconnect.NEVER, "till-7"),
                settings,
                () -> network.now,
                () -> network.now * 1_000_000,
                ClientListener.NONE);
    }

    private void connect() {
        var _ = client.connect();
        network.run();
        network.arrive(new ConnAck(false, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT));
        log.clear();
        network.sent.clear();
    }

    private void publish(QoS qos, int count) throws InterruptedException {
        for (int tag = 1; tag <= count; tag++) {
            stream.publish(Message.of("orders", Binary.ofText("m" + tag), qos), null, tag);
        }
        stream.handOver();
    }

    @Test
    void messages_handed_over_together_share_a_store_and_a_flush() throws Exception {
        connect();
        publish(QoS.AT_LEAST_ONCE, 2);
        network.run();

        assertEquals(List.of("store Sent Sent", "write PUBLISH", "write PUBLISH", "flush"), log);
        assertEquals(List.of("accepted 2"), heard);
    }

    @Test
    void what_the_window_has_no_room_for_is_not_in_the_session_and_goes_out_with_the_acknowledgements()
            throws Exception {
        connect();
        publish(QoS.AT_LEAST_ONCE, 5);
        network.run();
        log.clear();
        assertEquals(0, client.state().queued().size());
        network.arrive(new PubAck(1), new PubAck(2));

        assertEquals(
                List.of("store Settled Settled Sent Sent", "write PUBLISH", "write PUBLISH", "flush"),
                log,
                "one store and one flush for the acknowledgements and what they made room for");
        assertEquals(List.of("accepted 2", "accepted 2", "acknowledged 2"), heard);
        CompletableFuture<Void> done = client.outgoingDone();
        network.arrive(new PubAck(3), new PubAck(4));
        assertFalse(done.isDone(), "one more waits");
        network.arrive(new PubAck(5));
        assertTrue(done.isDone());
    }

    @Test
    void nothing_is_published_while_the_network_takes_nothing() throws Exception {
        connect();
        network.writable(false);
        publish(QoS.AT_MOST_ONCE, 100);
        network.run();
        assertEquals(List.of(), log);

        network.writable(true);
        assertEquals(100, network.sent.size());
        assertEquals(List.of("accepted 100", "acknowledged 100"), heard);
    }

    @Test
    void who_publishes_faster_than_the_network_takes_waits() throws Exception {
        connect();
        network.writable(false);
        Thread publisher = new Thread(() -> {
            try {
                publish(QoS.AT_MOST_ONCE, 20_000);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        publisher.setDaemon(true);
        publisher.start();
        network.runUntil(() -> publisher.getState() == Thread.State.WAITING);
        assertEquals(0, network.sent.size());

        network.writable(true);
        network.runUntil(() -> !publisher.isAlive());
        network.run();
        assertEquals(20_000, network.sent.size());
    }

    @Test
    void a_refused_message_is_told_by_its_tag() throws Exception {
        connect();
        publish(QoS.AT_LEAST_ONCE, 2);
        network.run();
        network.arrive(new PubAck(2, ReasonCode.QUOTA_EXCEEDED), new PubAck(1));

        assertEquals(List.of("accepted 2", "2 Refused", "acknowledged 1"), heard);
    }

    @Test
    void a_lost_connection_has_the_session_take_all_that_waits() throws Exception {
        connect();
        publish(QoS.EXACTLY_ONCE, 5);
        network.run();
        CompletableFuture<Void> all = stream.allAccepted();
        network.run();
        assertFalse(all.isDone());
        network.breakOff();

        assertTrue(all.isDone());
        assertEquals(2, client.state().inFlight().size());
        assertEquals(3, client.state().queued().size());
        assertEquals(List.of("accepted 2", "accepted 3"), heard);
    }

    @Test
    void all_accepted_fails_with_the_store() throws Exception {
        connect();
        store.failing = true;
        publish(QoS.AT_LEAST_ONCE, 1);
        CompletableFuture<Void> all = stream.allAccepted();
        network.run();

        CompletionException failed = assertThrows(CompletionException.class, all::join);
        assertInstanceOf(IllegalStateException.class, failed.getCause());
        assertEquals(List.of(), heard);
        assertEquals(0, network.sent.size(), "nothing leaves that is not stored");
    }

    @Test
    void offline_the_disk_alone_decides_when_the_next_may_come() throws Exception {
        Binary mebibyte = Binary.wrap(new byte[1024 * 1024]);
        Thread publisher = new Thread(() -> {
            try {
                for (int tag = 1; tag <= 40; tag++) {
                    stream.publish(Message.of("orders", mebibyte, QoS.AT_LEAST_ONCE), null, tag);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        publisher.setDaemon(true);
        publisher.start();
        network.runUntil(() -> !publisher.isAlive());
        network.run();
        assertEquals(40, client.state().queued().size());
    }

    @Test
    void all_settled_waits_for_every_outcome_and_fails_when_one_will_have_none() throws Exception {
        connect();
        publish(QoS.AT_LEAST_ONCE, 3);
        network.run();
        network.arrive(new PubAck(1));
        CompletableFuture<Void> settled = stream.allSettled();
        network.run();
        assertFalse(settled.isDone());
        network.breakOff();

        CompletionException failed = assertThrows(CompletionException.class, settled::join);
        assertInstanceOf(ClientException.class, failed.getCause());
    }

    @Test
    void all_settled_is_done_when_the_connection_ends_after_the_last_outcome() throws Exception {
        connect();
        publish(QoS.AT_LEAST_ONCE, 2);
        network.run();
        network.arrive(new PubAck(1), new PubAck(2));
        network.breakOff();
        CompletableFuture<Void> settled = stream.allSettled();
        network.run();

        assertTrue(settled.isDone() && !settled.isCompletedExceptionally());
    }

    @Test
    void after_its_close_nothing_is_published() throws Exception {
        connect();
        publish(QoS.AT_LEAST_ONCE, 3);
        network.run();
        stream.close();
        network.arrive(new PubAck(1), new PubAck(2));

        assertEquals(2, network.sent.size());
        assertTrue(client.state().inFlight().isEmpty());
    }
}
