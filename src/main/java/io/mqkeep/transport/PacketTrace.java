package io.mqkeep.transport;

import io.mqkeep.protocol.Packet;

/** Sees every packet that goes over a wire, for debugging. Called on the loop's thread: it must not block. */
public interface PacketTrace {
    /** A packet was encoded and queued. */
    void sent(Packet packet);

    /** A packet came and passed all checks. */
    void received(Packet packet);
}
