package io.mqkeep.cli.ask;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.subscribe.FilterAnswers;
import io.mqkeep.client.Client;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Reader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/** Measures how long the server takes, as ping(8) does with hosts. */
public final class Pinger {
    private final App app;
    private final Lease lease;
    private final Client client;
    private final Duration timeout;
    private final List<Probe> probes;
    private final List<RoundTrips> trips = new ArrayList<>();

    public Pinger(App app, Lease lease, Duration timeout, List<Probe> probes) {
        this.app = app;
        this.lease = lease;
        this.client = lease.client();
        this.timeout = timeout;
        this.probes = List.copyOf(probes);
        for (Probe probe : probes) {
            trips.add(new RoundTrips(probe.name()));
        }
    }

    /**
     * Sends each probe so many times, and says what came of them, however it ends.
     *
     * @param interval between two rounds
     * @param wait how long to wait for each
     */
    public Exit ping(long count, Duration interval, Duration wait) throws Exception {
        lease.connect();
        Echoes echoes = new Echoes();
        byte[] random = new byte[8];
        ThreadLocalRandom.current().nextBytes(random);
        String topic = "mqkeep/ping/" + HexFormat.of().formatHex(random);
        boolean messages = probes.stream().anyMatch(probe -> probe.qos() != null);
        if (messages && !subscribed(topic, echoes)) {
            return Exit.REFUSED;
        }
        app.out().println("PING " + lease.server());
        app.out().flush();
        try {
            for (long round = 1; round <= count; round++) {
                if (round > 1) {
                    app.interruption().pause(interval.toMillis());
                }
                for (int i = 0; i < probes.size(); i++) {
                    measure(probes.get(i), trips.get(i), echoes, topic, round, wait);
                }
            }
        } finally {
            summary();
            if (messages) {
                // The connection may stay, at a prompt.
                var _ = client.unsubscribe(List.of(topic), List.of());
            }
        }
        return trips.stream().allMatch(RoundTrips::allCame) ? Exit.DONE : Exit.TIMED_OUT;
    }

    private boolean subscribed(String topic, Echoes echoes) throws Exception {
        var _ = lease.read(new Reader(List.of(topic), Long.MAX_VALUE), echoes);
        FilterAnswers answers = new FilterAnswers(
                app,
                List.of(topic),
                new Acknowledgements(app, client, timeout)
                        .await(
                                client.subscribe(List.of(Subscription.of(topic, QoS.EXACTLY_ONCE)), List.of()),
                                "SUBACK"));
        return !answers.anyRefused();
    }

    private void measure(Probe probe, RoundTrips into, Echoes echoes, String topic, long round, Duration wait)
            throws Exception {
        into.sent();
        long start = System.nanoTime();
        try {
            CompletableFuture<?> back = app.interruption().interrupting(() -> probe.send(client, echoes, topic, round));
            app.interruption().await(back, wait.toMillis());
        } catch (TimeoutException e) {
            print(probe.name() + ": seq=" + round + " no answer");
            return;
        }
        double millis = (System.nanoTime() - start) / 1e6;
        into.received(millis);
        print(String.format(Locale.ROOT, "%s: seq=%d time=%.3f ms", probe.name(), round, millis));
    }

    private void print(String line) throws IOException {
        app.out().println(line);
        app.out().flush();
    }

    private void summary() throws IOException {
        app.out().println("--- " + lease.server() + " ---");
        for (RoundTrips trip : trips) {
            app.out().println(trip.summary());
        }
        app.out().flush();
    }
}
