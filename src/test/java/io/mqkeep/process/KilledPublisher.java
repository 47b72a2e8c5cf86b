package io.mqkeep.process;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;

/** Leaves a session with a message of QoS 2 in flight: the process is killed while a packet of the handshake is on its way. */
final class KilledPublisher {
    static final String SESSION = "till";

    private KilledPublisher() {}

    /**
     * Publishes and dies. The packet that was on its way never arrives; the connections after that are let alone.
     *
     * @param lost the packet on whose way, in this direction, it dies
     */
    static void dies(
            Mqkeep mqkeep,
            Relay relay,
            Ground ground,
            String topic,
            String payload,
            Direction direction,
            PacketType lost) {
        relay.withhold(direction, lost);
        try (MqkeepProcess process = mqkeep.startAt(
                relay.port(), ground.version(), "pub", "--session", SESSION, "-t", topic, "-m", payload, "-q", "2")) {
            process.awaitWhileRunning(lost + " on its way", () -> relay.withheld() > 0);
            process.killNine();
        }
        relay.passEverything();
    }
}
