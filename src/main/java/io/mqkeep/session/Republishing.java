package io.mqkeep.session;

import io.mqkeep.protocol.MqttVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * When PUBLISH and PUBREL are sent again on a live connection because nothing acknowledges them. Only in MQTT 3.1.1, which
 * requires it after a reconnect alone and does not forbid it otherwise (3.1.1: 4.4); MQTT 5 forbids it ([MQTT-4.4.0-1]).
 *
 * <p>The server acknowledges every copy. So a packet identifier is not used for another message before each copy of the
 * last one is acknowledged, or what acknowledges the last would be taken for what acknowledges the next.
 */
final class Republishing {
    private final long intervalMillis;
    private final PacketIds packetIds;
    private boolean on;
    private boolean readingPaused;
    /** By packet identifier, those first that were sent longest ago. */
    private final SequencedMap<Integer, Copies> open = new LinkedHashMap<>();

    /** Identifiers whose message is done but not each of its copies, with the number of those. */
    private final Map<Integer, Integer> late = new LinkedHashMap<>();

    /**
     * @param sentAt when the last copy was sent
     * @param unanswered how many copies are not acknowledged
     */
    private record Copies(long sentAt, int unanswered) {}

    /** @param intervalMillis after how long it is sent again; 0 for never */
    Republishing(long intervalMillis, PacketIds packetIds) {
        this.intervalMillis = intervalMillis;
        this.packetIds = packetIds;
    }

    void connected(MqttVersion version) {
        on = intervalMillis > 0 && version == MqttVersion.V3_1_1;
        readingPaused = false;
    }

    void disconnected() {
        on = false;
        open.clear();
        late.clear();
    }

    /** A PUBLISH with QoS 1 or 2, or a PUBREL, is sent. */
    void sent(int packetId, long now) {
        if (on) {
            Copies before = open.remove(packetId);
            open.putLast(packetId, new Copies(now, before == null ? 1 : before.unanswered + 1));
        }
    }

    /** A PUBACK, PUBREC or PUBCOMP came for a message that is not done. */
    void answered(int packetId) {
        open.computeIfPresent(packetId, (id, copies) -> new Copies(copies.sentAt, copies.unanswered - 1));
    }

    /** The message is done. Its identifier stays in use while a copy is not acknowledged. */
    void done(int packetId) {
        Copies copies = open.remove(packetId);
        if (copies != null && copies.unanswered > 0) {
            late.put(packetId, copies.unanswered);
            packetIds.keep(packetId);
        }
    }

    /** Says whether an acknowledgement that nothing waits for is one for a copy of a message that is done. */
    boolean isForCopy(int packetId) {
        Integer unanswered = late.remove(packetId);
        if (unanswered == null) {
            return false;
        }
        if (unanswered > 1) {
            late.put(packetId, unanswered - 1);
        } else {
            packetIds.giveBack(packetId);
        }
        return true;
    }

    /** While nothing is read from the network nothing can be missed; the wait starts anew when reading goes on. */
    void readingPaused(boolean paused, long now) {
        readingPaused = paused;
        if (!paused) {
            open.replaceAll((id, copies) -> new Copies(now, copies.unanswered));
        }
    }

    /** Returns when {@link #due} has something, milliseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    long nextDeadline() {
        return open.isEmpty() || readingPaused
                ? Long.MAX_VALUE
                : open.firstEntry().getValue().sentAt + intervalMillis;
    }

    /** Returns the identifiers of what is to be sent again now. */
    List<Integer> due(long now) {
        List<Integer> due = new ArrayList<>();
        if (!readingPaused) {
            for (Map.Entry<Integer, Copies> entry : open.entrySet()) {
                if (entry.getValue().sentAt + intervalMillis > now) {
                    break;
                }
                due.add(entry.getKey());
            }
        }
        return due;
    }
}
