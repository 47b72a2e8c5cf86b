package io.mqkeep.session;

import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody asked for: subscriptions or unsubscriptions, not both. */
final class SubscriptionRequest {
    /** The number of a request that nobody but the session made. */
    static final long OUR_OWN = 0;

    final long number;
    final List<Subscription> subscriptions;
    final List<String> unsubscribed;
    final List<UserProperty> userProperties;
    /** The subscriptions its packet asks for: of those the server does not have yet, as many as fit. */
    List<Subscription> missing = List.of();
    /** The filters its packet ends. */
    List<String> ending = List.of();

    final Map<String, ReasonCode> answers = new LinkedHashMap<>();

    SubscriptionRequest(
            long number,
            List<Subscription> subscriptions,
            List<String> unsubscribed,
            List<UserProperty> userProperties) {
        this.number = number;
        this.subscriptions = List.copyOf(subscriptions);
        this.unsubscribed = List.copyOf(unsubscribed);
        this.userProperties = List.copyOf(userProperties);
    }

    boolean isOurOwn() {
        return number == OUR_OWN;
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

    /** Returns the filters to end that have no answer yet. */
    List<String> toEnd() {
        List<String> left = new ArrayList<>();
        for (String filter : unsubscribed) {
            if (!answers.containsKey(filter)) {
                left.add(filter);
            }
        }
        return left;
    }

    /** Takes as many as fit into one packet of the server's Maximum Packet Size; none when not even the first does. */
    void ask(List<Subscription> wanted, @Nullable Long maximum) {
        missing = wanted;
        while (!missing.isEmpty() && maximum != null && subscribe(1).encodedSize() > maximum) {
            missing = fewer(missing);
        }
    }

    /** Takes as many as fit into one packet of the server's Maximum Packet Size; none when not even the first does. */
    void end(List<String> filters, @Nullable Long maximum) {
        ending = filters;
        while (!ending.isEmpty() && maximum != null && unsubscribe(1).encodedSize() > maximum) {
            ending = fewer(ending);
        }
    }

    private static <T> List<T> fewer(List<T> list) {
        return list.subList(0, list.size() - Math.max(1, list.size() / 4));
    }

    Packet packet(int packetId) {
        return missing.isEmpty() ? unsubscribe(packetId) : subscribe(packetId);
    }

    private Subscribe subscribe(int packetId) {
        return new Subscribe(packetId, missing, userProperties);
    }

    private Unsubscribe unsubscribe(int packetId) {
        return new Unsubscribe(packetId, ending, userProperties);
    }
}
