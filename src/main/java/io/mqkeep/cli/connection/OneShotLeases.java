package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.InboxLimit;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientListener;
import io.mqkeep.client.ClientSettings;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.EphemeralStore;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.SessionFile;
import io.mqkeep.store.SessionStore;
import io.mqkeep.transport.Transport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leases for a command that is alone in its process: each has a connection of its own. */
public final class OneShotLeases implements Leases {
    private final ClientListener listener;

    public OneShotLeases() {
        this(ClientListener.NONE);
    }

    /** @param listener hears what the clients have to tell, beside the person who reads the notes */
    public OneShotLeases(ClientListener listener) {
        this.listener = listener;
    }

    @Override
    public OneShotLease open(App app, LeaseRequest request) {
        SessionRequest session = request.session();
        if (session == null) {
            Identity identity = Identities.ofOneShot(request.connection());
            return lease(app, request, identity, new EphemeralStore(identity), SessionSettings.ONE_SHOT);
        }
        SessionFile file = app.sessions().file(session.name());
        JournalStore store = app.sessions().openOrCreate(file, () -> newIdentity(request));
        boolean leased = false;
        try {
            OneShotLease lease = open(app, request, session, store);
            leased = true;
            return lease;
        } finally {
            if (!leased) {
                store.close();
            }
        }
    }

    private OneShotLease open(App app, LeaseRequest request, SessionRequest session, JournalStore store) {
        store.notices().forEach(app.notes()::warning);
        Snapshot found = store.recovered();
        String name = store.file().name();
        Identity identity = Identities.ofKnownSession(name, found.identity(), request.connection(), session.rebind());
        if (found.handedOver()) {
            if (!session.force()) {
                throw new Failure(
                        Exit.SESSION_UNUSABLE,
                        "session '" + name + "' was handed over with save-session --move and must not connect from"
                                + " here; restore it first, or --force it if the other copy is gone");
            }
            store.commit(List.of(new Change.TakenBack(app.clock().millis())));
        }
        if (found.identity().server() == null && identity.server() != null) {
            // Bound by being named, before any server has answered.
            store.commit(List.of(new Change.Bound(found.identity().withServer(identity.server()))));
        }
        SessionSettings settings =
                SessionSettings.DURABLE.withAdopt(session.adopt()).withOnLost(session.onLost());
        InboxLimit inbox = request.connection().inboxLimit();
        if (inbox != null) {
            settings = settings.withInbox(inbox.messages(), inbox.bytes());
        }
        return lease(app, request, identity, store, settings);
    }

    private OneShotLease lease(
            App app, LeaseRequest request, Identity identity, SessionStore store, SessionSettings settings) {
        ConnectionRequest asked = request.connection();
        Credentials credentials = Credentials.of(app, asked, identity);
        Connect connect = connect(request, identity, credentials.password());
        ServerAddress known = identity.server();
        ServerAddress server = known == null
                ? asked.server().over(List.of(), identity.route().defaultPort()).getFirst()
                : known;
        warn(app, asked, identity, settings.durable());
        SessionNotes notes = new SessionNotes(app.notes(), identity, settings.durable(), listener);
        Transport transport = app.network()
                .open(
                        identity.route(),
                        RouteSecrets.of(app, asked.route(), identity.route()),
                        app.notes().traces() ? new PacketLines(app.notes()) : null);
        Client client = new Client(
                transport,
                store,
                new ClientSettings(
                        server,
                        Math.max(1, identity.servers().size()),
                        connect,
                        asked.connectTimeout(),
                        request.retry().reconnect(),
                        credentials.authenticator(),
                        reauthenticateMillis(asked),
                        sessionName(request)),
                settings.withMaxInflight(asked.maxInflight()).withRepublish(republishMillis(request, identity)),
                new ForwardClock(app.clock()),
                System::nanoTime,
                notes);
        Identity there = identity.withServer(server);
        Identity stored = store.recovered().identity();
        // A server that nobody named is bound by CONNACK itself.
        boolean toRemember =
                settings.durable() && !there.equals(stored.server() == null ? stored.withServer(server) : stored);
        return new OneShotLease(
                app.interruption(),
                new Patience(request.retry().patience()),
                transport,
                client,
                store,
                there,
                settings.durable(),
                toRemember,
                request.packets().disconnect(),
                notes);
    }

    private static Identity newIdentity(LeaseRequest request) {
        Identity identity = Identities.ofNewSession(request.connection());
        // Refused before there is a file.
        republishMillis(request, identity);
        Credentials.checkVersion(request.connection(), identity);
        return identity;
    }

    private static long republishMillis(LeaseRequest request, Identity identity) {
        Duration interval = request.retry().republish();
        if (interval == null) {
            return 0;
        }
        if (identity.version() == MqttVersion.V5) {
            throw Failure.usage(
                    "--republish-interval: MQTT 5 forbids to send a message again while the connection lasts"
                            + " [MQTT-4.4.0-1]; it is for --mqtt-version 3.1.1");
        }
        return interval.toMillis();
    }

    private static @Nullable String sessionName(LeaseRequest request) {
        SessionRequest session = request.session();
        return session == null ? null : session.name();
    }

    private static long reauthenticateMillis(ConnectionRequest asked) {
        Duration again = asked.authentication().again();
        return again == null ? 0 : again.toMillis();
    }

    private static Connect connect(LeaseRequest request, Identity identity, @Nullable Binary password) {
        PacketRequest packets = request.packets();
        packets.check(identity.version());
        ConnectProperties properties =
                packets.connect().properties(identity.sessionExpiryInterval(), request.receiveMaximum());
        return new Connect(
                identity.version(),
                identity.clientId(),
                true,
                identity.keepAlive(),
                identity.userName(),
                password,
                packets.will(),
                properties);
    }

    private static void warn(App app, ConnectionRequest asked, Identity identity, boolean durable) {
        Long expiry = asked.sessionExpiry();
        if (identity.version() == MqttVersion.V3_1_1 && expiry != null) {
            app.notes()
                    .note("--session-expiry is not sent: in MQTT 3.1.1 the server decides how long it keeps a session");
        }
        if (durable && !asked.route().webSocketHeaders().isEmpty()) {
            app.notes()
                    .note("the session does not remember --ws-header, which may be a secret; with @FILE it remembers"
                            + " the file's name");
        }
        if (identity.route().isYes(RouteOption.INSECURE)) {
            app.notes()
                    .warning("--insecure: the server's certificate is not checked, so anybody in between can read and"
                            + " change everything, passwords too");
        }
    }
}
