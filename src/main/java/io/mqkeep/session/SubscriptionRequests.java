package io.mqkeep.session;

import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UnsubAck;
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
    private final SessionState state;
    private final PacketIds packetIds;
    private final Turn turn;
    private boolean connected;
    private ConnAckProperties server = ConnAckProperties.DEFAULT;
    private final Map<Integer, SubscriptionRequest> sent = new LinkedHashMap<>();
    private final List<SubscriptionRequest> waiting = new ArrayList<>();

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
        List<HeldSubscription> renewed = new ArrayList<>();
        List<String> ending = new ArrayList<>();
        for (HeldSubscription held : state.subscriptions()) {
            String filter = held.subscription().filter();
            if (asked.contains(filter)) {
                continue;
            }
            if (held.ending()) {
                ending.add(filter);
            } else if (held.granted() == null) {
                renewed.add(held);
            }
        }
        List<SubscriptionRequest> own = requestsFor(renewed);
        if (!ending.isEmpty()) {
            own.add(new SubscriptionRequest(SubscriptionRequest.OUR_OWN, List.of(), ending, List.of()));
        }
        waiting.addAll(0, own);
        pump();
    }

    /** What one packet has room for once: a subscription identifier, and user properties. */
    private record Together(int subscriptionIdentifier, List<UserProperty> userProperties) {}

    private static List<SubscriptionRequest> requestsFor(Collection<HeldSubscription> subscriptions) {
        Map<Together, List<Subscription>> packets = new LinkedHashMap<>();
        for (HeldSubscription held : subscriptions) {
            Subscription subscription = held.subscription();
            packets.computeIfAbsent(
                            new Together(subscription.subscriptionIdentifier(), held.userProperties()),
                            together -> new ArrayList<>())
                    .add(subscription);
        }
        List<SubscriptionRequest> requests = new ArrayList<>();
        packets.forEach((together, of) -> requests.add(
                new SubscriptionRequest(SubscriptionRequest.OUR_OWN, of, List.of(), together.userProperties())));
        return requests;
    }

    /** The connection is about to end: what is asked from now on waits for the next one. */
    void closing() {
        connected = false;
    }

    void disconnected() {
        connected = false;
        List<SubscriptionRequest> again = new ArrayList<>(sent.values());
        again.addAll(waiting);
        // Our own are found again by looking at the state.
        again.removeIf(SubscriptionRequest::isOurOwn);
        waiting.clear();
        waiting.addAll(again);
        sent.clear();
        packetIds.connectionLost();
    }

    /** Subscribes, but for the filters that the server has already with the same options. */
    void subscribe(long number, List<Subscription> subscriptions, List<UserProperty> userProperties) {
        for (Subscription subscription : subscriptions) {
            if (grantedCode(subscription) == null) {
                turn.store(new Change.Subscribing(subscription, userProperties));
            }
        }
        waiting.add(new SubscriptionRequest(number, subscriptions, List.of(), userProperties));
        pump();
    }

    void unsubscribe(long number, List<String> filters, List<UserProperty> userProperties) {
        for (String filter : filters) {
            turn.store(new Change.Unsubscribing(filter));
        }
        waiting.add(new SubscriptionRequest(number, List.of(), filters, userProperties));
        pump();
    }

    /** Sends what waits, as far as there are packet identifiers. */
    void pump() {
        while (connected && !waiting.isEmpty() && send(waiting.getFirst())) {
            waiting.removeFirst();
        }
    }

    /** Returns false when it has to wait, for a packet identifier or for the answer to another. */
    private boolean send(SubscriptionRequest request) {
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
        List<String> ending = request.toEnd();
        if (missing.isEmpty() && ending.isEmpty()) {
            settle(request, null);
            return true;
        }
        if (missing.stream().anyMatch(this::isAskedFor)) {
            // The answer that is on its way is the answer to this one too; asked twice, retained messages come twice.
            return false;
        }
        request.ask(missing, server.maximumPacketSize());
        request.end(ending, server.maximumPacketSize());
        if (request.missing.isEmpty() && request.ending.isEmpty()) {
            tooLarge(request, missing, ending);
            return send(request);
        }
        int packetId = packetIds.freeForRequest();
        if (packetId == PacketIds.NONE) {
            return false;
        }
        for (Subscription subscription : request.missing) {
            if (state.subscription(subscription.filter()) == null) {
                // It waited for another's answer, and that was a refusal.
                turn.store(new Change.Subscribing(subscription, request.userProperties));
            }
        }
        sent.put(packetId, request);
        turn.send(request.packet(packetId));
        return true;
    }

    /** Not even the first fits into a packet that the server takes ([MQTT-3.2.2-15]): it would end the connection. */
    private void tooLarge(SubscriptionRequest request, List<Subscription> missing, List<String> ending) {
        if (missing.isEmpty()) {
            ended(request, ending.getFirst(), ReasonCode.PACKET_TOO_LARGE);
        } else {
            answered(request, missing.getFirst(), ReasonCode.PACKET_TOO_LARGE);
        }
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
        SubscriptionRequest request = sent.get(subAck.packetId());
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
        answered(request, subAck.reasonString());
        return null;
    }

    /** Takes note that a packet was answered: what did not fit into it goes into the next. */
    private void answered(SubscriptionRequest request, @Nullable String reasonString) {
        boolean more = !request.toEnd().isEmpty();
        for (Subscription subscription : request.subscriptions) {
            more |= !request.answers.containsKey(subscription.filter()) && grantedCode(subscription) == null;
        }
        if (more) {
            waiting.addFirst(request);
        } else {
            settle(request, reasonString);
        }
    }

    /** Takes the server's answer for one filter, or what it said in CONNACK that it would answer. */
    private void answered(SubscriptionRequest request, Subscription subscription, ReasonCode code) {
        String filter = subscription.filter();
        if (!askedAgain(request, filter, subscription)) {
            turn.store(new Change.Subscribed(filter, code));
        }
        request.answers.put(filter, code);
        if (request.isOurOwn()) {
            turn.tell(new SessionEvent.SubscriptionRenewed(filter, code));
        }
    }

    /** Returns what is wrong with the answer, or null. */
    @Nullable
    String unsubAck(UnsubAck unsubAck) {
        SubscriptionRequest request = sent.get(unsubAck.packetId());
        if (request == null) {
            return forPublish(unsubAck.packetId(), unsubAck);
        }
        if (!request.missing.isEmpty()) {
            return "UNSUBACK for a SUBSCRIBE";
        }
        List<ReasonCode> codes = unsubAck.reasonCodes();
        if (codes.isEmpty()) {
            // MQTT 3.1.1 has no codes: it always succeeds.
            codes = Collections.nCopies(request.ending.size(), ReasonCode.SUCCESS);
        }
        if (codes.size() != request.ending.size()) {
            return "UNSUBACK has " + codes.size() + " reason codes for " + request.ending.size() + " filters";
        }
        done(unsubAck.packetId());
        for (int i = 0; i < codes.size(); i++) {
            ended(request, request.ending.get(i), codes.get(i));
        }
        answered(request, unsubAck.reasonString());
        return null;
    }

    private void ended(SubscriptionRequest request, String filter, ReasonCode code) {
        if (!askedAgain(request, filter, null)) {
            turn.store(new Change.Unsubscribed(filter, code));
        }
        request.answers.put(filter, code);
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
    private boolean askedAgain(SubscriptionRequest request, String filter, @Nullable Subscription answered) {
        return Stream.concat(sent.values().stream(), waiting.stream())
                .anyMatch(other -> other != request && other.asksElse(filter, answered));
    }

    private @Nullable String forPublish(int packetId, Packet answer) {
        return state.inFlight(packetId) == null ? null : answer.type() + " for a PUBLISH";
    }

    private void settle(SubscriptionRequest request, @Nullable String reasonString) {
        if (request.isOurOwn()) {
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
}
