package io.mqkeep.cli.shell;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.output.Printable;
import io.mqkeep.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where one is, for a person to read. */
final class StatusPage {
    private static final long LOOK_SECONDS = 5;

    private final Connections connections;
    private final List<Job> background;
    private final Exit last;
    private final long dropped;
    private final List<String> lines = new ArrayList<>();

    StatusPage(Connections connections, List<Job> background, Exit last, long dropped) {
        this.connections = connections;
        this.background = background;
        this.last = last;
        this.dropped = dropped;
    }

    List<String> lines() throws Exception {
        KeptConnection current = connections.current();
        if (current == null) {
            row("connection", "none");
        } else {
            connection(current);
        }
        if (background.isEmpty()) {
            row("background", "nothing");
        }
        for (Job job : background) {
            row("background", job.number() + ": " + Printable.of(job.line()));
        }
        if (dropped > 0) {
            row("not shown", Long.toString(dropped));
        }
        row("last exit status", last.status() + " (" + last.meaning() + ")");
        return lines;
    }

    private void connection(KeptConnection connection) throws Exception {
        row("connection", Printable.of(connection.title()) + ", " + standing(connection));
        row("client identifier", Printable.of(connection.lease().identity().clientId()));
        row("MQTT version", connection.lease().identity().version().toString());
        Counts counts = connection
                .lease()
                .client()
                .look(session -> Counts.of(session.state()))
                .get(LOOK_SECONDS, TimeUnit.SECONDS);
        row("in flight", Integer.toString(counts.inFlight()));
        row("queued", Integer.toString(counts.queued()));
        if (connection.lease().durable()) {
            row("in the inbox", Integer.toString(counts.inbox()));
        }
    }

    private void row(String name, String value) {
        lines.add(name + " ".repeat(Math.max(1, 20 - name.length())) + value);
    }

    /** How much a session holds. */
    private record Counts(int inFlight, int queued, int inbox) {
        static Counts of(SessionState state) {
            return new Counts(
                    state.inFlight().size(),
                    state.queued().size(),
                    state.inbox().size());
        }
    }

    /** Returns every connection, the one that is meant with a mark. */
    static List<String> connections(Connections connections) {
        List<String> lines = new ArrayList<>();
        KeptConnection current = connections.current();
        for (KeptConnection connection : connections.all()) {
            lines.add((connection == current ? "* " : "  ") + Printable.of(connection.title()) + ", "
                    + standing(connection) + reading(connection));
        }
        return lines;
    }

    private static String standing(KeptConnection connection) {
        Exception why = connection.watch().why();
        return switch (connection.watch().standing()) {
            case NEW -> "not connected yet";
            case UP -> "connected";
            case REMAKING -> "lost, trying again" + (why == null ? "" : ": " + why.getMessage());
            case LOST -> "lost" + (why == null ? "" : ": " + why.getMessage());
        };
    }

    private static String reading(KeptConnection connection) {
        String filters = String.join(" ", connection.reading().filters());
        return filters.isEmpty() ? "" : ", reading " + Printable.of(filters);
    }
}
