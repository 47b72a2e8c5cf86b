package io.mqkeep.session;

import io.mqkeep.protocol.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a session while changes are applied to it: {@code Snapshot × Change → Snapshot} without a copy for
 * every step. The live session and the recovery of a journal both go through {@link #apply}.
 */
public final class SessionState {
    private Identity identity;
    private Phase phase;
    private boolean handedOver;
    private final Deque<String> incarnations;
    private long nextNumber;
    private @Nullable Long grantedSessionExpiryInterval;
    private @Nullable Long connectedAt;
    private @Nullable Long closedAt;
    private @Nullable Long lostAt;
    private final Map<String, HeldSubscription> subscriptions = new LinkedHashMap<>();
    private final SequencedMap<Long, QueuedMessage> queued = new LinkedHashMap<>();
    private final SequencedMap<Integer, OutgoingMessage> inFlight = new LinkedHashMap<>();
    private final Map<Integer, ReceivedId> received = new LinkedHashMap<>();
    /** By number: one that was with a reader comes back before what was stored in the meantime. */
    private final SortedMap<Long, InboxMessage> inbox = new TreeMap<>();

    private long inboxBytes;
    private final SequencedMap<String, Long> keys;
    private final Map<InputPosition.Key, InputPosition> inputs = new LinkedHashMap<>();
    private final Map<String, OutputPosition> outputs = new LinkedHashMap<>();
    private final Map<Long, ServerLimit> setAside;
    private Suspect suspect;

    public SessionState(Snapshot snapshot) {
        identity = snapshot.identity();
        phase = snapshot.phase();
        handedOver = snapshot.handedOver();
        incarnations = new ArrayDeque<>(snapshot.incarnations());
        nextNumber = snapshot.nextNumber();
        grantedSessionExpiryInterval = snapshot.grantedSessionExpiryInterval();
        connectedAt = snapshot.connectedAt();
        closedAt = snapshot.closedAt();
        lostAt = snapshot.lostAt();
        snapshot.subscriptions()
                .forEach(held -> subscriptions.put(held.subscription().filter(), held));
        snapshot.queued().forEach(message -> queued.put(message.number(), message));
        snapshot.inFlight().forEach(message -> inFlight.put(message.packetId(), message));
        snapshot.received().forEach(id -> received.put(id.packetId(), id));
        snapshot.inbox().forEach(this::hold);
        keys = new LinkedHashMap<>(snapshot.keys());
        snapshot.inputs().forEach(input -> inputs.put(input.key(), input));
        snapshot.outputs().forEach(output -> outputs.put(output.file(), output));
        setAside = new LinkedHashMap<>(snapshot.setAside());
        suspect = snapshot.suspect();
    }

    /**
     * Applies one change.
     *
     * @throws IllegalStateException when the change speaks of something that is not there, which a journal written by
     *     this program never does
     */
    public void apply(Change change) {
        switch (change) {
            case Change.Bound bound -> identity = bound.identity();
            case Change.Connecting connecting -> {
                incarnations.addLast(connecting.incarnation());
                if (incarnations.size() > Snapshot.INCARNATIONS_KEPT) {
                    incarnations.removeFirst();
                }
            }
            case Change.Established established -> {
                phase = Phase.ESTABLISHED;
                lostAt = null;
                connectedAt = established.at();
                grantedSessionExpiryInterval = established.sessionExpiryInterval();
                if (!established.sessionPresent()) {
                    serverHasNothing();
                }
            }
            case Change.Lost lost -> {
                phase = Phase.LOST;
                lostAt = lost.at();
                serverHasNothing();
            }
            case Change.Closed closed -> closedAt = closed.at();
            case Change.Queued message -> {
                queued.put(message.number(), new QueuedMessage(message.number(), message.message(), message.at()));
                used(message.number());
            }
            case Change.Sent sent -> apply(sent);
            case Change.Released released -> {
                OutgoingMessage message = found(inFlight.get(released.packetId()), change);
                inFlight.put(released.packetId(), message.release());
            }
            case Change.Settled settled -> {
                remove(settled.number(), settled.packetId(), change);
                if (settled.reasonCode().isError()) {
                    forgetKeyOf(settled.number());
                }
            }
            case Change.Dropped dropped -> {
                remove(dropped.number(), dropped.packetId(), change);
                forgetKeyOf(dropped.number());
            }
            case Change.Republished republished -> {
                // From the last to the first, each to the front: their order stays and all come before the queue.
                for (OutgoingMessage message :
                        new ArrayList<>(inFlight.sequencedValues().reversed())) {
                    queued.putFirst(
                            message.number(), new QueuedMessage(message.number(), message.message(), republished.at()));
                }
                inFlight.clear();
            }
            case Change.Discarded discarded -> {
                for (OutgoingMessage message : inFlight.values()) {
                    forgetKeyOf(message.number());
                    done(message.number());
                }
                inFlight.clear();
            }
            case Change.SetAside message -> {
                ServerLimit limit = message.limit();
                if (limit == null) {
                    setAside.remove(message.number());
                } else {
                    setAside.put(message.number(), limit);
                }
            }
            case Change.Suspected now -> suspect = now.suspect();
            case Change.Received id -> received.put(id.packetId(), new ReceivedId(id.packetId(), id.at()));
            case Change.Forgotten id -> received.remove(id.packetId());
            case Change.Inboxed message -> {
                hold(new InboxMessage(message.number(), message.message(), message.dup(), message.at()));
                used(message.number());
            }
            case Change.InboxRead read -> {
                InboxMessage message = found(inbox.remove(read.number()), change);
                inboxBytes -= bytesOf(message.message());
            }
            case Change.Subscribing subscribing -> {
                // Taken out first, so that a subscription that is made again stands where its last SUBSCRIBE stood.
                subscriptions.remove(subscribing.subscription().filter());
                subscriptions.put(
                        subscribing.subscription().filter(),
                        new HeldSubscription(subscribing.subscription(), subscribing.userProperties(), null, false));
            }
            case Change.Subscribed subscribed -> apply(subscribed);
            case Change.Unsubscribing unsubscribing ->
                subscriptions.computeIfPresent(
                        unsubscribing.filter(), (filter, held) -> held.with(held.granted(), true));
            case Change.Unsubscribed unsubscribed -> apply(unsubscribed);
            case Change.InputAt input -> inputs.put(input.position().key(), input.position());
            case Change.OutputAt output -> outputs.put(output.position().file(), output.position());
            case Change.Key key -> {
                keys.putLast(key.key(), key.number());
                // A message with QoS 0 leaves no other trace of its number.
                used(key.number());
                if (keys.size() > Snapshot.KEYS_KEPT) {
                    keys.pollFirstEntry();
                }
            }
            case Change.HandedOver _ -> handedOver = true;
            case Change.TakenBack _ -> handedOver = false;
        }
    }

    /** Identifiers it sent mean nothing any more, and subscriptions it granted are to be made again. */
    private void serverHasNothing() {
        received.clear();
        subscriptions.values().removeIf(HeldSubscription::ending);
        subscriptions.replaceAll((filter, held) -> held.with(null, false));
    }

    private void apply(Change.Sent sent) {
        Message message = sent.message();
        if (message == null) {
            message = found(queued.remove(sent.number()), sent).message();
        } else {
            // A queued message that goes out with what is left of its expiry stands in both places until now.
            queued.remove(sent.number());
        }
        if (inFlight.containsKey(sent.packetId())) {
            throw new IllegalStateException("packet identifier in use: " + sent);
        }
        inFlight.put(sent.packetId(), new OutgoingMessage(sent.packetId(), sent.number(), message, sent.at(), false));
        used(sent.number());
        setAside.remove(sent.number());
    }

    private void apply(Change.Subscribed subscribed) {
        String filter = subscribed.filter();
        HeldSubscription held = subscriptions.get(filter);
        if (held == null) {
            return;
        }
        if (subscribed.reasonCode().isError()) {
            subscriptions.remove(filter);
        } else {
            subscriptions.put(filter, held.with(subscribed.reasonCode(), held.ending()));
        }
    }

    private void apply(Change.Unsubscribed unsubscribed) {
        String filter = unsubscribed.filter();
        HeldSubscription held = subscriptions.get(filter);
        if (held == null) {
            return;
        }
        if (unsubscribed.reasonCode().isError()) {
            subscriptions.put(filter, held.with(held.granted(), false));
        } else {
            subscriptions.remove(filter);
        }
    }

    private void remove(long number, int packetId, Change change) {
        Object removed = packetId == 0 ? queued.remove(number) : inFlight.remove(packetId);
        found(removed, change);
        done(number);
    }

    /** What was said about a message is forgotten with it. */
    private void done(long number) {
        setAside.remove(number);
        if (suspect.number() == number) {
            suspect = Suspect.NONE;
        }
    }

    private void forgetKeyOf(long number) {
        keys.values().remove(number);
    }

    private void hold(InboxMessage message) {
        inbox.put(message.number(), message);
        inboxBytes += bytesOf(message.message());
    }

    static long bytesOf(Message message) {
        return message.topic().length() + (long) message.payload().size();
    }

    private void used(long number) {
        nextNumber = Math.max(nextNumber, number + 1);
    }

    private static <T> T found(@Nullable T value, Change change) {
        if (value == null) {
            throw new IllegalStateException("a change does not fit the state it is applied to: " + change);
        }
        return value;
    }

    /** Returns the state as it is now, as a value. */
    public Snapshot snapshot() {
        return new Snapshot(
                identity,
                phase,
                handedOver,
                List.copyOf(incarnations),
                nextNumber,
                grantedSessionExpiryInterval,
                connectedAt,
                closedAt,
                lostAt,
                List.copyOf(subscriptions.values()),
                List.copyOf(queued.values()),
                List.copyOf(inFlight.values()),
                List.copyOf(received.values()),
                List.copyOf(inbox.values()),
                Collections.unmodifiableMap(new LinkedHashMap<>(keys)),
                List.copyOf(inputs.values()),
                List.copyOf(outputs.values()),
                Collections.unmodifiableMap(new LinkedHashMap<>(setAside)),
                suspect);
    }

    public Identity identity() {
        return identity;
    }

    public Phase phase() {
        return phase;
    }

    public boolean handedOver() {
        return handedOver;
    }

    public long nextNumber() {
        return nextNumber;
    }

    public Collection<HeldSubscription> subscriptions() {
        return Collections.unmodifiableCollection(subscriptions.values());
    }

    public @Nullable HeldSubscription subscription(String filter) {
        return subscriptions.get(filter);
    }

    /** Returns what waits to be sent, in the order it will be. */
    public Collection<QueuedMessage> queued() {
        return Collections.unmodifiableCollection(queued.values());
    }

    public @Nullable QueuedMessage queued(long number) {
        return queued.get(number);
    }

    /** Returns what was sent and is not completely acknowledged, in the order it was first sent. */
    public Collection<OutgoingMessage> inFlight() {
        return Collections.unmodifiableCollection(inFlight.values());
    }

    public @Nullable OutgoingMessage inFlight(int packetId) {
        return inFlight.get(packetId);
    }

    public Collection<ReceivedId> received() {
        return Collections.unmodifiableCollection(received.values());
    }

    public boolean hasReceived(int packetId) {
        return received.containsKey(packetId);
    }

    /** Returns the messages held for the next reader, in the order they came. */
    public Collection<InboxMessage> inbox() {
        return Collections.unmodifiableCollection(inbox.values());
    }

    public long inboxBytes() {
        return inboxBytes;
    }

    public @Nullable Long numberOfKey(String key) {
        return keys.get(key);
    }

    public @Nullable InputPosition input(InputPosition.Key key) {
        return inputs.get(key);
    }

    public @Nullable OutputPosition output(String file) {
        return outputs.get(file);
    }

    /** Returns why the server of the last connection was not sent a message, or null when it was. */
    public @Nullable ServerLimit setAside(long number) {
        return setAside.get(number);
    }

    public Suspect suspect() {
        return suspect;
    }

    public @Nullable Long connectedAt() {
        return connectedAt;
    }
}
