package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.transport.Closing.Kind;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop: one thread, its tasks and its end. */
class NettyTransportTest {
    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void tasks_run_in_order_on_the_one_thread() throws Exception {
        BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        transport.execute(() -> onLoop.complete(transport.onLoop()));
        for (int i = 0; i < 3; i++) {
            int number = i;
            transport.execute(() -> done.add(number));
        }
        assertTrue(onLoop.get(5, TimeUnit.SECONDS));
        assertFalse(transport.onLoop());
        for (int i = 0; i < 3; i++) {
            assertEquals(i, done.poll(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_task_runs_after_its_delay_unless_it_is_cancelled() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        long start = System.nanoTime();
        CompletableFuture<Transport.Timer> cancelled = new CompletableFuture<>();
        // On the loop, which runs nothing else meanwhile: however slow the machine is, the task is cancelled in time.
        transport.execute(() -> {
            Transport.Timer early = transport.schedule(() -> done.add("cancelled"), 20);
            transport.schedule(() -> done.add("late"), 60);
            early.cancel();
            cancelled.complete(early);
        });
        assertEquals("late", done.poll(30, TimeUnit.SECONDS));
        assertTrue(System.nanoTime() - start >= 60_000_000);
        cancelled.get(5, TimeUnit.SECONDS).cancel();
    }

    @Test
    void a_task_that_fails_is_shown_and_the_next_runs() throws Exception {
        try (ShownFailures shown = new ShownFailures()) {
            transport.execute(() -> {
                throw new IllegalStateException("oops");
            });
            CompletableFuture<String> next = new CompletableFuture<>();
            transport.execute(() -> next.complete("next"));
            assertEquals("oops", shown.next().getMessage());
            assertEquals("next", next.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void close_ends_the_connections_and_the_thread_before_it_returns() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), MqttVersion.V5);
            recorder.awaitPacket();
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            transport.execute(() -> thread.complete(Thread.currentThread()));
            Thread loop = thread.get(5, TimeUnit.SECONDS);
            long start = System.nanoTime();
            transport.close();
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertFalse(loop.isAlive());
            assertTrue(millis < 500, "close took " + millis + " ms");
            assertEquals(Kind.CLOSED_BY_US, recorder.awaitClosed().kind());
            assertThrows(RejectedExecutionException.class, () -> transport.execute(() -> {}));
        }
    }

    @Test
    void close_may_be_called_again_and_without_anything_open() {
        NettyTransport unused = new NettyTransport();
        unused.close();
        unused.close();
    }

    @Test
    void close_on_the_loop_is_refused_for_it_would_wait_for_itself() throws Exception {
        CompletableFuture<Class<?>> refused = new CompletableFuture<>();
        transport.execute(() -> refused.complete(
                assertThrows(IllegalStateException.class, transport::close).getClass()));
        assertEquals(IllegalStateException.class, refused.get(5, TimeUnit.SECONDS));
    }

    @Test
    void a_trace_sees_what_left_and_what_came() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        PacketTrace trace = new PacketTrace() {
            @Override
            public void sent(Packet packet) {
                lines.add(PacketLine.sent(packet));
            }

            @Override
            public void received(Packet packet) {
                lines.add(PacketLine.received(packet));
            }
        };
        try (NettyTransport traced = new NettyTransport(trace);
                ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    peer.accept();
                    peer.hold();
                })) {
            Recorder.connecting(traced, broker.address(), MqttVersion.V5).awaitPacket();
            assertEquals(
                    List.of("→ CONNECT MQTT 5 \"me\" clean keep alive 60", "← CONNACK success (0x00)"),
                    List.copyOf(lines));
        }
    }
}
