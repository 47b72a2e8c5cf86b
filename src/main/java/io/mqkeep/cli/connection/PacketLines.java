package io.mqkeep.cli.connection;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.protocol.Packet;
import io.mqkeep.transport.PacketLine;
import io.mqkeep.transport.PacketTrace;

/** Shows every packet on standard error, a line each. */
final class PacketLines implements PacketTrace {
    private final Notes notes;

    PacketLines(Notes notes) {
        this.notes = notes;
    }

    @Override
    public void sent(Packet packet) {
        notes.trace(PacketLine.sent(packet));
    }

    @Override
    public void received(Packet packet) {
        notes.trace(PacketLine.received(packet));
    }
}
