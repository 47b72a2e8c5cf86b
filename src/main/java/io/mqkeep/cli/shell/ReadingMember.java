package io.mqkeep.cli.shell;

import io.mqkeep.cli.connection.MessageReading;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Reader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One command among those that read from a connection. */
final class ReadingMember implements MessageReading {
    private final Sink sink;
    private final boolean everything;
    private final Reader reader;
    private final SharedReading all;
    private final Job job;
    private volatile List<String> filters;
    private long counted;
    private long written;
    private int writtenOfBatch;
    private List<OutputPosition> placesOfBatch = List.of();
    private int ahead;
    private boolean skipped;
    private @Nullable Supplier<CompletableFuture<Void>> stored;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Void>> waiting = new HashMap<>();

    ReadingMember(SharedReading all, Reader reader, Sink sink, Job job) {
        this.job = job;
        this.all = all;
        this.reader = reader;
        this.sink = sink;
        everything = reader.filters().isEmpty();
        filters = reader.filters();
    }

    boolean wantsEverything() {
        return everything;
    }

    List<String> filters() {
        return filters;
    }

    boolean shown() {
        return sink.shown();
    }

    /** Returns how many messages are still wanted. */
    synchronized long left() {
        return reader.limit() - counted;
    }

    boolean wants(Delivery delivery) {
        if (left() <= 0) {
            return false;
        }
        if (everything) {
            return true;
        }
        for (String filter : filters) {
            if (TopicFilter.matches(filter, delivery.message().topic())) {
                return true;
            }
        }
        return false;
    }

    /** Returns those of a batch that are wanted, up to the last that is, without those that were written before. */
    synchronized List<Delivery> wanted(List<Delivery> batch) {
        List<Delivery> wanted = new ArrayList<>();
        long left = left();
        for (Delivery delivery : batch) {
            if (left > 0 && wants(delivery)) {
                if (ahead > 0) {
                    ahead--;
                    skipped = true;
                    continue;
                }
                wanted.add(delivery);
                left -= reader.counts(delivery.message()) ? 1 : 0;
            }
        }
        return wanted;
    }

    int batchLimit() {
        return (int) Math.min(sink.batchLimit(), Math.max(1, left()));
    }

    List<OutputPosition> write(List<Delivery> wanted) throws IOException {
        List<OutputPosition> places = sink.write(wanted);
        wrote(wanted.size(), places);
        return places;
    }

    /** Another batch comes. */
    synchronized void beginBatch() {
        writtenOfBatch = 0;
    }

    private synchronized void wrote(int count, List<OutputPosition> places) {
        writtenOfBatch = count;
        placesOfBatch = places;
    }

    /** The batch goes to the inbox, though it is written here: from there it comes again, and is to be skipped. */
    synchronized void goAhead() {
        ahead += writtenOfBatch;
        writtenOfBatch = 0;
    }

    /** Returns where the messages that were skipped just now are. */
    synchronized List<OutputPosition> placesOfSkipped() {
        List<OutputPosition> places = skipped ? placesOfBatch : List.of();
        skipped = false;
        return places;
    }

    /**
     * Counts what was written.
     *
     * @param whenStored asked for what is done when that is stored
     * @return whether that is all that was wanted
     */
    synchronized boolean count(List<Delivery> messages, Supplier<CompletableFuture<Void>> whenStored) {
        written += messages.size();
        stored = whenStored;
        for (Delivery delivery : messages) {
            counted += reader.counts(delivery.message()) ? 1 : 0;
        }
        waiting.entrySet().removeIf(entry -> {
            boolean there = entry.getKey() <= written;
            if (there) {
                follow(whenStored.get(), entry.getValue());
            }
            return there;
        });
        return counted >= reader.limit();
    }

    private static void follow(CompletableFuture<Void> first, CompletableFuture<Void> second) {
        var _ = first.whenComplete((done, failed) -> {
            if (failed == null) {
                second.complete(null);
            } else {
                second.completeExceptionally(failed);
            }
        });
    }

    Job job() {
        return job;
    }

    /** Forgets filters that are no longer subscribed to; ends when none is left, and says so. */
    boolean without(List<String> gone) {
        if (everything) {
            return false;
        }
        List<String> rest = new ArrayList<>(filters);
        if (rest.removeAll(gone)) {
            filters = List.copyOf(rest);
            if (rest.isEmpty()) {
                over();
                return true;
            }
        }
        return false;
    }

    /** Its reading is ended from elsewhere. */
    void over() {
        ended.complete(null);
    }

    void fail(Throwable cause) {
        ended.completeExceptionally(cause);
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public synchronized CompletableFuture<Void> delivered(long wanted) {
        Supplier<CompletableFuture<Void>> last = stored;
        if (last != null && written >= wanted) {
            return last.get();
        }
        CompletableFuture<Void> future = new CompletableFuture<>();
        waiting.put(wanted, future);
        return future;
    }

    /** Done: the connection stays, and finishes them by and by. */
    @Override
    public CompletableFuture<Void> handshakesDone() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> end() {
        all.remove(this);
        return all.changed();
    }

    /** With a session what was not written goes to its inbox, for the next who reads. */
    @Override
    public CompletableFuture<Void> abandon() {
        return end();
    }
}
