package io.mqkeep.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many messages a subscriber takes in a second. <em>Live</em>: a plain socket publishes as fast as the server lets it, and the clock
 * stops when the subscriber has ended. <em>Queued</em>: the messages wait on the server for a subscriber with a durable session. What
 * came is a file, compared byte for byte.
 */
final class SubscribePart {
    private static final String LIVE = "live";
    /** Retained, so that it comes as soon as the subscription is there. */
    private static final String FIRST = "go";

    private static final String QUEUED = "plain socket, queued, QoS 1";
    /** Without a limit mosquitto sends all there is at once, and then looks through all of it for every acknowledgement. */
    static final int IN_FLIGHT = 500;

    private static final int MANY = 60_000;
    private static final int FEW = 10_000;

    private final BenchOptions options;
    private final Programs programs;
    private final int port;
    private final Rounds rounds = new Rounds();
    private final List<String> plain = new ArrayList<>();
    private int sessions;

    private SubscribePart(BenchOptions options, Programs programs, int port) {
        this.options = options;
        this.programs = programs;
        this.port = port;
    }

    static List<Row> measure(BenchOptions options, Programs programs, int port) throws Exception {
        try (PlainSocket publisher = PlainSocket.connect(port, "first", false)) {
            publisher.retain(LIVE, FIRST);
        }
        return new SubscribePart(options, programs, port).rows();
    }

    private List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int qos : new int[] {0, 1}) {
            addPlain("plain socket, live, QoS " + qos, qos, false);
            addLive("mosquitto_sub -q " + qos, qos, List.of("mosquitto_sub"));
            addLive("mqkeep sub -q " + qos, qos, programs.mqkeep("sub"));
        }
        addPlain(QUEUED, 1, true);
        for (int qos : new int[] {1, 2}) {
            List<String> theirs = List.of("mosquitto_sub", "-c", "-p", "" + port, "-q", "" + qos);
            addQueued("mosquitto_sub -c -q " + qos, qos, with(theirs, "-i"), false);
            List<String> ours = programs.mqkeep("sub", "-p", "" + port, "-q", "" + qos);
            addQueued(durable(qos), qos, with(ours, "--session"), qos == 2);
        }
        rounds.run(options.rounds());

        plain.forEach(name -> rows.add(rate(name)));
        for (String qos : List.of("0", "1")) {
            String limit = "plain socket, live, QoS " + qos;
            rows.add(rate("mosquitto_sub -q " + qos).limit(limit));
            rows.add(rate("mqkeep sub -q " + qos)
                    .against("mosquitto_sub -q " + qos, 1.5)
                    .limit(limit));
        }
        rows.add(rate("mosquitto_sub -c -q 1").limit(QUEUED));
        rows.add(rate(durable(1)).against("mosquitto_sub -c -q 1", 1.5).limit(QUEUED));
        rows.add(rate("mosquitto_sub -c -q 2"));
        rows.add(rate(durable(2)).against("mosquitto_sub -c -q 2", 1));
        return rows;
    }

    private static String durable(int qos) {
        return qos == 1 ? "mqkeep sub -q 1 --session" : "mqkeep sub -q 2 --session -o FILE";
    }

    private Row rate(String name) {
        return rounds.rate(name, name + FEW, name + MANY, MANY - FEW);
    }

    private void addLive(String name, int qos, List<String> program) {
        for (int count : new int[] {FEW, MANY}) {
            List<String> command = with(program, "-p", "" + port, "-t", LIVE, "-q", "" + qos, "-C", "" + (count + 1));
            rounds.add(name + count, () -> live(command, qos, count));
        }
    }

    private double live(List<String> command, int qos, int count) throws Exception {
        Path output = Files.write(programs.work().resolve("came"), new byte[0]);
        Process subscriber = programs.start(command, null, output);
        while (subscriber.isAlive() && Files.size(output) <= FIRST.length()) {
            Thread.sleep(1);
        }
        byte[] packets = packets(LIVE, qos, count);
        try (PlainSocket publisher = PlainSocket.connect(port, "publisher", false)) {
            long began = System.nanoTime();
            publisher.publish(packets, qos, count);
            programs.finish(command, subscriber);
            double seconds = (System.nanoTime() - began) / 1e9;
            byte[] came = Files.readAllBytes(output);
            compare(command, Arrays.copyOfRange(came, FIRST.length() + 1, came.length), count);
            return seconds;
        }
    }

    /** The command has all but the name of its session, which is another for every run: none begins with what one before left. */
    private void addQueued(String name, int qos, List<String> command, boolean toFile) {
        for (int count : new int[] {FEW, MANY}) {
            rounds.add(name + count, () -> {
                String session = "s" + sessions++;
                List<String> subscribing = with(command, session, "-t", session);
                programs.seconds(with(subscribing, "-E"), null);
                publish(session, qos, count);
                Path output = programs.work().resolve("came");
                Files.deleteIfExists(output);
                List<String> reading = with(subscribing, "-C", "" + count);
                if (toFile) {
                    reading.addAll(List.of("-o", output.toString()));
                }
                long began = System.nanoTime();
                programs.finish(reading, programs.start(reading, null, toFile ? null : output));
                double seconds = (System.nanoTime() - began) / 1e9;
                compare(reading, Files.readAllBytes(output), count);
                return seconds;
            });
        }
    }

    private void addPlain(String name, int qos, boolean queued) {
        plain.add(name);
        String topic = queued ? "plain" + qos : LIVE;
        for (int count : new int[] {FEW, MANY}) {
            rounds.add(name + count, () -> {
                if (queued) {
                    try (PlainSocket subscriber = PlainSocket.connect(port, topic, true)) {
                        subscriber.subscribe(topic, qos);
                    }
                    publish(topic, qos, count);
                }
                try (PlainSocket subscriber = PlainSocket.connect(port, topic, queued)) {
                    if (!queued) {
                        subscriber.subscribe(topic, qos);
                        subscriber.receive(1);
                    }
                    Thread publisher = Thread.ofPlatform().unstarted(() -> publishLive(topic, qos, count));
                    long began = System.nanoTime();
                    if (!queued) {
                        publisher.start();
                    }
                    byte[] came = subscriber.receive(count);
                    double seconds = (System.nanoTime() - began) / 1e9;
                    publisher.join();
                    compare(List.of(name), came, count);
                    return seconds;
                }
            });
        }
    }

    private void publishLive(String topic, int qos, int count) {
        try {
            publish(topic, qos, count);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(String topic, int qos, int count) throws Exception {
        byte[] packets = packets(topic, qos, count);
        try (PlainSocket publisher = PlainSocket.connect(port, "publisher", false)) {
            publisher.publish(packets, qos, count);
        }
    }

    private byte[] packets(String topic, int qos, int count) throws IOException {
        return PlainSocket.encode(
                topic,
                qos,
                Files.readAllLines(programs.lines(count)).stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    private void compare(List<String> command, byte[] came, int count) throws IOException {
        if (!Arrays.equals(came, Files.readAllBytes(programs.lines(count)))) {
            throw new IOException(String.join(" ", command) + ": what arrived is not what was sent");
        }
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }
}
