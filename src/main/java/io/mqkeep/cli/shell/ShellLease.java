package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.MessageReading;
import io.mqkeep.cli.connection.Untaken;
import io.mqkeep.client.Client;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Reader;
import io.mqkeep.session.SessionEvent;
import java.util.ArrayList;
import java.util.List;

/** A connection, lent to one command of a shell. It stays when the command is done, if it is one that stays. */
final class ShellLease implements Lease {
    private final App app;
    private final Connections connections;
    private final KeptConnection connection;
    private final boolean lasting;
    private final Job job;
    private final int refusedBefore;
    private final List<ReadingMember> readings = new ArrayList<>();

    ShellLease(App app, Connections connections, KeptConnection connection, boolean lasting, Job job) {
        this.app = app;
        this.connections = connections;
        this.connection = connection;
        this.lasting = lasting;
        this.job = job;
        refusedBefore = connection.lease().refusedEarlier();
        job.uses(connection);
    }

    @Override
    public Client client() {
        return connection.lease().client();
    }

    @Override
    public SessionEvent.Connected connect() throws Exception {
        SessionEvent.Connected connected = connection.connect(app.interruption());
        if (lasting) {
            connections.keep(connection, true);
        }
        return connected;
    }

    @Override
    public Identity identity() {
        return connection.lease().identity();
    }

    @Override
    public ServerAddress server() {
        return connection.server();
    }

    @Override
    public boolean durable() {
        return connection.lease().durable();
    }

    @Override
    public Untaken untaken() {
        return durable() ? Untaken.IN_THE_INBOX : Untaken.LOST;
    }

    @Override
    public boolean stays() {
        return connections.isKept(connection);
    }

    @Override
    public boolean writesAlone() {
        return false;
    }

    @Override
    public int refusedEarlier() {
        return connection.lease().refusedEarlier() - refusedBefore;
    }

    @Override
    public MessageReading read(Reader reader, Sink sink) {
        ReadingMember member = connection.reading().add(reader, sink, job);
        readings.add(member);
        return member;
    }

    @Override
    public void underWay(boolean endsByItself) {
        connections.keep(connection, false);
        job.underWay(endsByItself);
    }

    @Override
    public void unsubscribed(List<String> filters) {
        connection.reading().unsubscribed(filters).forEach(Job::awaitEnd);
    }

    @Override
    public void close() {
        readings.forEach(connection.reading()::remove);
        if (!connections.isKept(connection)) {
            connection.close();
        }
    }
}
