package io.mqkeep.client;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Many messages, one after the other, from one thread. They are gathered there, handed over together, and given to the
 * session as it has room for them: none waits in the session while there is a connection, and what waits here is bounded,
 * so whoever publishes faster than the server takes waits in {@link #publish}.
 */
public final class PublishStream implements AutoCloseable {
    /** The most messages, and bytes of payloads, that are given and not done with. */
    private static final int MOST_MESSAGES = 8192;

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /** The most messages that the session has not taken. What is read far ahead grows old, and costs a collection. */
    private static final int MOST_WAITING = 2048;

    /** Whoever waits goes on when no more than this is left. */
    private static final int ENOUGH_MESSAGES = MOST_MESSAGES * 3 / 4;

    private static final long ENOUGH_BYTES = MOST_BYTES / 2;
    private static final int ENOUGH_WAITING = MOST_WAITING / 2;

    /** So much is gathered at most before it is handed over. */
    private static final int GATHERED_MESSAGES = 512;

    private static final int GATHERED_BYTES = 32 * 1024;

    /** A turn publishes no more bytes than this, and one message: what the server says is heard in between. */
    private static final int TURN_BYTES = 256 * 1024;

    /** What a packet has besides its payload, about. */
    private static final int PACKET_BYTES = 32;

    private final Loop loop;
    private final Session session;
    private final Link link;
    private final Waits waits;
    private final Listener listener;

    // The publishing thread's.
    private List<Given> gathered = new ArrayList<>();
    private int gatheredBytes;

    // Guarded by this object.
    private final Deque<List<Given>> handedOver = new ArrayDeque<>();
    private int untaken;
    private int openMessages;
    private long openBytes;
    private boolean closed;

    // The loop's thread's.
    private final Deque<Given> waiting = new ArrayDeque<>();
    private final Unsettled unsettled = new Unsettled();
    private final List<CompletableFuture<Void>> untilAccepted = new ArrayList<>();
    private final List<CompletableFuture<Void>> untilSettled = new ArrayList<>();
    /** Why a message has no outcome and will have none. */
    private @Nullable Throwable noOutcome;

    private int accepted;
    private int acknowledged;
    private int taken;
    private int releasedMessages;
    private long releasedBytes;

    /** Hears what becomes of the messages. Called on the loop's thread: be quick. */
    public interface Listener {
        /** The session holds so many more of them durably: they must not be published again. */
        void accepted(int count);

        /** So many more were acknowledged with success; one with QoS 0 was sent. */
        void acknowledged(int count);

        /**
         * One came to another end.
         *
         * @param tag what it was published with
         */
        void ended(long tag, Outcome outcome);
    }

    private record Given(Message message, @Nullable InputPosition input, long tag) {
        int bytes() {
            return message.payload().size();
        }
    }

    PublishStream(Loop loop, Session session, Link link, Waits waits, Listener listener) {
        this.loop = loop;
        this.session = session;
        this.link = link;
        this.waits = waits;
        this.listener = listener;
    }

    // ---- on the publishing thread ----

    /**
     * Publishes a message, together with those that follow. Waits while too much is on its way already.
     *
     * @param input how far its file has been read with it, or null
     * @param tag given back with an outcome
     */
    public void publish(Message message, @Nullable InputPosition input, long tag) throws InterruptedException {
        Given given = new Given(message, input, tag);
        gathered.add(given);
        gatheredBytes += given.bytes();
        if (gathered.size() >= GATHERED_MESSAGES || gatheredBytes >= GATHERED_BYTES) {
            handOver();
        }
    }

    /** Has what was published go out now, because the next message may be a while. */
    public void handOver() throws InterruptedException {
        List<Given> messages = gathered;
        if (messages.isEmpty()) {
            return;
        }
        int bytes = gatheredBytes;
        gathered = new ArrayList<>(messages.size());
        gatheredBytes = 0;
        synchronized (this) {
            while (!closed
                    && openMessages > 0
                    && (untaken + messages.size() > MOST_WAITING
                            || openMessages + messages.size() > MOST_MESSAGES
                            || openBytes + bytes > MOST_BYTES)) {
                wait();
            }
            untaken += messages.size();
            openMessages += messages.size();
            openBytes += bytes;
            handedOver.addLast(messages);
        }
        loop.requestTurn();
    }

    /**
     * Hands over the rest. The future is done when the session holds everything durably, and fails when it can't be
     * stored.
     */
    public CompletableFuture<Void> allAccepted() throws InterruptedException {
        handOver();
        CompletableFuture<Void> stored = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(stored)) {
                untilAccepted.add(stored);
            }
        });
        return stored;
    }

    /**
     * From any thread, when nothing more is published. The future is done when every message has its outcome, and fails
     * when one will have none.
     */
    public CompletableFuture<Void> allSettled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        loop.request(() -> {
            if (!loop.refuse(settled)) {
                untilSettled.add(settled);
            }
        });
        return settled;
    }

    /** Nothing more is published; what the session has not taken is forgotten. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        loop.requestTurn();
    }

    // ---- on the loop's thread ----

    /** Gives the session what it has room for. */
    void publishWaiting() {
        takeOver();
        if (waiting.isEmpty()) {
            tellAccepted();
            return;
        }
        boolean connected = session.connected();
        int room = connected ? session.room() : Integer.MAX_VALUE;
        long now = loop.now();
        long bytes = 0;
        for (Given next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
            if (connected && (bytes >= TURN_BYTES || !link.writable())) {
                break;
            }
            boolean takesRoom = next.message().qos() != QoS.AT_MOST_ONCE;
            if (takesRoom && room == 0) {
                room = session.room();
                if (room == 0) {
                    break;
                }
            }
            room -= takesRoom ? 1 : 0;
            bytes += PACKET_BYTES + next.bytes();
            waiting.removeFirst();
            taken++;
            publish(next, now);
        }
        if (bytes >= TURN_BYTES && !waiting.isEmpty()) {
            loop.requestTurn();
        }
        tellAccepted();
    }

    private synchronized void takeOver() {
        for (List<Given> messages = handedOver.pollFirst(); messages != null; messages = handedOver.pollFirst()) {
            if (!closed) {
                waiting.addAll(messages);
            }
        }
        if (closed) {
            waiting.clear();
        }
    }

    private void publish(Given given, long now) {
        long number = session.nextNumber();
        List<Effect> answer = session.publish(given.message(), null, given.input(), now);
        loop.add(answer);
        if (!(answer.getFirst() instanceof Effect.Settle(long _, Outcome.NotTaken _))) {
            accepted++;
        }
        ClientException over = waits.over();
        if (over == null) {
            unsettled.add(number, given.tag(), given.bytes());
        } else {
            // It is kept for another command.
            noOutcome = over;
            released(given.bytes());
        }
    }

    private void tellAccepted() {
        boolean all = waiting.isEmpty() && !untilAccepted.isEmpty();
        if (accepted == 0 && !all) {
            return;
        }
        int count = accepted;
        accepted = 0;
        List<CompletableFuture<Void>> done = all ? List.copyOf(untilAccepted) : List.of();
        if (all) {
            untilAccepted.clear();
        }
        CompletableFuture<Void> stored = new CompletableFuture<>();
        loop.whenStored(stored, () -> {
            listener.accepted(count);
            done.forEach(future -> future.complete(null));
            if (link.isIdle()) {
                // Nothing takes it further before the next connection: it is on the disk, and the next may come.
                release(unsettled.costs());
            }
        });
        var _ = stored.exceptionally(cause -> {
            done.forEach(future -> future.completeExceptionally(cause));
            return null;
        });
    }

    /** A message came to its end; false when it is none of these. */
    boolean settle(long number, Outcome outcome) {
        int place = unsettled.find(number);
        if (place < 0) {
            return false;
        }
        long tag = unsettled.tag(place);
        released(unsettled.remove(place));
        if (outcome instanceof Outcome.Acknowledged(ReasonCode reasonCode) && reasonCode == ReasonCode.SUCCESS) {
            acknowledged++;
        } else {
            listener.ended(tag, outcome);
        }
        return true;
    }

    /** Tells what was settled in this turn, and lets those go on who waited for it. */
    void turnEnded() {
        if (acknowledged > 0) {
            listener.acknowledged(acknowledged);
            acknowledged = 0;
        }
        giveBack();
        if (!untilSettled.isEmpty() && unsettled.isEmpty() && isEmpty()) {
            Throwable why = noOutcome;
            for (CompletableFuture<Void> settled : untilSettled) {
                if (why == null) {
                    settled.complete(null);
                } else {
                    settled.completeExceptionally(why);
                }
            }
            untilSettled.clear();
        }
    }

    /** Says whether nothing is waiting here for the session to take it. */
    boolean isEmpty() {
        synchronized (this) {
            return waiting.isEmpty() && handedOver.isEmpty();
        }
    }

    /** Says whether nothing can come of it any more. */
    synchronized boolean isOver() {
        return closed && unsettled.isEmpty();
    }

    /** The connection has ended and is not made again: no outcome comes any more. */
    void over(ClientException why) {
        endUnsettled(why);
        giveBack();
        // The session takes all that waits, for another connection.
        loop.requestTurn();
    }

    /** Nothing can be stored any more. */
    void fail(Throwable cause) {
        endUnsettled(cause);
        takeOver();
        for (Given lost : waiting) {
            taken++;
            released(lost.bytes());
        }
        waiting.clear();
        failAll(untilAccepted, cause);
        failAll(untilSettled, cause);
        giveBack();
    }

    private void endUnsettled(Throwable why) {
        if (!unsettled.isEmpty()) {
            noOutcome = why;
            release(unsettled.costs());
            unsettled.clear();
        }
    }

    private static void failAll(List<CompletableFuture<Void>> waits, Throwable cause) {
        List<CompletableFuture<Void>> inVain = List.copyOf(waits);
        waits.clear();
        inVain.forEach(future -> future.completeExceptionally(cause));
    }

    private void release(List<Integer> costs) {
        costs.forEach(this::released);
    }

    private void released(int bytes) {
        if (bytes >= 0) {
            releasedMessages++;
            releasedBytes += bytes;
        }
    }

    private void giveBack() {
        if (releasedMessages == 0 && taken == 0) {
            return;
        }
        synchronized (this) {
            untaken -= taken;
            openMessages -= releasedMessages;
            openBytes -= releasedBytes;
            // Not for every few: to wake a thread costs more than to publish them.
            if (untaken <= ENOUGH_WAITING && openMessages <= ENOUGH_MESSAGES && openBytes <= ENOUGH_BYTES) {
                notifyAll();
            }
        }
        taken = 0;
        releasedMessages = 0;
        releasedBytes = 0;
    }
}
