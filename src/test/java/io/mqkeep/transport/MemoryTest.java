package io.mqkeep.transport;

import static io.mqkeep.testing.RawProperties.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.Publish;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.ScriptedBroker;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server can't make the client allocate out of proportion to what it sent. */
class MemoryTest {
    private static final long MEGABYTE = 1_000_000;

    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_large_remaining_length_costs_nothing_until_the_bytes_come() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send(Bytes.hex("30 ff ff ff 7f 00 01 61 00"), new byte[1000]);
            peer.send(new byte[1000]);
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), MqttVersion.V5);
            recorder.awaitPacket();
            long before = allocated();
            recorder.write(new PingReq());
            Thread.sleep(50);
            long allocated = allocated() - before;
            assertTrue(allocated < MEGABYTE, "allocated " + allocated);
            recorder.onLoop(Connection::close);
            recorder.awaitEnd();
        }
    }

    @Test
    void a_packet_made_of_tiny_properties_costs_a_bounded_amount() throws Exception {
        byte[][] most = new byte[PropertyRules.MOST_REPEATED][];
        Arrays.fill(most, user("a", "b"));
        byte[] publish = RawPackets.V5.publish(0, "a", "x", 0, most);
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send(publish);
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), MqttVersion.V5);
            recorder.awaitPacket();
            long before = allocated();
            recorder.write(new PingReq());
            Publish read = (Publish) recorder.awaitPacket();
            long allocated = allocated() - before;
            assertEquals(
                    PropertyRules.MOST_REPEATED,
                    read.message().properties().userProperties().size());
            assertTrue(allocated < 60 * MEGABYTE, "allocated " + allocated);
        }
    }

    /** Returns how many bytes the loop's thread has allocated so far. */
    private long allocated() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CompletableFuture<Long> bytes = new CompletableFuture<>();
        transport.execute(() -> bytes.complete(
                threads.getThreadAllocatedBytes(Thread.currentThread().threadId())));
        return bytes.get(10, TimeUnit.SECONDS);
    }
}
