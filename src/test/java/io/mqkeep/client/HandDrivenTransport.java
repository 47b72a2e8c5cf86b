package io.mqkeep.client;

import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.Closing;
import io.mqkeep.transport.Connection;
import io.mqkeep.transport.ConnectionListener;
import io.mqkeep.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A transport whose loop is the test's own thread, whose clock is a number, and whose network is a list. */
final class HandDrivenTransport implements Transport {
    final List<String> log;
    final List<Packet> sent = new ArrayList<>();
    long now = 1_000_000;
    boolean paused;
    boolean open;
    private boolean writable = true;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timed> timers = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private @Nullable ConnectionListener listener;

    HandDrivenTransport(List<String> log) {
        this.log = log;
    }

    @Override
    public void open(ServerAddress address, Duration timeout, ConnectionListener newListener) {
        tasks.add(() -> {
            listener = newListener;
            open = true;
            newListener.opened(new ListedConnection());
        });
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Runnable task, long delayMillis) {
        Timed timed = new Timed(now + delayMillis, task);
        timers.add(timed);
        return () -> timers.remove(timed);
    }

    @Override
    public boolean onLoop() {
        return true;
    }

    @Override
    public void close() {}

    /** Runs what waits on the loop until nothing does. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs the loop until another thread has brought about what is waited for. */
    void runUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about in ten seconds; log: " + log);
            }
            run();
            Thread.onSpinWait();
        }
    }

    /** Lets the packets arrive in one burst. */
    void arrive(Packet... packets) {
        ConnectionListener hears = Objects.requireNonNull(listener);
        for (Packet packet : packets) {
            hears.received(packet);
        }
        hears.readComplete();
        run();
    }

    /** Lets the network take bytes, or no more. */
    void writable(boolean now) {
        writable = now;
        Objects.requireNonNull(listener).writabilityChanged(now);
        run();
    }

    /** Lets the network break. */
    void breakOff() {
        ConnectionListener hears = Objects.requireNonNull(listener);
        open = false;
        hears.closed(new Closing(Closing.Kind.CLOSED_BY_SERVER, "the network broke"));
        run();
    }

    void advance(long millis) {
        now += millis;
        for (Timed next = timers.peek(); next != null && next.at <= now; next = timers.peek()) {
            timers.remove(next);
            next.task.run();
            run();
        }
    }

    private record Timed(long at, Runnable task) {}

    private final class ListedConnection implements Connection {
        @Override
        public void write(Packet packet) {
            log.add("write " + packet.type());
            sent.add(packet);
        }

        @Override
        public void flush() {
            log.add("flush");
        }

        @Override
        public boolean writable() {
            return writable;
        }

        @Override
        public void readPaused(boolean nowPaused) {
            paused = nowPaused;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                log.add("close");
                ConnectionListener hears = Objects.requireNonNull(listener);
                tasks.add(() -> hears.closed(new Closing(Closing.Kind.CLOSED_BY_US, "closed")));
            }
        }
    }
}
