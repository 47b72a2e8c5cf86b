package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.connection.OneShotLease;
import io.mqkeep.cli.connection.OneShotLeases;
import io.mqkeep.cli.options.RetryRequest;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.Reconnect;
import io.mqkeep.store.SessionFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of a shell, by name, and the one that is meant when none is named. */
final class Connections {
    private static final Reconnect RECONNECT = new Reconnect(Reconnect.UNLIMITED, 500, 30_000);

    private final Screen screen;
    private final Topics topics;
    private final Runnable standingChanged;
    private final Pace pace = new Pace(System::nanoTime);
    private final List<KeptConnection> kept = new ArrayList<>();
    private @Nullable KeptConnection current;
    private long dropped;

    /** @param standingChanged called on any thread when a connection is lost or there again, before that is said */
    Connections(Screen screen, Topics topics, Runnable standingChanged) {
        this.screen = screen;
        this.topics = topics;
        this.standingChanged = standingChanged;
    }

    synchronized @Nullable KeptConnection current() {
        return current;
    }

    synchronized List<KeptConnection> all() {
        return List.copyOf(kept);
    }

    /** Returns how many messages were not shown because they came too fast. */
    synchronized long dropped() {
        return dropped;
    }

    /**
     * Returns the connection with this name.
     *
     * @throws Failure when there is none
     */
    synchronized KeptConnection named(String name) {
        for (KeptConnection connection : kept) {
            if (connection.name().equals(name) || connection.title().equals(name)) {
                return connection;
            }
        }
        throw Failure.usage("there is no connection '" + name + "'"
                + (kept.isEmpty() ? "; 'connect' makes one" : "; 'connections' lists them"));
    }

    synchronized void use(KeptConnection connection) {
        current = connection;
    }

    /** Returns the open connection that a command means, or null when it needs one of its own. */
    @Nullable
    KeptConnection meant(App app, LeaseRequest request) {
        SessionRequest session = request.session();
        if (session != null) {
            return ofSession(app.sessions().file(session.name()));
        }
        KeptConnection now = current();
        if (!request.connection().server().given()) {
            return request.lasting() ? null : now;
        }
        if (now != null && isTo(now, request)) {
            return now;
        }
        for (KeptConnection connection : all()) {
            if (connection.session() == null && isTo(connection, request)) {
                return connection;
            }
        }
        return null;
    }

    /** Returns the connection that has this session, or null. */
    synchronized @Nullable KeptConnection ofSession(SessionFile session) {
        for (KeptConnection connection : kept) {
            SessionFile own = connection.session();
            if (own != null && own.journal().equals(session.journal())) {
                return connection;
            }
        }
        return null;
    }

    private static boolean isTo(KeptConnection connection, LeaseRequest request) {
        int defaultPort = connection.lease().identity().route().defaultPort();
        return request.connection().server().over(List.of(), defaultPort).contains(connection.server());
    }

    /** Prepares a connection; it is not kept yet. */
    KeptConnection prepare(App app, LeaseRequest request) {
        SessionRequest session = request.session();
        Tidings tidings = new Tidings();
        ConnectionWatch watch = new ConnectionWatch(tidings);
        RetryRequest asked = request.retry();
        boolean typed = asked.reconnect().limit() > 0;
        LeaseRequest unlimited = new LeaseRequest(request.connection(), session, request.packets())
                .with(new RetryRequest(typed ? asked.reconnect() : RECONNECT, asked.patience(), asked.republish()));
        OneShotLease lease = new OneShotLeases(watch).open(app, unlimited);
        String given = request.name();
        String name = given != null
                ? given
                : session != null ? session.name() : lease.server().toString();
        SharedReading reading = new SharedReading(lease.client(), lease.durable(), pace, topics, tidings);
        KeptConnection connection = new KeptConnection(
                name, session == null ? null : app.sessions().file(session.name()), request, lease, watch, reading);
        tidings.connection = connection;
        return connection;
    }

    /** Keeps a connection, and means it from now on when the person asked for it or there is no other. */
    synchronized void keep(KeptConnection connection, boolean asked) {
        if (!kept.contains(connection)) {
            kept.add(connection);
        }
        if (asked || current == null) {
            current = connection;
        }
    }

    synchronized boolean isKept(KeptConnection connection) {
        return kept.contains(connection);
    }

    /** Ends a connection; another that is open is meant from now on. */
    void end(KeptConnection connection) {
        synchronized (this) {
            kept.remove(connection);
            if (current == connection) {
                current = kept.isEmpty() ? null : kept.getLast();
            }
        }
        connection.close();
    }

    /** Says what became of one connection. */
    private final class Tidings implements ConnectionWatch.Tidings, SharedReading.Overflow {
        private @Nullable KeptConnection connection;
        private long notShown;

        private String title() {
            KeptConnection own = connection;
            return own == null ? "" : own.title();
        }

        @Override
        public void lost(ClientException why, boolean remaking) {
            standingChanged.run();
            // When it is being made again the notes of the session have said so.
            if (!remaking) {
                screen.notes().warning("the connection " + title() + " is lost: " + why.getMessage());
            }
        }

        @Override
        public void regained() {
            // The notes of the session say so.
            standingChanged.run();
        }

        @Override
        public void toInbox() {
            screen.notes()
                    .warning("messages come faster than they can be shown: from now on they go to the inbox of "
                            + title() + "; 'sub' shows them");
        }

        @Override
        public void dropped(int count) {
            long before = notShown;
            notShown += count;
            synchronized (Connections.this) {
                dropped += count;
            }
            // Said once, and from then on now and then: it is not to be a flood of its own.
            if (before == 0 || Long.highestOneBit(before) != Long.highestOneBit(notShown)) {
                screen.notes()
                        .warning(notShown + (notShown == 1 ? " message was" : " messages were")
                                + " not shown: they come faster than they can be");
            }
        }
    }
}
