package io.mqkeep.bench;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Change;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.Journals;
import io.mqkeep.store.SessionHome;
import io.mqkeep.store.SessionLocks;
import java.util.ArrayList;
import java.util.List;

/** What it costs to resume a session with as many messages in flight as there are packet identifiers. */
final class ResumePart {
    private static final String SESSION = "resume";
    private static final int ALL = 65_535;

    private ResumePart() {}

    static List<Row> measure(BenchOptions options, Programs programs, int port) throws Exception {
        List<String> connect = programs.mqkeep("connect", "-h", "127.0.0.1", "-p", "" + port, "--session", SESSION);
        Rounds rounds = new Rounds();
        rounds.add("none", () -> 1000 * programs.seconds(connect, null));
        rounds.add("all", () -> {
            putInFlight(programs);
            return 1000 * programs.seconds(connect, null);
        });
        rounds.warm().run(options.rounds());
        List<Double> more = new ArrayList<>();
        for (int i = 0; i < rounds.of("all").size(); i++) {
            more.add(rounds.of("all").get(i) - rounds.of("none").get(i));
        }
        return List.of(
                Row.of("mqkeep connect --session, none in flight", Row.Unit.MILLISECONDS, rounds.of("none")),
                Row.of(
                                "what 65,535 in flight with QoS 1 cost more, until all are acknowledged",
                                Row.Unit.MILLISECONDS,
                                more)
                        .atMost(500));
    }

    private static void putInFlight(Programs programs) {
        try (JournalStore store =
                new Journals(new SessionLocks("bench")).open(new SessionHome(programs.sessions()).file(SESSION))) {
            Message message = Message.of("resume", Binary.wrap(new byte[25]), QoS.AT_LEAST_ONCE);
            long number = store.recovered().nextNumber();
            List<Change> changes = new ArrayList<>();
            for (int packetId = 1; packetId <= ALL; packetId++) {
                changes.add(new Change.Sent(packetId, number++, message, 1));
            }
            store.commit(changes);
        }
    }
}
