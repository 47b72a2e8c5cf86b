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
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.Identity;
import io.mqkeep.session.LostPolicy;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Reader;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final ServerAddress SERVER = new ServerAddress("broker", 1883);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final HandDrivenTransport network = new HandDrivenTransport(log);
    private final RecordingStore store =
            new RecordingStore(Snapshot.fresh(new Identity(null, "till7", MqttVersion.V5, 3600, 60, null, null)), log);
    private final List<String> reconnecting = new ArrayList<>();
    private final Client client = client(SessionSettings.DURABLE, Reconnect.NEVER);

    private Client client(SessionSettings settings, Reconnect reconnect) {
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
                new ClientSettings(SERVER, connect, Duration.ofSeconds(5), reconnect, "till-7"),
                settings,
                () -> network.now,
                () -> network.now * 1_000_000,
                new ClientListener() {
                    @Override
                    public void reconnecting(ClientException why, int attempt, long pauseMillis) {
                        reconnecting.add(attempt + " within " + pauseMillis);
                        network.advance(pauseMillis);
                    }
                });
    }

    private static ConnAck connAck(boolean sessionPresent) {
        return new ConnAck(sessionPresent, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT);
    }

    private static Message message(String text, QoS qos) {
        return Message.of("orders", Binary.ofText(text), qos);
    }

    private void connected() {
        CompletableFuture<SessionEvent.Connected> connecting = client.connect();
        network.run();
        network.arrive(connAck(false));
        assertTrue(connecting.isDone());
        log.clear();
        network.sent.clear();
    }

    private Publication published(Message message) throws InterruptedException {
        Publication publication = client.publish(message, null, null);
        network.run();
        return publication;
    }

    @Test
    void the_connect_is_stored_before_it_is_sent() {
        var _ = client.connect();
        network.run();
        assertEquals(List.of("store Connecting", "write CONNECT", "flush"), log);
    }

    @Test
    void a_publish_is_stored_then_sent_then_accepted() throws Exception {
        connected();
        Publication publication = published(message("42", QoS.EXACTLY_ONCE));
        assertEquals(List.of("store Sent", "write PUBLISH", "flush"), log);
        assertEquals(1, publication.accepted().join());
        assertFalse(publication.outcome().isDone());
    }

    @Test
    void all_that_arrives_at_once_is_one_frame_and_one_flush() throws Exception {
        connected();
        published(message("a", QoS.EXACTLY_ONCE));
        published(message("b", QoS.EXACTLY_ONCE));
        log.clear();
        network.arrive(new PubRec(1), new PubRec(2));
        assertEquals(List.of("store Released Released", "write PUBREL", "write PUBREL", "flush"), log);
    }

    @Test
    void when_the_store_fails_nothing_is_sent_and_everybody_hears_why() throws Exception {
        connected();
        Publication first = published(message("a", QoS.AT_LEAST_ONCE));
        log.clear();
        store.failing = true;
        Publication second = published(message("b", QoS.AT_LEAST_ONCE));
        assertEquals(List.of("close"), log);
        for (CompletableFuture<?> future : List.of(first.outcome(), second.accepted(), second.outcome())) {
            assertEquals("the disk is full", causeOf(future).getMessage());
        }
        store.failing = false;
        assertTrue(published(message("c", QoS.AT_LEAST_ONCE)).accepted().isCompletedExceptionally());
        assertEquals(List.of("close"), log, "a failure is final");
    }

    @Test
    void an_acknowledgement_settles_the_publication() throws Exception {
        connected();
        Publication publication = published(message("a", QoS.AT_LEAST_ONCE));
        network.arrive(new PubAck(1, ReasonCode.NOT_AUTHORIZED));
        assertEquals(
                new Outcome.Refused(ReasonCode.NOT_AUTHORIZED, null),
                publication.outcome().join());
    }

    @Test
    void a_known_key_publishes_nothing_and_waits_for_the_first() throws Exception {
        connected();
        Publication first = client.publish(message("a", QoS.AT_LEAST_ONCE), "job-7", null);
        Publication second = client.publish(message("a", QoS.AT_LEAST_ONCE), "job-7", null);
        network.run();
        assertEquals(1, network.sent.size());
        assertEquals(1, second.accepted().join());
        network.arrive(new PubAck(1));
        assertEquals(first.outcome().join(), second.outcome().join());
        Publication third = client.publish(message("a", QoS.AT_LEAST_ONCE), "job-7", null);
        network.run();
        assertInstanceOf(Outcome.Acknowledged.class, third.outcome().join());
        assertEquals(1, network.sent.size());
    }

    @Test
    void a_message_the_server_cannot_take_is_neither_stored_nor_sent() throws Exception {
        CompletableFuture<SessionEvent.Connected> connecting = client.connect();
        network.run();
        ConnAckProperties noRetain = new ConnAckProperties(
                null,
                10,
                QoS.EXACTLY_ONCE,
                false,
                null,
                null,
                0,
                null,
                List.of(),
                true,
                true,
                true,
                null,
                null,
                null,
                null,
                null);
        network.arrive(new ConnAck(false, ReasonCode.SUCCESS, noRetain));
        connecting.join();
        log.clear();
        Publication publication = client.publish(
                new Message("t", Binary.EMPTY, QoS.AT_LEAST_ONCE, true, PublishProperties.NONE), null, null);
        network.run();
        assertEquals(List.of(), log);
        assertEquals(0, publication.accepted().join());
        assertInstanceOf(Outcome.NotTaken.class, publication.outcome().join());
    }

    @Test
    void the_end_of_the_connection_ends_every_wait_and_is_remembered() throws Exception {
        connected();
        Publication publication = published(message("a", QoS.AT_LEAST_ONCE));
        CompletableFuture<Void> done = client.outgoingDone();
        network.run();
        network.breakOff();
        assertEquals(ClientException.Kind.NOT_CONNECTED, kindOf(publication.outcome()));
        assertTrue(done.isCompletedExceptionally());
        assertEquals("store Suspected Closed", log.getLast());
        assertEquals(1, store.recovered().inFlight().size());
    }

    @Test
    void whoever_asks_after_the_end_of_the_connection_is_told_at_once() throws Exception {
        connected();
        Publication kept = client.publish(message("a", QoS.AT_LEAST_ONCE), "job-7", null);
        network.run();
        network.breakOff();

        CompletableFuture<Void> done = client.outgoingDone();
        CompletableFuture<Outcome> subscribed =
                client.subscribe(List.of(Subscription.of("orders", QoS.AT_LEAST_ONCE)), List.of());
        Publication late = published(message("b", QoS.AT_LEAST_ONCE));
        Publication again = client.publish(message("a", QoS.AT_LEAST_ONCE), "job-7", null);
        network.run();

        assertEquals(ClientException.Kind.NOT_CONNECTED, kindOf(done));
        assertEquals(ClientException.Kind.NOT_CONNECTED, kindOf(subscribed));
        assertEquals(ClientException.Kind.NOT_CONNECTED, kindOf(late.outcome()));
        assertEquals(ClientException.Kind.NOT_CONNECTED, kindOf(again.outcome()));
        assertEquals(2, late.accepted().join());
        assertEquals(kept.accepted().join(), again.accepted().join());
        assertEquals(1, store.recovered().queued().size());
        CompletableFuture<Void> holds = client.when(_ -> true);
        network.run();
        assertTrue(holds.isDone() && !holds.isCompletedExceptionally());
    }

    @Test
    void no_connack_in_time_is_a_time_out_that_says_so() {
        CompletableFuture<SessionEvent.Connected> connecting = client.connect();
        network.run();
        network.advance(5_000);
        assertEquals(ClientException.Kind.UNANSWERED, kindOf(connecting));
        assertTrue(String.valueOf(causeOf(connecting).getMessage()).contains("CONNACK"));
    }

    @Test
    void a_message_is_acknowledged_only_after_the_sink_has_written_it() throws Exception {
        connected();
        CountDownLatch mayWrite = new CountDownLatch(1);
        List<Delivery> written = Collections.synchronizedList(new ArrayList<>());
        var _ = client.read(Reader.EVERYTHING, batch -> {
            await(mayWrite);
            written.addAll(batch);
            return List.of(new OutputPosition("/out", "inode 1", 10));
        });
        network.run();
        network.arrive(new Publish(9, false, message("in", QoS.EXACTLY_ONCE)));
        assertEquals(List.of(), log);
        mayWrite.countDown();
        network.runUntil(() -> log.contains("flush"));
        assertEquals(List.of("store Received OutputAt", "write PUBREC", "flush"), log);
        assertEquals(1, written.size());
        network.arrive(new PubRel(9));
        assertEquals(List.of("store Forgotten", "write PUBCOMP", "flush"), log.subList(3, 6));
    }

    @Test
    void a_sink_that_fails_ends_the_reading_and_nothing_is_acknowledged() {
        connected();
        CompletableFuture<Void> reading = client.read(Reader.EVERYTHING, batch -> {
            throw new IOException("broken pipe");
        });
        network.run();
        network.arrive(new Publish(9, false, message("in", QoS.AT_LEAST_ONCE)));
        network.runUntil(reading::isDone);
        assertEquals("broken pipe", causeOf(reading).getMessage());
        assertEquals(List.of(), log);
    }

    @Test
    void a_slow_sink_pauses_the_network_and_the_end_of_reading_keeps_the_rest_in_the_inbox() {
        connected();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayWrite = new CountDownLatch(1);
        var _ = client.read(Reader.EVERYTHING, new Sink() {
            @Override
            public List<OutputPosition> write(List<Delivery> batch) {
                writing.countDown();
                await(mayWrite);
                return List.of();
            }

            @Override
            public int batchLimit() {
                return 1;
            }
        });
        network.run();
        for (int i = 1; i <= 2200; i++) {
            network.arrive(new Publish(i, false, message("m" + i, QoS.AT_LEAST_ONCE)));
        }
        assertTrue(network.paused);
        await(writing);
        CompletableFuture<Void> ended = client.endReading();
        network.run();
        mayWrite.countDown();
        network.runUntil(ended::isDone);
        assertEquals(2199, store.recovered().inbox().size());
        assertEquals(
                2200, network.sent.stream().filter(PubAck.class::isInstance).count());
    }

    @Test
    void the_sinks_queue_drains_and_reading_goes_on() {
        connected();
        CountDownLatch mayWrite = new CountDownLatch(1);
        var _ = client.read(Reader.EVERYTHING, batch -> {
            await(mayWrite);
            return List.of();
        });
        network.run();
        for (int i = 1; i <= 2500; i++) {
            network.arrive(new Publish(0, false, message("m" + i, QoS.AT_MOST_ONCE)));
        }
        assertTrue(network.paused);
        mayWrite.countDown();
        network.runUntil(() -> !network.paused);
    }

    @Test
    void disconnect_is_said_and_the_connection_closed_after_it() {
        connected();
        CompletableFuture<Void> gone = client.disconnect(Disconnect.normal());
        network.run();
        gone.join();
        assertEquals(List.of("write DISCONNECT", "flush", "close", "store Closed"), log);
    }

    @Test
    void a_lost_session_with_messages_in_flight_ends_the_connect_and_blocks_the_next() throws Exception {
        connected();
        published(message("a", QoS.EXACTLY_ONCE));
        network.breakOff();
        CompletableFuture<SessionEvent.Connected> again = client.connect();
        network.run();
        network.arrive(connAck(false));
        assertEquals(ClientException.Kind.SESSION_LOST, kindOf(again));
        int sent = network.sent.size();
        CompletableFuture<SessionEvent.Connected> third = client.connect();
        network.run();
        assertEquals(ClientException.Kind.SESSION_LOST, kindOf(third));
        assertEquals(sent, network.sent.size(), "nothing was sent: it did not connect");
        Client decided = client(SessionSettings.DURABLE.withOnLost(LostPolicy.REPUBLISH), Reconnect.NEVER);
        CompletableFuture<SessionEvent.Connected> fourth = decided.connect();
        network.run();
        network.arrive(connAck(false));
        fourth.join();
        Publish publish = (Publish) network.sent.getLast();
        assertFalse(publish.dup());
    }

    private Client reconnectingClient(SessionSettings settings) {
        Client again = client(settings, new Reconnect(5, 100, 1000));
        var _ = again.connect();
        network.run();
        network.arrive(connAck(false));
        return again;
    }

    @Test
    void a_lost_connection_is_made_again_and_the_message_in_flight_is_resent() throws Exception {
        Client again = reconnectingClient(SessionSettings.DURABLE);
        Publication publication = again.publish(message("a", QoS.EXACTLY_ONCE), null, null);
        network.run();
        network.breakOff();
        assertEquals(1, reconnecting.size());
        network.arrive(connAck(true));
        assertEquals(new Publish(1, true, message("a", QoS.EXACTLY_ONCE)), network.sent.getLast());
        network.arrive(new PubRec(1));
        network.arrive(new PubComp(1));
        assertInstanceOf(
                Outcome.Acknowledged.class, publication.outcome().join(), "the wait goes on over the lost connection");
    }

    @Test
    void without_a_session_what_was_in_flight_goes_out_as_new_after_a_lost_connection() throws Exception {
        Client again = reconnectingClient(SessionSettings.ONE_SHOT);
        var _ = again.publish(message("a", QoS.AT_LEAST_ONCE), null, null);
        network.run();
        network.breakOff();
        network.arrive(connAck(false));
        Publish publish = (Publish) network.sent.getLast();
        assertEquals(message("a", QoS.AT_LEAST_ONCE), publish.message());
        assertFalse(publish.dup());
    }

    @Test
    void a_session_taken_over_is_not_fought_for() {
        var _ = reconnectingClient(SessionSettings.DURABLE);
        network.arrive(new Disconnect(ReasonCode.SESSION_TAKEN_OVER));
        assertEquals(List.of(), reconnecting);
    }

    @Test
    void a_message_that_ends_every_connection_is_named_after_three_times() throws Exception {
        Client again = reconnectingClient(SessionSettings.DURABLE);
        Publication publication = again.publish(message("a", QoS.AT_LEAST_ONCE), null, null);
        network.run();
        for (int i = 0; i < 2; i++) {
            network.breakOff();
            network.arrive(connAck(true));
        }
        network.breakOff();
        assertEquals(ClientException.Kind.POISONED, kindOf(publication.outcome()));
        assertEquals(2, reconnecting.size());
    }

    @Test
    void the_pause_doubles_up_to_the_cap_and_has_jitter() {
        Reconnect reconnect = new Reconnect(100, 100, 5000);
        assertEquals(100, reconnect.pauseMillis(1, 1));
        assertEquals(50, reconnect.pauseMillis(1, 0));
        assertEquals(400, reconnect.pauseMillis(3, 1));
        assertEquals(5000, reconnect.pauseMillis(50, 1));
    }

    private static ClientException.Kind kindOf(CompletableFuture<?> future) {
        return assertInstanceOf(ClientException.class, causeOf(future)).kind();
    }

    private static Throwable causeOf(CompletableFuture<?> future) {
        return Objects.requireNonNull(
                assertThrows(CompletionException.class, future::join).getCause());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
