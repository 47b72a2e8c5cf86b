package io.mqkeep.session;

import io.mqkeep.protocol.Publish;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Messages with QoS 1 and 2 that came on this connection and that nobody has taken. They are still the server's: it sends
 * them again on the next connection, but not on this one ([MQTT-4.4.0-1]), so the first of them, as far as there is room,
 * are remembered for the next reader.
 */
final class LeftWithServer {
    private final long room;
    private final Map<Integer, Publish> remembered = new LinkedHashMap<>();
    private final Set<Integer> beyond = new HashSet<>();
    private long bytes;

    /** @param room for how many bytes of messages */
    LeftWithServer(long room) {
        this.room = room;
    }

    void add(Publish publish) {
        long size = SessionState.bytesOf(publish.message());
        if (remembered.containsKey(publish.packetId())) {
            return;
        }
        if (!beyond.isEmpty() || bytes + size > room) {
            beyond.add(publish.packetId());
        } else {
            remembered.put(publish.packetId(), publish);
            bytes += size;
        }
    }

    /** Adds one that came before all others, so that none of them can have its turn on this connection. */
    void addBeforeAll(int packetId) {
        beyond.addAll(remembered.keySet());
        beyond.add(packetId);
        remembered.clear();
        bytes = 0;
    }

    /** Returns those that are remembered, in the order they came. */
    List<Publish> remembered() {
        return List.copyOf(remembered.values());
    }

    /** One that is remembered was taken after all. */
    void taken(Publish publish) {
        if (remembered.remove(publish.packetId()) != null) {
            bytes -= SessionState.bytesOf(publish.message());
        }
    }

    boolean contains(int packetId) {
        return remembered.containsKey(packetId) || beyond.contains(packetId);
    }

    boolean isEmpty() {
        return remembered.isEmpty() && beyond.isEmpty();
    }

    int size() {
        return remembered.size() + beyond.size();
    }

    Stream<Integer> packetIds() {
        return Stream.concat(remembered.keySet().stream(), beyond.stream());
    }

    void clear() {
        remembered.clear();
        beyond.clear();
        bytes = 0;
    }
}
