package io.mqkeep.client;

import io.mqkeep.session.Delivery;
import io.mqkeep.session.Effect;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Reader;
import io.mqkeep.session.Session;
import io.mqkeep.transport.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Messages on their way to a sink, and what the sink reports. */
final class Reading {
    /** Above this many messages or bytes waiting for the sink, reading pauses; below a quarter of it, it goes on. */
    private static final int SINK_MESSAGES = 2048;

    private static final long SINK_BYTES = 8L * 1024 * 1024;

    private final Session session;
    private final Loop loop;

    private @Nullable SinkThread sink;
    private @Nullable CompletableFuture<Void> ended;
    private long deliveredCount;
    private @Nullable Connection connection;
    private boolean paused;

    Reading(Session session, Loop loop) {
        this.session = session;
        this.loop = loop;
    }

    /** Another connection is there, or none: what it sends comes unpaused. */
    void connection(@Nullable Connection now) {
        connection = now;
        paused = false;
    }

    /** Reads into a sink. The future fails when the sink does, and is done when reading ends. */
    void begin(Reader reader, Sink into, CompletableFuture<Void> future) {
        ended = future;
        deliveredCount = 0;
        sink = new SinkThread(into, new SinkThread.Reports() {
            @Override
            public void written(int count, List<OutputPosition> outputs) {
                loop.request(() -> sinkWrote(count, outputs));
            }

            @Override
            public void failed(Exception cause) {
                loop.request(() -> future.completeExceptionally(cause));
            }
        });
        loop.add(session.attach(reader, loop.now()));
    }

    /** Ends reading once the sink has written what it is writing. */
    void end(CompletableFuture<Void> future) {
        SinkThread reading = sink;
        if (reading == null) {
            future.complete(null);
            return;
        }
        reading.end();
        // Joined off the loop: the sink may be blocked, and its last report comes before this request's second half.
        new Thread(
                        () -> {
                            reading.join(2000);
                            loop.request(() -> sinkEnded(future));
                        },
                        "mqkeep-sink-end")
                .start();
    }

    private void sinkEnded(CompletableFuture<Void> future) {
        sink = null;
        Connection there = connection;
        if (paused && there != null) {
            // The queue that was full is gone.
            pause(there, false);
        }
        if (!loop.failed()) {
            loop.add(session.detach(loop.now()));
        }
        CompletableFuture<Void> open = ended;
        if (open != null) {
            open.complete(null);
        }
        loop.whenStored(future, () -> future.complete(null));
    }

    /** Ends reading without waiting for the sink, and leaves what it has not written where it came from. */
    void abandon(CompletableFuture<Void> future) {
        SinkThread reading = sink;
        if (reading != null) {
            reading.end();
            sink = null;
            if (!loop.failed()) {
                loop.add(session.abandon(loop.now()));
            }
        }
        loop.whenStored(future, () -> future.complete(null));
    }

    /** Ends the sink without waiting for it. */
    void stop() {
        if (sink != null) {
            sink.end();
        }
    }

    private void sinkWrote(int count, List<OutputPosition> outputs) {
        if (loop.failed() || sink == null) {
            return;
        }
        loop.add(session.delivered(count, outputs, loop.now()));
        // Looked at only at the end of the turn, when it is stored.
        deliveredCount += count;
        pauseOrResume();
    }

    /** Returns how many messages the sink has written since reading began. */
    long deliveredCount() {
        return deliveredCount;
    }

    /** Hands messages to the sink; says whether there were any. */
    boolean deliver(List<Effect> turn) {
        SinkThread reading = sink;
        if (reading == null) {
            return false;
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (Effect effect : turn) {
            if (effect instanceof Effect.Deliver deliver) {
                deliveries.add(deliver.delivery());
            }
        }
        if (!deliveries.isEmpty()) {
            reading.offer(deliveries);
        }
        pauseOrResume();
        return !deliveries.isEmpty();
    }

    private void pauseOrResume() {
        SinkThread reading = sink;
        Connection open = connection;
        if (reading == null || open == null) {
            return;
        }
        int messages = reading.queued();
        long bytes = reading.queuedBytes();
        if (!paused && (messages >= SINK_MESSAGES || bytes >= SINK_BYTES)) {
            pause(open, true);
        } else if (paused && messages <= SINK_MESSAGES / 4 && bytes <= SINK_BYTES / 4) {
            pause(open, false);
        }
    }

    private void pause(Connection open, boolean pausedNow) {
        paused = pausedNow;
        open.readPaused(pausedNow);
        loop.add(session.readingPaused(pausedNow, loop.now()));
    }

    /** The session can't be stored any more. */
    void fail(Throwable cause) {
        CompletableFuture<Void> reading = ended;
        if (reading != null) {
            reading.completeExceptionally(cause);
        }
    }
}
