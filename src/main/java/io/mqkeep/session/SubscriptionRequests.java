package io.mqkeep.session;

import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SUBSCRIBE and UNSUBSCRIBE. The standard does not count them as session state, so their packet identifiers end with
 * the connection; what is wanted is stored, and asked for again on the next connection until it is answered.
 */
final class SubscriptionRequests {
    /** The number of a request that nobody but the session made. */
    private static final long OUR_OWN = 0;

    private final SessionState state;
    private final PacketIds packetIds;
    private final Turn turn;
    private boolean connected;
    private ConnAckProperties server = ConnAckProperties.DEFAULT;
    private final Map<Integer, Request> sent = new LinkedHashMap<>();
    private final List<Request> waiting = new ArrayList<>();

    SubscriptionRequests(SessionState state, PacketIds packetIds, Turn turn) {
        this.state = state;
        this.packetIds = packetIds;
        this.turn = turn;
    }

    /** The connection is established: what the server doesn't have is asked for again, then what somebody waits for. */
    void connected(ConnAckProperties properties) {
        connected = true;
        server = properties;
        Set<String> asked = new HashSet<>();
        waiting.forEach(request -> asked.addAll(request.filters()));
        List<Subscription> renewed = new ArrayList<>();
        List<String> ending = new ArrayList<>();
        for (HeldSubscription held : state.subscriptions()) {
            String filter = held.subscription().filter();
            if (asked.contains(filter)) {
                continue;
            }
            if (held.ending()) {
                ending.add(filter);
            } else if (held.granted() == null) {
                renewed.add(held.subscription());
            }
        }
        List<Request> own = requestsFor(renewed);
        if (!ending.isEmpty()) {
            own.add(new Request(OUR_OWN, List.of(), ending, List.of()));
        }
        waiting.addAll(0, own);
        pump();
    }

    /** One packet has room for one subscription identifier, so there is a packet for each that occurs. */
    private static List<Request> requestsFor(Collection<Subscription> subscriptions) {
        Map<Integer, List<Subscription>> byIdentifier = new LinkedHashMap<>();
        for (Subscription subscription : subscriptions) {
            byIdentifier
                    .computeIfAbsent(subscription.subscriptionIdentifier(), identifier -> new ArrayList<>())
                    .add(subscription);
        }
        List<Request> requests = new ArrayList<>();
        for (List<Subscription> together : byIdentifier.values()) {
            requests.add(new Request(OUR_OWN, together, List.of(), List.of()));
        }
        return requests;
    }

    /** The connection is about to end: what is asked from now on waits for the next one. */
    void closing() {
        connected = false;
    }

    void disconnected() {
        connected = false;
        List<Request> again = new ArrayList<>(sent.values());
        again.addAll(waiting);
        // Our own are found again by looking at the state.
        again.removeIf(request -> request.number == OUR_OWN);
        waiting.clear();
        waiting.addAll(again);
        sent.clear();
        packetIds.connectionLost();
    }

    /** Subscribes, but for the filters that the server has already with the same options. */
    void subscribe(long number, List<Subscription> subscriptions, List<UserProperty> userProperties) {
        for (Subscription subscription : subscriptions) {
            if (grantedCode(subscription) == null) {
                turn.store(new Change.Subscribing(subscription));
            }
        }
        waiting.add(new Request(number, subscriptions, List.of(), userProperties));
        pump();
    }

    void unsubscribe(long number, List<String> filters, List<UserProperty> userProperties) {
        for (String filter : filters) {
            turn.store(new Change.Unsubscribing(filter));
        }
        waiting.add(new Request(number, List.of(), filters, userProperties));
        pump();
    }

    /** Sends what waits, as far as there are packet identifiers. */
    void pump() {
        while (connected && !waiting.isEmpty() && send(waiting.getFirst())) {
            waiting.removeFirst();
        }
    }

    /** Returns false when it has to wait, for a packet identifier or for the answer to another. */
    private boolean send(Request request) {
        List<Subscription> missing = new ArrayList<>();
        for (Subscription subscription : request.subscriptions) {
            if (grantedCode(subscription) == null && !request.answers.containsKey(subscription.filter())) {
                ReasonCode refusal = ServerLimit.against(subscription, server);
                if (refusal == null) {
                    missing.add(subscription);
                } else {
                    answered(request, subscription, refusal);
                }
            }
        }
        if (missing.isEmpty() && request.unsubscribed.isEmpty()) {
            settle(request, null);
            return true;
        }
        if (missing.stream().anyMatch(this::isAskedFor)) {
            // The answer that is on its way is the answer to this one too; asked twice, retained messages come twice.
            return false;
        }
        int packetId = packetIds.freeForRequest();
        if (packetId == PacketIds.NONE) {
            return false;
        }
        for (Subscription subscription : missing) {
            if (state.subscription(subscription.filter()) == null) {
                // It waited for another's answer, and that was a refusal.
                turn.store(new Change.Subscribing(subscription));
            }
        }
        request.missing = missing;
        sent.put(packetId, request);
        turn.send(
                missing.isEmpty()
                        ? new Unsubscribe(packetId, request.unsubscribed, request.userProperties)
                        : new Subscribe(packetId, missing, request.userProperties));
        return true;
    }

    private boolean isAskedFor(Subscription subscription) {
        return sent.values().stream()
                .anyMatch(request -> request.missing.stream().anyMatch(subscription::sameAs));
    }

    private @Nullable ReasonCode grantedCode(Subscription subscription) {
        HeldSubscription held = state.subscription(subscription.filter());
        return held != null && !held.ending() && held.subscription().sameAs(subscription) ? held.granted() : null;
    }

    /** Returns what is wrong with the answer, or null. */
    @Nullable
    String subAck(SubAck subAck) {
        Request request = sent.get(subAck.packetId());
        if (request == null) {
            return forPublish(subAck.packetId(), subAck);
        }
        if (request.missing.isEmpty()) {
            return "SUBACK for an UNSUBSCRIBE";
        }
        if (subAck.reasonCodes().size() != request.missing.size()) {
            return "SUBACK has " + subAck.reasonCodes().size() + " reason codes for " + request.missing.size()
                    + " subscriptions";
        }
        done(subAck.packetId());
        for (int i = 0; i < request.missing.size(); i++) {
            Subscription subscription = request.missing.get(i);
            ReasonCode code = subAck.reasonCodes().get(i);
            answered(request, subscription, code);
        }
        settle(request, subAck.reasonString());
        return null;
    }

    /** Takes the server's answer for one filter, or what it said in CONNACK that it would answer. */
    private void answered(Request request, Subscription subscription, ReasonCode code) {
        String filter = subscription.filter();
        if (!askedAgain(request, filter, subscription)) {
            turn.store(new Change.Subscribed(filter, code));
        }
        request.answers.put(filter, code);
        if (request.number == OUR_OWN) {
            turn.tell(new SessionEvent.SubscriptionRenewed(filter, code));
        }
    }

    /** Returns what is wrong with the answer, or null. */
    @Nullable
    String unsubAck(UnsubAck unsubAck) {
        Request request = sent.get(unsubAck.packetId());
        if (request == null) {
            return forPublish(unsubAck.packetId(), unsubAck);
        }
        if (!request.missing.isEmpty()) {
            return "UNSUBACK for a SUBSCRIBE";
        }
        List<ReasonCode> codes = unsubAck.reasonCodes();
        if (codes.isEmpty()) {
            // MQTT 3.1.1 has no codes: it always succeeds.
            codes = Collections.nCopies(request.unsubscribed.size(), ReasonCode.SUCCESS);
        }
        if (codes.size() != request.unsubscribed.size()) {
            return "UNSUBACK has " + codes.size() + " reason codes for " + request.unsubscribed.size() + " filters";
        }
        done(unsubAck.packetId());
        for (int i = 0; i < codes.size(); i++) {
            String filter = request.unsubscribed.get(i);
            if (!askedAgain(request, filter, null)) {
                turn.store(new Change.Unsubscribed(filter, codes.get(i)));
            }
            request.answers.put(filter, codes.get(i));
        }
        settle(request, unsubAck.reasonString());
        return null;
    }

    private void done(int packetId) {
        sent.remove(packetId);
        packetIds.requestDone(packetId);
    }

    /**
     * Says whether another request for the filter is open: then its answer is the one that counts.
     *
     * @param answered what was just answered, or null; who waits for the same wants that answer
     */
    private boolean askedAgain(Request request, String filter, @Nullable Subscription answered) {
        return Stream.concat(sent.values().stream(), waiting.stream())
                .anyMatch(other -> other != request && other.asksElse(filter, answered));
    }

    private @Nullable String forPublish(int packetId, Packet answer) {
        return state.inFlight(packetId) == null ? null : answer.type() + " for a PUBLISH";
    }

    private void settle(Request request, @Nullable String reasonString) {
        if (request.number == OUR_OWN) {
            return;
        }
        List<ReasonCode> codes = new ArrayList<>();
        for (Subscription subscription : request.subscriptions) {
            ReasonCode answered = request.answers.get(subscription.filter());
            ReasonCode granted = grantedCode(subscription);
            codes.add(answered != null ? answered : granted != null ? granted : ReasonCode.UNSPECIFIED_ERROR);
        }
        for (String filter : request.unsubscribed) {
            codes.add(request.answers.getOrDefault(filter, ReasonCode.SUCCESS));
        }
        turn.settle(request.number, new Outcome.Answered(codes, reasonString));
    }

    /** Says whether a SUBACK or UNSUBACK is awaited. */
    boolean open() {
        return !sent.isEmpty() || !waiting.isEmpty();
    }

    /** What somebody asked for: subscriptions or unsubscriptions, not both. */
    private static final class Request {
        final long number;
        final List<Subscription> subscriptions;
        final List<String> unsubscribed;
        final List<UserProperty> userProperties;
        /** The subscriptions its packet asks for: those the server does not have yet. */
        List<Subscription> missing = List.of();

        final Map<String, ReasonCode> answers = new LinkedHashMap<>();

        Request(
                long number,
                List<Subscription> subscriptions,
                List<String> unsubscribed,
                List<UserProperty> userProperties) {
            this.number = number;
            this.subscriptions = List.copyOf(subscriptions);
            this.unsubscribed = List.copyOf(unsubscribed);
            this.userProperties = userProperties;
        }

        /** Says whether it asks for something about the filter, and not for this subscription to it. */
        boolean asksElse(String filter, @Nullable Subscription other) {
            if (unsubscribed.contains(filter)) {
                return true;
            }
            for (Subscription subscription : subscriptions) {
                if (subscription.filter().equals(filter) && (other == null || !subscription.sameAs(other))) {
                    return true;
                }
            }
            return false;
        }

        List<String> filters() {
            return subscriptions.isEmpty()
                    ? unsubscribed
                    : subscriptions.stream().map(Subscription::filter).toList();
        }
    }
}
