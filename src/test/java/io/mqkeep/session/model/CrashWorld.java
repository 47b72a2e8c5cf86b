package io.mqkeep.session.model;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.Reader;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.model.Scenario.Beginning;
import io.mqkeep.session.model.Scenario.Sink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Plays a scenario, the same way each time, with one process after the other, until both ends are at rest. */
public final class CrashWorld {
    private static final long NOW = 1_700_000_000_000L;
    private static final int BATCH = 2;
    private static final int IDENTIFIERS = 2;
    private static final int MANY_ROUNDS = 300;
    private static final ServerAddress ADDRESS = new ServerAddress("broker.example", 1883);

    private final Scenario scenario;
    private final ModelServer server;
    private final Link link;
    private final Fate fate = new Fate();
    private final ModelJournal journal;
    private final ModelFile output = new ModelFile();
    private final ModelClient client;
    private SessionSettings settings;
    private List<Effect> effects = new ArrayList<>();
    private int incomingPublished;
    private int rounds;
    private boolean reading;
    private final Set<String> mayRepeat = new HashSet<>();

    /**
     * What a death leaves.
     *
     * @param arriving how many of the packets on their way still reach the server
     * @param powerFailure whether what was not forced may be lost
     * @param frames how much of the journal is found
     * @param lines how much of the output file is found
     */
    public record Remains(int arriving, boolean powerFailure, int frames, int lines) {}

    public CrashWorld(Scenario scenario, Mutant mutant) {
        this.scenario = scenario;
        server = new ModelServer(scenario.version(), scenario.passesOn(), IDENTIFIERS);
        link = new Link(server);
        journal =
                new ModelJournal(Snapshot.fresh(new Identity(null, "client", scenario.version(), 3600, 0, null, null)));
        client = new ModelClient(journal, output, link, fate, mutant, effect -> {});
        settings = SessionSettings.DURABLE.withMaximumPacketId(IDENTIFIERS);
        switch (scenario.beginning()) {
            case FRESH -> {}
            case STRANGERS -> server.makeStrangersSession();
            case ESTABLISHED -> establish(0);
            case INTERRUPTED -> establish(2);
        }
        settings = settings.withMaxInflight(scenario.window());
    }

    private void establish(int lines) {
        client.start(settings);
        connect();
        if (!scenario.incoming().isEmpty()) {
            subscribe();
        }
        while (link.onTheWayToServer() + link.onTheWayToClient() > 0) {
            serverReceives();
            clientReceives();
        }
        for (int line = 0; line < lines; line++) {
            publishLine(line);
        }
        endTurn();
        journal.compact();
        link.cut(0);
        client.die();
        fate.spare();
    }

    // ---- deaths ----

    /** Runs until the process dies before this step, counted from now; returns false when it comes to rest instead. */
    public boolean runUntil(int step) {
        fate.dieAfter(step);
        try {
            run();
            return false;
        } catch (Fate.Death death) {
            return true;
        } finally {
            effects = new ArrayList<>();
        }
    }

    /** Returns everything that the death that just happened may leave. */
    public List<Remains> possibleRemains() {
        Set<Remains> possible = new LinkedHashSet<>();
        for (int arriving = 0; arriving <= link.onTheWayToServer(); arriving++) {
            possible.add(new Remains(arriving, false, journal.written(), output.length()));
            for (int frames = journal.forced(); frames <= journal.written(); frames++) {
                for (int lines = output.forced(); lines <= output.length(); lines++) {
                    possible.add(new Remains(arriving, true, frames, lines));
                }
            }
        }
        return List.copyOf(possible);
    }

    /** The process is gone, and this is what it leaves. */
    public void bury(Remains remains) {
        mayRepeat.addAll(client.die());
        link.cut(remains.arriving());
        if (remains.powerFailure()) {
            journal.powerFailed(remains.frames());
            output.powerFailed(remains.lines());
        }
        fate.spare();
    }

    /** Runs to the end; returns how many steps that took. */
    public int runToRest() {
        fate.spare();
        run();
        return fate.steps();
    }

    // ---- the life of a process ----

    private void run() {
        while (!atRest()) {
            if (++rounds > MANY_ROUNDS) {
                throw new AssertionError("does not come to rest");
            }
            if (!client.alive()) {
                begin();
            }
            if (!link.isOpen()) {
                connect();
            }
            publishLines();
            publishIncoming();
            serverReceives();
            clientReceives();
            read();
        }
    }

    private void begin() {
        client.start(settings);
        reading = false;
        boolean hasOutput = session().state().output(ModelClient.OUTPUT) != null;
        if (scenario.sink() == Sink.PIPE || scenario.sink() == Sink.FILE || hasOutput) {
            beginReading();
        }
        if (!scenario.incoming().isEmpty()) {
            subscribe();
        }
    }

    private void beginReading() {
        if (scenario.sink() != Sink.PIPE) {
            client.openOutput(NOW);
        }
        reading = true;
        did(session().attach(Reader.EVERYTHING, NOW));
        endTurn();
    }

    private void subscribe() {
        did(session().subscribe(List.of(Subscription.of("in/#", QoS.EXACTLY_ONCE)), NOW));
        endTurn();
    }

    private void connect() {
        link.open();
        Connect template = new Connect(
                scenario.version(),
                "client",
                false,
                0,
                null,
                null,
                null,
                ConnectProperties.DEFAULT.withSessionExpiryInterval(3600));
        did(session().connect(template, ADDRESS, "incarnation", NOW));
        endTurn();
    }

    /**
     * Whoever publishes goes on after the last line that the session knows to be accepted: at once, or when there is a
     * connection.
     */
    private void publishLines() {
        if (!scenario.batched() && !session().connected()) {
            return;
        }
        for (int next = accepted(); next < scenario.outgoing().size(); next = accepted()) {
            publishLine(next);
        }
        endTurn();
    }

    private void publishLine(int number) {
        QoS qos = scenario.outgoing().get(number);
        InputPosition position = new InputPosition("/input", "out", QoS.EXACTLY_ONCE, number + 1L, number + 1L, 0);
        did(session().publish(line("out", number, qos), null, position, NOW));
    }

    private int accepted() {
        InputPosition position = session().state().input(new InputPosition.Key("/input", "out", QoS.EXACTLY_ONCE));
        return position == null ? 0 : (int) position.offset();
    }

    private void publishIncoming() {
        if (incomingPublished < scenario.incoming().size() && server.subscribed("in/x")) {
            server.publish(line("in/x", incomingPublished, scenario.incoming().get(incomingPublished)));
            incomingPublished++;
            link.serverSends();
        }
    }

    private void serverReceives() {
        int packets = scenario.slow() ? Math.min(1, link.onTheWayToServer()) : link.onTheWayToServer();
        for (int i = 0; i < packets; i++) {
            link.serverReceives();
        }
    }

    private void clientReceives() {
        while (link.onTheWayToClient() > 0) {
            did(session().received(link.clientReceives(), NOW));
        }
        endTurn();
        if (client.takeCloseWanted()) {
            link.cut(link.onTheWayToServer());
            did(session().lost(NOW));
            endTurn();
        }
    }

    private void read() {
        boolean later = scenario.sink() == Sink.INBOX_THEN_FILE
                && incomingPublished == scenario.incoming().size()
                && session().state().inbox().size() >= 2;
        if (later && !reading) {
            beginReading();
        }
        if (!reading) {
            return;
        }
        if (scenario.sink() == Sink.PIPE) {
            client.printBatch(BATCH, NOW);
        } else {
            client.writeBatch(BATCH, NOW);
        }
    }

    private Session session() {
        return client.session();
    }

    private void did(List<Effect> answer) {
        effects.addAll(answer);
        if (!scenario.batched()) {
            endTurn();
        }
    }

    private void endTurn() {
        List<Effect> turn = effects;
        effects = new ArrayList<>();
        client.turn(turn);
    }

    private boolean atRest() {
        return client.alive()
                && session().connected()
                && accepted() == scenario.outgoing().size()
                && incomingPublished == scenario.incoming().size()
                && link.onTheWayToServer() + link.onTheWayToClient() == 0
                && server.atRest()
                && session().outgoingIdle()
                && session().incomingOpen() == 0
                && client.unwritten() == 0;
    }

    private static Message line(String topic, int number, QoS qos) {
        return Message.of(topic, Binary.ofText(qos.number() + "-" + number), qos);
    }

    // ---- the promise ----

    /** Looks at what came of it all. */
    public void check() {
        SessionState state = session().state();
        if (!state.snapshot().equals(journal.recovered())) {
            throw new AssertionError("the journal tells something else than the live state");
        }
        if (!state.inFlight().isEmpty() || !state.queued().isEmpty()) {
            throw new AssertionError("at rest, but something is on its way");
        }
        if (!state.received().isEmpty()) {
            throw new AssertionError("at rest, but identifiers are held: " + state.received());
        }
        Ledger sent = new Ledger("out");
        server.passedOn().forEach(sent::arrived);
        scenario.outgoing().forEach(sent::check);
        Ledger got = new Ledger("in");
        client.written().forEach(got::arrived);
        for (InboxMessage held : state.inbox()) {
            got.arrived(held.message());
        }
        got.allowRepetition(mayRepeat);
        scenario.incoming().forEach(got::check);
        if (scenario.beginning() != Beginning.FRESH && !scenario.incoming().isEmpty() && !server.subscribed("in/x")) {
            throw new AssertionError("the subscription is gone");
        }
    }
}
