package io.mqkeep.cli.shell;

import io.mqkeep.client.Client;
import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Reader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that is read from one connection, by as many commands as there are.
 *
 * <p>The session knows one reader, which wants what any of them wants. Of a session that outlives the process the reader
 * is changed with each who comes or goes: between two readers messages go to the inbox, from where the next has them first.
 * Otherwise there is no inbox and the reader stays, since what it does not take would be gone.
 *
 * <p>Where somebody looks at the messages while they come, those that come faster than a {@link Pace} are not shown. With a
 * session they go to the inbox and the reading ends; without one they are counted.
 */
final class SharedReading {
    private final Client client;
    private final boolean durable;
    private final Pace pace;
    private final Topics topics;
    private final Overflow overflow;
    private final List<ReadingMember> members = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> changes = CompletableFuture.completedFuture(null);
    private boolean attached;
    /** Whether the sink must not write any more, because the reader is about to change. */
    private volatile boolean stopping;

    private final AtomicLong written = new AtomicLong();

    /** Hears of messages that came faster than they could be shown. */
    interface Overflow {
        /** They, and all that follow, go to the inbox; who showed them has ended. */
        void toInbox();

        /** This many more were not shown. */
        void dropped(int count);
    }

    SharedReading(Client client, boolean durable, Pace pace, Topics topics, Overflow overflow) {
        this.client = client;
        this.durable = durable;
        this.pace = pace;
        this.topics = topics;
        this.overflow = overflow;
    }

    /** Lets one more read. */
    synchronized ReadingMember add(Reader reader, Sink sink, Job job) {
        ReadingMember member = new ReadingMember(this, reader, sink, job);
        members.add(member);
        if (durable || !attached) {
            change();
        }
        return member;
    }

    /** One has read enough. Nothing happens when it is none of these. */
    synchronized void remove(ReadingMember member) {
        if (members.remove(member) && durable) {
            change();
        }
    }

    /** Ends the reading of those who have none but these filters left, and returns what they belong to. */
    List<Job> unsubscribed(List<String> filters) {
        List<Job> ended = new ArrayList<>();
        for (ReadingMember member : members) {
            if (member.without(filters)) {
                ended.add(member.job());
            }
        }
        return ended;
    }

    /** Returns the filters that are read. */
    Set<String> filters() {
        Set<String> all = new LinkedHashSet<>();
        members.forEach(member -> all.addAll(member.filters()));
        return all;
    }

    /** Returns when the last change is made: from then on messages go where they should. */
    synchronized CompletableFuture<Void> changed() {
        return changes;
    }

    /** Ends the reader that is there and begins one for those who read now, one after the other. */
    private void change() {
        boolean before = attached;
        attached = !members.isEmpty();
        boolean after = attached;
        stopping = before;
        changes = changes.handle((done, failed) -> before)
                .thenCompose(reading -> reading ? client.endReading() : CompletableFuture.completedFuture(null))
                .handle((ended, failed) -> {
                    if (after) {
                        begin();
                    }
                    return null;
                });
    }

    private void begin() {
        Set<String> wanted = new LinkedHashSet<>();
        boolean everything = !durable;
        for (ReadingMember member : members) {
            everything |= member.wantsEverything();
            wanted.addAll(member.filters());
        }
        written.set(0);
        stopping = false;
        Reader reader = everything ? Reader.EVERYTHING : new Reader(List.copyOf(wanted), Long.MAX_VALUE);
        client.read(reader, new Everybody()).whenComplete((done, failed) -> {
            if (failed != null && !(failed instanceof Stopped)) {
                members.forEach(member -> member.fail(failed));
            }
        });
    }

    /** Writes to all who read. */
    private final class Everybody implements Sink {
        @Override
        public List<OutputPosition> write(List<Delivery> batch) throws IOException {
            if (stopping) {
                throw new Stopped();
            }
            boolean visible = admitted(batch);
            if (!visible && durable) {
                endThoseWhoShow();
                throw new Stopped();
            }
            written.addAndGet(batch.size());
            batch.forEach(delivery -> topics.add(delivery.message().topic()));
            List<OutputPosition> places = new ArrayList<>();
            members.forEach(ReadingMember::beginBatch);
            for (ReadingMember member : members) {
                List<Delivery> wanted = member.wanted(batch);
                places.addAll(member.placesOfSkipped());
                if (wanted.isEmpty()) {
                    continue;
                }
                if (member.shown() && !visible) {
                    // They are none of those that were asked for: --count is of what is shown.
                    overflow.dropped(wanted.size());
                    continue;
                }
                places.addAll(write(member, wanted));
            }
            return places;
        }

        private List<OutputPosition> write(ReadingMember member, List<Delivery> wanted) throws IOException {
            try {
                List<OutputPosition> places = member.write(wanted);
                if (member.count(wanted, () -> client.delivered(written.get()))) {
                    // Not one more: what follows is for others, or for the inbox.
                    remove(member);
                }
                return places;
            } catch (IOException | RuntimeException e) {
                // Its failure is its own: the others go on.
                member.fail(e);
                remove(member);
                if (durable) {
                    // Nobody is to get again from the inbox what it has got already.
                    members.forEach(ReadingMember::goAhead);
                    throw new Stopped();
                }
                return List.of();
            }
        }

        private boolean admitted(List<Delivery> batch) {
            int count = 0;
            long bytes = 0;
            boolean kept = true;
            for (Delivery delivery : batch) {
                for (ReadingMember member : members) {
                    if (member.shown() && member.wants(delivery)) {
                        count++;
                        bytes += delivery.message().payload().size();
                        kept &= delivery.fromInbox();
                    }
                }
            }
            while (count > 0 && !pace.admits(count, bytes)) {
                if (!kept || stopping || !pace.pause()) {
                    return false;
                }
            }
            return true;
        }

        private void endThoseWhoShow() {
            List<ReadingMember> ending = new ArrayList<>();
            for (ReadingMember member : members) {
                if (member.shown()) {
                    ending.add(member);
                }
            }
            overflow.toInbox();
            ending.forEach(member -> {
                remove(member);
                member.over();
            });
        }

        @Override
        public int batchLimit() {
            long least = 64;
            for (ReadingMember member : members) {
                least = Math.min(least, member.batchLimit());
            }
            return (int) least;
        }
    }

    /** The sink has written nothing of this batch: it goes to the inbox, where there is one. */
    private static final class Stopped extends IOException {
        Stopped() {
            super("reading changes");
        }
    }
}
