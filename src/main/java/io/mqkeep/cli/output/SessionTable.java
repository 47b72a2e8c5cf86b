package io.mqkeep.cli.output;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Snapshot;
import java.util.List;
import java.util.Locale;

/** Sessions for a person to read, a line each. */
public final class SessionTable {
    private final Table table =
            new Table("SESSION", "SERVER", "STATE", "IN FLIGHT", "QUEUED", "INBOX", "LAST CONNECTION");
    private final long now;

    /** @param now what ages are counted from */
    public SessionTable(long now) {
        this.now = now;
    }

    /** Adds a session. */
    public void add(String name, Snapshot session) {
        ServerAddress server = session.identity().server();
        Long connectedAt = session.connectedAt();
        table.row(
                name,
                server == null ? "-" : server.toString(),
                session.handedOver() ? "handed over" : session.phase().name().toLowerCase(Locale.ROOT),
                Integer.toString(session.inFlight().size()),
                Integer.toString(session.queued().size()),
                Integer.toString(session.inbox().size()),
                connectedAt == null ? "never" : Times.length(now - connectedAt) + " ago");
    }

    /** Returns the lines, or none when no session was added. */
    public List<String> lines() {
        return table.isEmpty() ? List.of() : table.lines(0);
    }
}
