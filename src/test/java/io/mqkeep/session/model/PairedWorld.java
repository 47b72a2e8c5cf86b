package io.mqkeep.session.model;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Effect;
import io.mqkeep.session.Identity;
import io.mqkeep.session.LostPolicy;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.Phase;
import io.mqkeep.session.Reader;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionEvent;
import io.mqkeep.session.SessionSettings;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.model.ModelServer.PassesOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Both ends, and everything that can go wrong between and with them, as a seed has it. */
public final class PairedWorld {
    private static final long START = 1_700_000_000_000L;
    private static final ServerAddress ADDRESS = new ServerAddress("broker.example", 1883);
    private static final int MANY_ROUNDS = 20_000;

    private final MqttVersion version;
    private final Random random;
    private final int messages;
    private final int identifiers;
    private final ModelServer server;
    private final Link link;
    private final Fate fate = new Fate();
    private final ModelJournal journal;
    private final ModelFile output = new ModelFile();
    private final ModelClient client;
    private final Account out = new Account("out");
    private final Account in = new Account("in");
    private final Publisher publisher = new Publisher(out);
    private long now = START;
    private int incoming;
    private long steps;
    private Reading reading = Reading.NOT;
    private long readingLimit;
    private LostPolicy nextPolicy = LostPolicy.FAIL;

    private enum Reading {
        NOT,
        TO_PIPE,
        TO_FILE
    }

    /**
     * Makes a world.
     *
     * @param messages how many messages there are in each direction
     */
    public PairedWorld(MqttVersion version, long seed, int messages) {
        this.version = version;
        this.messages = messages;
        random = new Random(seed);
        identifiers = random.nextBoolean() ? 2 : 7;
        PassesOn passesOn = random.nextBoolean() ? PassesOn.AT_PUBLISH : PassesOn.AT_PUBREL;
        server = new ModelServer(version, passesOn, random.nextBoolean() ? 2 : 7);
        server.refuse(message -> Account.text(message).endsWith("refuse"));
        if (random.nextInt(4) == 0) {
            server.makeStrangersSession();
        }
        link = new Link(server);
        journal = new ModelJournal(Snapshot.fresh(new Identity(null, "client", version, 3600, 30, null, null)));
        client = new ModelClient(journal, output, link, fate, Mutant.NONE, this::told);
        begin(settings());
    }

    // ---- one thing after the other ----

    /** Something happens. */
    public void step() {
        steps++;
        if (!client.alive()) {
            begin(settings());
        }
        try {
            somethingHappens(random.nextInt(100));
            closeWhenWanted();
        } catch (Fate.Death death) {
            bury();
        }
    }

    private void somethingHappens(int what) {
        if (what < 14) {
            publish();
        } else if (what < 28) {
            publishIncoming();
        } else if (what < 46) {
            serverReceives();
        } else if (what < 64) {
            clientReceives();
        } else if (what < 76) {
            read();
        } else if (what < 84) {
            attachOrDetach();
        } else if (what < 90) {
            connect();
        } else if (what < 92) {
            cut();
        } else if (what < 94) {
            fate.dieAfter(random.nextInt(8));
        } else if (what < 96) {
            timePasses();
        } else if (what < 97) {
            server.limit(limits());
        } else {
            somethingRareHappens(random.nextInt(10));
        }
    }

    private void somethingRareHappens(int what) {
        switch (what) {
            case 0, 1 -> turn(session().disconnect(Disconnect.normal(), now));
            case 2, 3 -> loseSession();
            case 4 -> server.lie();
            case 5 -> server.refuseConnect(ReasonCode.SERVER_BUSY);
            case 6 -> turn(session().subscribe(List.of(Subscription.of("extra/+", QoS.AT_LEAST_ONCE)), now));
            case 7 -> turn(session().unsubscribe(List.of("extra/+"), now));
            case 8 -> turn(session().readingPaused(random.nextBoolean(), now));
            default -> lookAtTheJournal();
        }
    }

    // ---- processes ----

    private void begin(SessionSettings settings) {
        if (journal.forced() == journal.written()) {
            journal.compact();
        }
        client.start(settings);
        reading = Reading.NOT;
        publisher.restarted(session().state());
        try {
            turn(session().subscribe(List.of(Subscription.of("in/#", QoS.EXACTLY_ONCE)), now));
        } catch (Fate.Death death) {
            bury();
        }
    }

    private SessionSettings settings() {
        LostPolicy policy = nextPolicy;
        nextPolicy = LostPolicy.FAIL;
        return SessionSettings.DURABLE
                .withMaximumPacketId(identifiers)
                .withMaxInflight(random.nextInt(4))
                .withOnLost(policy)
                .withRepublish(random.nextBoolean() ? 5_000 : 0)
                .withInbox(random.nextBoolean() ? 4 : 1000, SessionSettings.INBOX_BYTES);
    }

    private void bury() {
        for (String printed : client.die()) {
            in.mayRepeat(printed);
        }
        link.cut(random.nextInt(link.onTheWayToServer() + 1));
        if (random.nextBoolean()) {
            journal.powerFailed(between(journal.forced(), journal.written()));
            output.powerFailed(between(output.forced(), output.length()));
        }
        fate.spare();
        reading = Reading.NOT;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    // ---- the connection ----

    private void connect() {
        if (link.isOpen()) {
            return;
        }
        if (session().blocked()) {
            nextPolicy = random.nextBoolean() ? LostPolicy.REPUBLISH : LostPolicy.DISCARD;
            bury();
            return;
        }
        Phase phase = session().state().phase();
        boolean lost = phase == Phase.LOST || (phase == Phase.ESTABLISHED && !server.hasSession());
        if (lost) {
            publisher.lost(session().state());
            // A CONNACK that says that the session is lost and never arrives makes a session that nobody knows to be
            // new: that is in the protocol, and no client can help it. So here it arrives and is taken in.
            fate.spare();
        }
        link.open();
        turn(session().connect(template(), ADDRESS, "incarnation", now));
        if (lost) {
            link.serverReceives();
            turn(session().received(link.clientReceives(), now));
        }
    }

    private Connect template() {
        ConnectProperties properties =
                ConnectProperties.DEFAULT.withSessionExpiryInterval(3600).withReceiveMaximum(1 + random.nextInt(5));
        return new Connect(version, "client", false, 30, null, null, null, properties);
    }

    private ConnAckProperties limits() {
        ConnAckProperties all = ConnAckProperties.DEFAULT;
        return new ConnAckProperties(
                null,
                1 + random.nextInt(4),
                random.nextInt(4) == 0 ? QoS.of(random.nextInt(2)) : QoS.EXACTLY_ONCE,
                random.nextInt(4) != 0,
                random.nextInt(4) == 0 ? (Long) 40L : null,
                null,
                0,
                null,
                List.of(),
                all.wildcardSubscriptionAvailable(),
                all.subscriptionIdentifiersAvailable(),
                all.sharedSubscriptionAvailable(),
                null,
                null,
                null,
                null,
                null);
    }

    private void cut() {
        if (link.isOpen()) {
            link.cut(random.nextInt(link.onTheWayToServer() + 1));
            turn(session().lost(now));
        }
    }

    private void closeWhenWanted() {
        if (client.alive() && client.takeCloseWanted() && link.isOpen()) {
            link.cut(link.onTheWayToServer());
            turn(session().lost(now));
        }
    }

    private void loseSession() {
        ServerSession lost = server.session();
        if (!link.isOpen() && lost != null) {
            lost.held().forEach(in::mayBeLost);
            server.loseSession();
        }
    }

    private void timePasses() {
        now += random.nextInt(20_000);
        turn(session().tick(now));
    }

    // ---- packets ----

    private void serverReceives() {
        for (int i = Math.min(link.onTheWayToServer(), 1 + random.nextInt(4)); i > 0; i--) {
            link.serverReceives();
        }
    }

    /** Packets that came together share a turn, or not. */
    private void clientReceives() {
        boolean together = random.nextBoolean();
        List<Effect> effects = new ArrayList<>();
        for (int i = Math.min(link.onTheWayToClient(), 1 + random.nextInt(4)); i > 0; i--) {
            effects.addAll(session().received(link.clientReceives(), now));
            if (!together) {
                turn(effects);
                effects = new ArrayList<>();
            }
        }
        turn(effects);
    }

    private void turn(List<Effect> effects) {
        for (Effect effect : effects) {
            // Not when it is told: the process may die after others have overtaken it and before a word is said.
            if (effect instanceof Effect.Tell(SessionEvent.SetAside setAside)) {
                publisher.setAside(setAside.number());
            }
        }
        client.turn(effects);
    }

    private void told(Effect effect) {
        if (effect instanceof Effect.Settle(long number, Outcome outcome) && !(outcome instanceof Outcome.Answered)) {
            publisher.settled(number, outcome);
        }
    }

    private Session session() {
        return client.session();
    }

    // ---- messages ----

    private void publish() {
        if (publisher.made() < messages) {
            publisher.make(outgoingMessage(publisher.made()));
        }
        if (publisher.hasToDo()) {
            turn(publisher.publishNext(session(), now));
        }
    }

    private Message outgoingMessage(int number) {
        QoS qos = qos();
        String text = "o" + number + "-" + qos.number();
        PublishProperties properties = PublishProperties.NONE;
        boolean retain = false;
        switch (random.nextInt(20)) {
            case 0 -> text += " longer than some servers take";
            case 1 -> text += version == MqttVersion.V5 ? " refuse" : "";
            case 2 -> retain = true;
            case 3 -> properties = properties.withMessageExpiryInterval(30);
            default -> {}
        }
        return new Message("out/" + random.nextInt(2), Binary.ofText(text), qos, retain, properties);
    }

    private QoS qos() {
        int which = random.nextInt(10);
        return which < 6 ? QoS.EXACTLY_ONCE : which < 9 ? QoS.AT_LEAST_ONCE : QoS.AT_MOST_ONCE;
    }

    private void publishIncoming() {
        if (incoming >= messages) {
            return;
        }
        QoS qos = qos();
        Message message =
                Message.of("in/" + random.nextInt(2), Binary.ofText("i" + incoming + "-" + qos.number()), qos);
        if (server.subscribed(message.topic())) {
            incoming++;
            in.open(message);
            server.publish(message);
            link.serverSends();
        }
    }

    // ---- reading ----

    private void attachOrDetach() {
        if (reading != Reading.NOT) {
            if (random.nextInt(4) == 0) {
                reading = Reading.NOT;
                client.detach(now);
            }
            return;
        }
        if (journal.forced() < journal.written()) {
            // What a killed process left may still be lost. Nobody reads before CONNECT, and that forces it.
            return;
        }
        List<String> filters = random.nextInt(3) == 0 ? List.of("in/0") : List.of();
        readingLimit = random.nextBoolean() ? 1 + random.nextInt(4) : Long.MAX_VALUE;
        attach(random.nextBoolean() ? Reading.TO_FILE : Reading.TO_PIPE, new Reader(filters, readingLimit));
    }

    private void attach(Reading into, Reader reader) {
        if (into == Reading.TO_FILE) {
            client.openOutput(now);
        }
        reading = into;
        turn(session().attach(reader, now));
    }

    private void read() {
        int batch = 1 + random.nextInt(3);
        switch (reading) {
            case NOT -> {}
            case TO_PIPE -> client.printBatch(batch, now);
            case TO_FILE -> client.writeBatch(batch, now);
        }
        if (reading != Reading.NOT && session().taken() >= readingLimit && client.unwritten() == 0) {
            reading = Reading.NOT;
            client.detach(now);
        }
    }

    // ---- the end ----

    /** Nothing goes wrong any more, until all that was promised is done. */
    public void comeToRest() {
        if (client.alive()) {
            bury();
        }
        fate.spare();
        server.limit(ConnAckProperties.DEFAULT);
        begin(SessionSettings.DURABLE.withMaximumPacketId(identifiers).withOnLost(LostPolicy.REPUBLISH));
        attach(Reading.TO_FILE, Reader.EVERYTHING);
        for (int rounds = 0; !atRest(); rounds++) {
            if (rounds > MANY_ROUNDS) {
                throw new AssertionError("does not come to rest");
            }
            steps++;
            connect();
            if (publisher.hasToDo()) {
                turn(publisher.publishNext(session(), now));
            }
            serverReceives();
            clientReceives();
            closeWhenWanted();
            client.writeBatch(64, now);
        }
    }

    /** Returns how many steps there were so far. */
    public long steps() {
        return steps;
    }

    private boolean atRest() {
        return session().connected()
                && publisher.done()
                && link.onTheWayToServer() + link.onTheWayToClient() == 0
                && server.atRest()
                && session().outgoingIdle()
                && session().incomingOpen() == 0
                && client.unwritten() == 0;
    }

    /** Looks at what came of it all. */
    public void check() {
        lookAtTheJournal();
        if (!session().state().received().isEmpty()) {
            throw new AssertionError(
                    "at rest, but identifiers are held: " + session().state().received());
        }
        out.arrived(server.passedOn().stream().map(Account::text).toList());
        out.check();
        in.arrived(client.written());
        in.check();
        if (!server.subscribed("in/0")) {
            throw new AssertionError("the subscription is gone");
        }
    }

    private void lookAtTheJournal() {
        Snapshot live = session().state().snapshot();
        Snapshot folded = journal.recovered();
        if (!live.equals(folded)) {
            throw new AssertionError("the journal tells " + folded + " and the live state " + live);
        }
    }
}
