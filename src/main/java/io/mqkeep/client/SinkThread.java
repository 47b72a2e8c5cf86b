package io.mqkeep.client;

import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The thread a sink runs on, and the queue before it. */
final class SinkThread {
    private final Sink sink;
    private final Reports reports;
    private final Thread thread;
    private final Deque<Delivery> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean ending;

    /** What the sink reports. Called on the sink's thread. */
    interface Reports {
        /** The next messages were written for good; so much is left in the queue. */
        void written(int count, List<OutputPosition> outputs);

        /** The sink can't write; nothing more is tried. */
        void failed(Exception cause);
    }

    SinkThread(Sink sink, Reports reports) {
        this.sink = sink;
        this.reports = reports;
        thread = new Thread(this::run, "mqkeep-sink");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void offer(List<Delivery> deliveries) {
        queue.addAll(deliveries);
        for (Delivery delivery : deliveries) {
            queuedBytes += delivery.message().payload().size();
        }
        notifyAll();
    }

    synchronized int queued() {
        return queue.size();
    }

    synchronized long queuedBytes() {
        return queuedBytes;
    }

    /** Takes nothing more; what the sink is writing now is finished and reported, what is queued is not begun. */
    synchronized void end() {
        ending = true;
        notifyAll();
    }

    /** Waits until the thread has ended, so that the JVM does not wait for it at exit. */
    void join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (List<Delivery> batch = next(); !batch.isEmpty(); batch = next()) {
                List<OutputPosition> outputs = sink.write(batch);
                reports.written(batch.size(), outputs);
            }
        } catch (Exception cause) {
            reports.failed(cause);
        }
    }

    /** Returns the next messages, at least one; none when the thread is to end. */
    private synchronized List<Delivery> next() throws InterruptedException {
        while (queue.isEmpty() && !ending) {
            wait();
        }
        int limit = sink.batchLimit();
        List<Delivery> batch = new ArrayList<>(Math.min(limit, queue.size()));
        while (!ending && !queue.isEmpty() && batch.size() < limit) {
            Delivery delivery = queue.removeFirst();
            queuedBytes -= delivery.message().payload().size();
            batch.add(delivery);
        }
        return batch;
    }
}
