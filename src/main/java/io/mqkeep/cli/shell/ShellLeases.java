package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.connection.Leases;

/** Hands out the open connection to one command of a shell, or one of its own when none is meant. */
final class ShellLeases implements Leases {
    private final Connections connections;
    private final Job job;

    ShellLeases(Connections connections, Job job) {
        this.connections = connections;
        this.job = job;
    }

    @Override
    public Lease open(App app, LeaseRequest request) {
        String name = request.name();
        KeptConnection open = name == null ? connections.meant(app, request) : namedOrMeant(app, request, name);
        if (open != null && request.lasting() && open.isGone()) {
            // Nothing is left of it to agree with.
            connections.end(open);
            open = null;
        }
        if (open != null) {
            Agreement.check(open, request);
        } else {
            open = connections.prepare(app, request);
        }
        return new ShellLease(app, connections, open, request.lasting(), job);
    }

    /** A name that is in use means that connection, if the rest agrees. */
    private KeptConnection namedOrMeant(App app, LeaseRequest request, String name) {
        for (KeptConnection connection : connections.all()) {
            if (connection.name().equals(name)) {
                return connection;
            }
        }
        // A session can't be connected twice, whatever it is called.
        KeptConnection sameSession = request.session() == null ? null : connections.meant(app, request);
        return sameSession == null ? connections.prepare(app, request) : sameSession;
    }
}
