package io.mqkeep.cli.shell;

import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * A server that sends everything back to whoever has subscribed to anything, with the QoS it came with. What is published
 * to {@link #HELD} it neither acknowledges nor sends back.
 */
final class EchoBroker {
    static final String HELD = "held";

    private EchoBroker() {}

    static ScriptedBroker start() {
        return ScriptedBroker.playingAlways(EchoBroker::play);
    }

    static void play(Peer peer) throws IOException {
        peer.accept();
        serve(peer);
    }

    /** Serves until the client goes. */
    static void serve(Peer peer) throws IOException {
        Set<String> filters = new HashSet<>();
        int packetId = 100;
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            switch (packet.type()) {
                case SUBSCRIBE -> {
                    filters.addAll(packet.filters());
                    peer.send(peer.packets()
                            .subAck(
                                    packet.packetId(),
                                    packet.filters().stream().mapToInt(_ -> 2).toArray()));
                }
                case UNSUBSCRIBE -> {
                    packet.filters().forEach(filters::remove);
                    peer.send(peer.packets()
                            .unsubAck(
                                    packet.packetId(),
                                    packet.filters().stream().mapToInt(_ -> 0).toArray()));
                }
                case PUBLISH -> {
                    if (packet.topic().equals(HELD)) {
                        continue;
                    }
                    if (packet.qos() == 1) {
                        peer.send(peer.packets().pubAck(packet.packetId()));
                    } else if (packet.qos() == 2) {
                        peer.send(peer.packets().pubRec(packet.packetId()));
                    }
                    if (!filters.isEmpty()) {
                        peer.send(peer.packets()
                                .publish(
                                        packet.qos() == 0 ? 0 : packetId++,
                                        packet.topic(),
                                        packet.payload(),
                                        packet.qos()));
                    }
                }
                case PUBREL -> peer.send(peer.packets().pubComp(packet.packetId()));
                case PUBREC -> peer.send(peer.packets().pubRel(packet.packetId()));
                case PINGREQ -> peer.send(peer.packets().pingResp());
                case DISCONNECT -> {
                    return;
                }
                default -> {
                    // PUBACK, PUBCOMP: as it should be.
                }
            }
        }
    }
}
