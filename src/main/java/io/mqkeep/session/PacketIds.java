package io.mqkeep.session;

import java.util.HashSet;
import java.util.Set;

/**
 * Gives out packet identifiers that are not in use ([MQTT-2.2.1-3]). SUBSCRIBE, UNSUBSCRIBE and PUBLISH share them; what
 * the server sends has identifiers of its own.
 */
final class PacketIds {
    /** Returned when every identifier is in use. */
    static final int NONE = 0;

    private final SessionState state;
    private final int maximum;
    private final Set<Integer> requests = new HashSet<>();
    /** In use although no message or request has them: an acknowledgement is still on its way. */
    private final Set<Integer> kept = new HashSet<>();

    private int last;

    PacketIds(SessionState state, int maximum) {
        this.state = state;
        this.maximum = maximum;
        // After the newest message in flight, so that a resumed session does not walk over all it has.
        for (OutgoingMessage message : state.inFlight()) {
            last = message.packetId();
        }
    }

    /** Returns a free identifier, or {@link #NONE}. It counts as in use once a message in flight or a request has it. */
    int free() {
        if (state.inFlight().size() + requests.size() + kept.size() >= maximum) {
            return NONE;
        }
        int id = last;
        do {
            id = id >= maximum ? 1 : id + 1;
        } while (state.inFlight(id) != null || requests.contains(id) || kept.contains(id));
        last = id;
        return id;
    }

    int freeForRequest() {
        int id = free();
        if (id != NONE) {
            requests.add(id);
        }
        return id;
    }

    boolean isRequest(int packetId) {
        return requests.contains(packetId);
    }

    void requestDone(int packetId) {
        requests.remove(packetId);
    }

    /** Keeps an identifier from being given out until {@link #giveBack} or the end of the connection. */
    void keep(int packetId) {
        kept.add(packetId);
    }

    void giveBack(int packetId) {
        kept.remove(packetId);
    }

    /** SUBSCRIBE and UNSUBSCRIBE are not part of the session state: their identifiers end with the connection. */
    void connectionLost() {
        requests.clear();
        kept.clear();
    }
}
