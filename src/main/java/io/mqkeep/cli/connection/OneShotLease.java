package io.mqkeep.cli.connection;

import io.mqkeep.cli.Interruption;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.Sink;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Reader;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.store.SessionStore;
import io.mqkeep.transport.Transport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A lease that owns all it is made of, and ends all of it. */
public final class OneShotLease implements Lease {
    /** For DISCONNECT to leave and the sink to finish what it is writing. */
    private static final long LEAVE_MILLIS = 2_000;

    private final Interruption interruption;
    private final Patience patience;
    private final Transport transport;
    private final Client client;
    private final SessionStore store;
    private final Identity identity;
    private final boolean durable;
    private final boolean toRemember;
    private final Disconnect disconnect;
    private final SessionNotes notes;

    /**
     * @param identity with the server that is connected to
     * @param toRemember whether the session does not have this identity yet
     * @param disconnect what to say last
     */
    OneShotLease(
            Interruption interruption,
            Patience patience,
            Transport transport,
            Client client,
            SessionStore store,
            Identity identity,
            boolean durable,
            boolean toRemember,
            Disconnect disconnect,
            SessionNotes notes) {
        this.interruption = interruption;
        this.patience = patience;
        this.transport = transport;
        this.client = client;
        this.store = store;
        this.identity = identity;
        this.durable = durable;
        this.toRemember = toRemember;
        this.disconnect = disconnect;
        this.notes = notes;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public SessionEvent.Connected connect() throws Exception {
        return connect(interruption);
    }

    /** Connects on behalf of a command other than the one that opened the lease. */
    public SessionEvent.Connected connect(Interruption asker) throws Exception {
        SessionEvent.Connected connected = connectToOne(asker);
        if (toRemember) {
            // Only now: a connection that did not come to be changes nothing that is remembered.
            asker.await(client.remember(identity));
        }
        return connected;
    }

    /** A server that is there and takes nobody, or hangs up, is as good as none: the transport goes on with the next. */
    private SessionEvent.Connected connectToOne(Interruption asker) throws Exception {
        int others = identity.servers().size() - 1;
        while (true) {
            try {
                return patience.connect(asker, client);
            } catch (ClientException e) {
                if (others-- <= 0 || !anotherCouldHelp(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean anotherCouldHelp(ClientException e) {
        ReasonCode reasonCode = e.reasonCode();
        return e.kind() == ClientException.Kind.NOT_CONNECTED
                || e.kind() == ClientException.Kind.UNANSWERED
                || (e.kind() == ClientException.Kind.REFUSED
                        && (reasonCode == ReasonCode.SERVER_UNAVAILABLE
                                || reasonCode == ReasonCode.SERVER_BUSY
                                || reasonCode == ReasonCode.USE_ANOTHER_SERVER
                                || reasonCode == ReasonCode.SERVER_MOVED
                                || reasonCode == ReasonCode.CONNECTION_RATE_EXCEEDED));
    }

    @Override
    public MessageReading read(Reader reader, Sink sink) {
        return new SoleReading(client, client.read(reader, sink));
    }

    /** Does nothing: the command is all there is. */
    @Override
    public void underWay(boolean endsByItself) {}

    /** Does nothing: nobody else reads. */
    @Override
    public void unsubscribed(List<String> filters) {}

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public ServerAddress server() {
        ServerAddress standIn = notes.standIn();
        return standIn == null ? Objects.requireNonNull(identity.server()) : standIn;
    }

    @Override
    public boolean durable() {
        return durable;
    }

    @Override
    public Untaken untaken() {
        return Untaken.WITH_THE_SERVER;
    }

    @Override
    public boolean stays() {
        return false;
    }

    @Override
    public boolean writesAlone() {
        return true;
    }

    @Override
    public int refusedEarlier() {
        return notes.refused();
    }

    @Override
    public void close() {
        CompletableFuture<Void> left;
        try {
            leave(client.endReading());
            left = client.disconnect(disconnect);
            leave(left);
            client.close();
            transport.close();
        } finally {
            store.close();
        }
        if (left.isCompletedExceptionally() && left.exceptionNow() instanceof ClientException cutOff) {
            throw cutOff;
        }
    }

    /** Waits, but not for ever, and whatever comes of it: the command has its end already. */
    private static void leave(CompletableFuture<Void> step) {
        try {
            step.get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException tooLate) {
            // The next step ends it without a farewell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
