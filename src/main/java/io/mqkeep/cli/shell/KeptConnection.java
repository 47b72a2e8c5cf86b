package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.connection.OneShotLease;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.store.SessionFile;
import org.jspecify.annotations.Nullable;

/** A connection that outlives the command that made it. */
final class KeptConnection {
    private final String name;
    private final @Nullable SessionFile session;
    private final LeaseRequest request;
    private final OneShotLease lease;
    private final ConnectionWatch watch;
    private final SharedReading reading;
    private boolean closed;

    /**
     * @param name what the person calls it
     * @param session null when it is for the shell's life only
     */
    KeptConnection(
            String name,
            @Nullable SessionFile session,
            LeaseRequest request,
            OneShotLease lease,
            ConnectionWatch watch,
            SharedReading reading) {
        this.name = name;
        this.session = session;
        this.request = request;
        this.lease = lease;
        this.watch = watch;
        this.reading = reading;
    }

    String name() {
        return name;
    }

    @Nullable
    SessionFile session() {
        return session;
    }

    /** Returns what it was made from. */
    LeaseRequest request() {
        return request;
    }

    OneShotLease lease() {
        return lease;
    }

    ConnectionWatch watch() {
        return watch;
    }

    SharedReading reading() {
        return reading;
    }

    ServerAddress server() {
        return lease.server();
    }

    /** Returns its name and its server, as a prompt shows them. */
    String title() {
        String server = server().toString();
        return name.equals(server) ? server : name + "@" + server;
    }

    /** Returns the connection when it is there, waits while it is being made again, and makes it when it is gone. */
    SessionEvent.Connected connect(Interruption asker) throws Exception {
        return switch (watch.standing()) {
            case UP, REMAKING -> asker.await(watch.up());
            case NEW, LOST -> lease.connect(asker);
        };
    }

    /** Has the server and us authenticate each other again (5.0: 4.12.1). */
    void reauthenticate(App app) throws Exception {
        Client client = lease.client();
        if (!client.authenticates()) {
            throw Failure.usage("the connection " + name + " was made without --authentication-method");
        }
        connect(app.interruption());
        new Acknowledgements(app, client, request.connection().timeout()).await(client.reauthenticate(), "AUTH");
    }

    /** Says whether the connection has ended and is not being made again. */
    boolean isGone() {
        return watch.standing() == ConnectionWatch.Standing.LOST;
    }

    /** Says DISCONNECT and lets the session go. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                lease.close();
            } catch (ClientException cutOff) {
                // What waited for an acknowledgement was told; the rest asked for none.
            }
        }
    }
}
