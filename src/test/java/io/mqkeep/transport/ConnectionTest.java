package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.transport.Closing.Kind;
import io.mqkeep.transport.Recorder.Event;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an open connection promises: turns, pauses, pressure and the end. */
class ConnectionTest {
    private static final RawPackets V5 = RawPackets.V5;

    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_carries_packets_both_ways(MqttVersion version) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send(peer.packets().pingResp());
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), version);
            assertEquals(PacketType.CONNACK, recorder.awaitPacket().type());
            recorder.write(new PingReq());
            assertEquals(PacketType.PINGRESP, recorder.awaitPacket().type());
            recorder.write(Disconnect.normal());
            recorder.onLoop(Connection::close);
            assertEquals(Kind.CLOSED_BY_US, recorder.awaitClosed().kind());
            broker.await();
        }
    }

    @Test
    void packets_that_came_together_are_one_turn() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send(V5.pubAck(1), V5.pubAck(2), V5.pubAck(3), Bytes.hex("40 02"));
            peer.expect(PacketType.PINGREQ);
            peer.send("00 04");
            peer.hold();
        })) {
            Recorder recorder = accepted(broker);
            recorder.write(new PingReq());
            assertEquals(PacketType.PUBACK, recorder.awaitPacket().type());
            assertEquals(PacketType.PUBACK, recorder.awaitPacket().type());
            assertEquals(PacketType.PUBACK, recorder.awaitPacket().type());
            assertEquals(Event.READ_COMPLETE, recorder.next());
            recorder.expectSilence(Duration.ofMillis(30));
            recorder.write(new PingReq());
            assertEquals(PacketType.PUBACK, recorder.awaitPacket().type());
            assertEquals(Event.READ_COMPLETE, recorder.next());
        }
    }

    @Test
    void nothing_leaves_before_flush() {
        CountDownLatch silent = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expectSilence(Duration.ofMillis(50));
            silent.countDown();
            peer.expect(PacketType.PINGREQ);
            peer.expect(PacketType.PINGREQ);
        })) {
            Recorder recorder = accepted(broker);
            recorder.onLoop(connection -> {
                connection.write(new PingReq());
                connection.write(new PingReq());
            });
            await(silent);
            recorder.onLoop(Connection::flush);
            broker.await();
        }
    }

    @Test
    void no_packet_arrives_while_reading_is_paused() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            for (int id = 1; id <= 200; id++) {
                peer.send(V5.pubAck(id));
            }
            peer.hold();
        })) {
            PausingListener listener = new PausingListener();
            transport.open(broker.address(), Duration.ofSeconds(5), listener);
            await(listener.pausedOnce);
            sleep(50);
            assertEquals(3, listener.acknowledgements.get(), "the rest of the burst waits too");
            transport.execute(() -> listener.connection().readPaused(false));
            await(listener.all);
            assertEquals(200, listener.acknowledgements.get());
        }
    }

    @Test
    void a_pause_within_a_packet_takes_no_more_bytes_than_it_must() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send("40 02 00");
            peer.expect(PacketType.PINGREQ);
            peer.send(Bytes.hex("07"), V5.pubAck(8));
            peer.hold();
        })) {
            Recorder recorder = accepted(broker);
            recorder.write(new PingReq());
            sleep(20);
            recorder.onLoop(connection -> connection.readPaused(true));
            recorder.write(new PingReq());
            recorder.expectSilence(Duration.ofMillis(50));
            recorder.onLoop(connection -> connection.readPaused(false));
            assertEquals(PacketType.PUBACK, recorder.awaitPacket().type());
            assertEquals(PacketType.PUBACK, recorder.awaitPacket().type());
        }
    }

    @Test
    void a_server_that_does_not_read_makes_the_connection_not_writable_until_it_reads() {
        CountDownLatch full = new CountDownLatch(1);
        Message message = Message.of("a", Binary.wrap(new byte[60_000]), QoS.AT_MOST_ONCE);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            await(full);
            peer.hold();
        })) {
            Recorder recorder = accepted(broker);
            assertTrue(recorder.connection().writable());
            for (int i = 0; recorder.connection().writable(); i++) {
                assertTrue(i < 10_000, "the network takes everything");
                recorder.write(new Publish(0, false, message));
            }
            assertEquals(Event.NOT_WRITABLE, recorder.next());
            full.countDown();
            Object event = recorder.next();
            // The mark may be crossed more than once while it was being filled.
            while (event == Event.NOT_WRITABLE) {
                event = recorder.next();
            }
            assertEquals(Event.WRITABLE, event);
        }
    }

    // The end

    @Test
    void the_words_say_when_the_server_closed() {
        assertEquals(
                "the server closed the connection without an answer to CONNECT; perhaps it does not speak MQTT 5, or"
                        + " wants TLS",
                endedBy(MqttVersion.V5, peer -> peer.expect(PacketType.CONNECT)).words());
        assertEquals(
                "the server closed the connection without an answer to CONNECT; perhaps it wants TLS",
                endedBy(MqttVersion.V3_1_1, peer -> peer.expect(PacketType.CONNECT))
                        .words());
        assertEquals(
                "the server closed the connection",
                endedBy(MqttVersion.V5, peer -> peer.accept()).words());
        assertEquals(
                "the server closed the connection in the middle of a packet",
                endedBy(MqttVersion.V5, peer -> {
                            peer.accept();
                            peer.send("30 05 00");
                        })
                        .words());
        assertEquals(
                "connection reset",
                endedBy(MqttVersion.V5, peer -> {
                            peer.accept();
                            Thread.sleep(20);
                            peer.reset();
                        })
                        .words());
    }

    @Test
    void a_disconnect_arrives_although_what_the_server_said_is_left_unread() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            byte[] much = V5.publish(0, "a", new byte[50_000], 0);
            peer.expect(PacketType.PINGREQ);
            for (int i = 0; i < 20; i++) {
                peer.send(much);
            }
            Thread.sleep(100);
            peer.expect(PacketType.PUBLISH);
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Recorder recorder = accepted(broker);
            recorder.onLoop(connection -> connection.readPaused(true));
            recorder.write(new PingReq());
            sleep(30);
            // So much that it is still on its way when the socket is closed: a reset would lose it.
            Message message = Message.of("a", Binary.wrap(new byte[1_000_000]), QoS.AT_MOST_ONCE);
            recorder.write(new Publish(0, false, message), Disconnect.normal());
            recorder.onLoop(Connection::close);
            assertEquals(Kind.CLOSED_BY_US, recorder.awaitEnd().kind());
            broker.await();
        }
    }

    @Test
    void close_sends_what_was_written_first() {
        AtomicInteger publishes = new AtomicInteger();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            Thread.sleep(50);
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                publishes.incrementAndGet();
            }
        })) {
            Recorder recorder = accepted(broker);
            Message message = Message.of("a", Binary.wrap(new byte[100_000]), QoS.AT_MOST_ONCE);
            recorder.onLoop(connection -> {
                for (int i = 0; i < 100; i++) {
                    connection.write(new Publish(0, false, message));
                }
                connection.close();
                connection.write(new PingReq());
                connection.close();
            });
            broker.await();
            assertEquals(100, publishes.get(), "all that was written before close and nothing after it");
        }
    }

    @Test
    void close_waits_for_a_server_that_reads_slowly_as_long_as_it_reads() {
        AtomicInteger publishes = new AtomicInteger();
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                publishes.incrementAndGet();
                Thread.sleep(100);
            }
        })) {
            Recorder recorder = accepted(broker);
            Message message = Message.of("a", Binary.wrap(new byte[1_000_000]), QoS.AT_MOST_ONCE);
            recorder.onLoop(connection -> {
                for (int i = 0; i < 40; i++) {
                    connection.write(new Publish(0, false, message));
                }
                connection.close();
            });
            broker.await();
            assertEquals(40, publishes.get());
        }
    }

    @Test
    void close_does_not_wait_for_a_server_that_never_reads() {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            await(over);
        })) {
            Recorder recorder = accepted(broker);
            Message message = Message.of("a", Binary.wrap(new byte[20_000_000]), QoS.AT_MOST_ONCE);
            long start = System.nanoTime();
            recorder.onLoop(connection -> {
                connection.write(new Publish(0, false, message));
                connection.close();
            });
            assertEquals(Kind.CLOSED_BY_SERVER, recorder.awaitEnd().kind());
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis >= 1_500 && millis < 4_000, "closed after " + millis + " ms");
            over.countDown();
        }
    }

    @Test
    void nothing_is_heard_after_the_end() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send(V5.pingResp());
            peer.hold();
        })) {
            Recorder recorder = accepted(broker);
            recorder.write(new PingReq());
            recorder.onLoop(Connection::close);
            Closing closing = recorder.awaitEnd();
            assertEquals(Kind.CLOSED_BY_US, closing.kind());
            recorder.onLoop(connection -> {
                connection.write(new PingReq());
                connection.flush();
                connection.readPaused(true);
                connection.close();
            });
            recorder.expectSilence(Duration.ofMillis(30));
        }
    }

    @Test
    void a_listener_that_fails_ends_its_connection_and_the_failure_is_shown() {
        try (ShownFailures shown = new ShownFailures();
                ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    peer.accept();
                    peer.hold();
                })) {
            CountDownLatch closed = new CountDownLatch(1);
            transport.open(broker.address(), Duration.ofSeconds(5), new PausingListener() {
                @Override
                public void received(Packet packet) {
                    throw new IllegalStateException("oops");
                }

                @Override
                public void closed(Closing closing) {
                    assertEquals("a fault in mqkeep: java.lang.IllegalStateException: oops", closing.words());
                    closed.countDown();
                }
            });
            await(closed);
            assertEquals("oops", shown.next().getMessage());
        }
    }

    private interface Script extends ScriptedBroker.Script {}

    private Closing endedBy(MqttVersion version, Script script) {
        try (ScriptedBroker broker = ScriptedBroker.playing(script)) {
            Closing closing =
                    Recorder.connecting(transport, broker.address(), version).awaitEnd();
            assertEquals(Kind.CLOSED_BY_SERVER, closing.kind());
            return closing;
        }
    }

    private Recorder accepted(ScriptedBroker broker) {
        Recorder recorder = Recorder.connecting(transport, broker.address(), MqttVersion.V5);
        assertEquals(PacketType.CONNACK, recorder.awaitPacket().type());
        assertEquals(Event.READ_COMPLETE, recorder.next());
        return recorder;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
