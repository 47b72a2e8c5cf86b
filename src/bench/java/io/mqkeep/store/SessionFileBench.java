package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long a session takes to open by what is in flight, what a commit costs, and how large the file is after a million
 * messages. Its argument is a folder. The first opening is the one that counts, for every command is a new process; it is
 * told apart from the middle one of twenty that follow.
 */
final class SessionFileBench {
    private static final int PAYLOAD = 100;

    private final Path folder;
    private final Journals journals = new Journals(new SessionLocks("bench"));

    private SessionFileBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "bench");
        SessionFileBench bench = new SessionFileBench(folder);
        // The largest first: nothing is warm then.
        bench.opening(65_535);
        bench.opening(1_000);
        bench.opening(1);
        bench.commits(1);
        bench.commits(100);
        bench.million();
    }

    private JournalStore make(String name) {
        return journals.openOrCreate(
                file(name), () -> new Identity(null, "bench", MqttVersion.V5, 3600, 60, null, null));
    }

    private SessionFile file(String name) {
        return new SessionHome(folder).file(name);
    }

    private static Message message() {
        return Message.of("orders/eu", Binary.wrap(new byte[PAYLOAD]), QoS.EXACTLY_ONCE);
    }

    private void opening(int inFlight) throws IOException {
        String name = "o" + inFlight;
        try (JournalStore store = make(name)) {
            List<Change> all = new ArrayList<>();
            for (int packetId = 1; packetId <= inFlight; packetId++) {
                all.add(new Change.Sent(packetId, packetId, message(), 1));
            }
            store.commit(all);
        }
        double first = open(name);
        double[] more = new double[20];
        for (int i = 0; i < more.length; i++) {
            more[i] = open(name);
        }
        Arrays.sort(more);
        System.out.printf(
                "opening with %,6d in flight: first %7.2f ms, then %7.2f ms; file of %,d bytes%n",
                inFlight, first, more[more.length / 2], Files.size(file(name).journal()));
    }

    private double open(String name) {
        long began = System.nanoTime();
        JournalStore store = journals.open(file(name));
        double millis = (System.nanoTime() - began) / 1e6;
        store.close();
        return millis;
    }

    private void commits(int changes) {
        double[] each = new double[200];
        try (JournalStore store = make("c" + changes)) {
            long number = 1;
            for (int i = 0; i < each.length; i++) {
                List<Change> turn = new ArrayList<>();
                for (int packetId = 1; packetId <= changes; packetId++) {
                    turn.add(new Change.Sent(packetId, number++, message(), 1));
                }
                long began = System.nanoTime();
                store.commit(turn);
                each[i] = (System.nanoTime() - began) / 1e6;
                List<Change> settled = new ArrayList<>();
                for (int packetId = 1; packetId <= changes; packetId++) {
                    settled.add(new Change.Settled(number - changes + packetId - 1, packetId, ReasonCode.SUCCESS));
                }
                store.commit(settled);
            }
        }
        Arrays.sort(each);
        System.out.printf(
                "a turn of %,3d messages, written and forced: %.2f ms in the middle, %.2f ms the 99th of 100%n",
                changes, each[each.length / 2], each[each.length * 99 / 100]);
    }

    private void million() throws IOException {
        long largest = 0;
        long began = System.nanoTime();
        try (JournalStore store = make("million")) {
            long number = 1;
            for (int turn = 0; turn < 1_000; turn++) {
                List<Change> batch = new ArrayList<>();
                for (int packetId = 1; packetId <= 1_000; packetId++) {
                    batch.add(new Change.Sent(packetId, number, message(), 1));
                    batch.add(new Change.Released(packetId));
                    batch.add(new Change.Settled(number++, packetId, ReasonCode.SUCCESS));
                }
                store.commit(batch);
                largest = Math.max(largest, Files.size(file("million").journal()));
            }
        }
        System.out.printf(
                "a million messages, 1,000 a turn: %.1f s, the file never above %,d bytes, %,d in the end%n",
                (System.nanoTime() - began) / 1e9,
                largest,
                Files.size(file("million").journal()));
    }
}
