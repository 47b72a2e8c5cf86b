package io.mqkeep.session.model;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.TopicFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session state in the server (4.1 of both versions). */
public final class ServerSession {
    final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    final Deque<Message> queue = new ArrayDeque<>();
    /** Sent to the client and not completely acknowledged, in the order first sent. */
    final Map<Integer, Unacknowledged> unacknowledged = new LinkedHashMap<>();
    /** Received from the client with QoS 2 and not completely acknowledged. */
    final Map<Integer, Message> received = new LinkedHashMap<>();

    /** A message on its way to the client; once released only PUBREL is owed. */
    record Unacknowledged(Message message, boolean released) {}

    @Nullable
    QoS grantedFor(String topic) {
        QoS granted = null;
        for (Subscription subscription : subscriptions.values()) {
            if (TopicFilter.matches(subscription.filter(), topic)
                    && (granted == null || granted.compareTo(subscription.qos()) < 0)) {
                granted = subscription.qos();
            }
        }
        return granted;
    }

    /** Returns the lowest free identifier, so that it is used again as soon as it may be, or 0. */
    int freeIdentifier(int maximum) {
        for (int packetId = 1; packetId <= maximum; packetId++) {
            if (!unacknowledged.containsKey(packetId)) {
                return packetId;
            }
        }
        return 0;
    }

    /** Returns the messages for the client that would be gone if the session were. */
    public List<Message> held() {
        List<Message> held = new ArrayList<>(queue);
        unacknowledged.values().forEach(open -> held.add(open.message()));
        return held;
    }

    public List<String> filters() {
        return List.copyOf(subscriptions.keySet());
    }
}
