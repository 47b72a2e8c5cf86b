package io.mqkeep.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many lines of 25 bytes a publisher gets to the server in a second: until the server has read the DISCONNECT behind them, because
 * with QoS 0 a process can end while most of them are still on their way. The server queues them for a subscriber that is away and
 * fetches them when the clock has stopped: each line must have come, once and in order.
 */
final class PublishPart {
    private static final String TOPIC = "bench";
    private static final String READER = "reader";
    /** No more, because mosquitto_pub loses messages beyond 65,535. */
    private static final int MANY = 60_000;

    private static final int FEW = 10_000;
    private static final int PAHO_MANY = 1_000;
    private static final int PAHO_FEW = 200;

    private final BenchOptions options;
    private final Programs programs;
    private final Mosquitto broker;
    private final int port;
    private final Rounds rounds = new Rounds();

    private PublishPart(BenchOptions options, Programs programs, Mosquitto broker) {
        this.options = options;
        this.programs = programs;
        this.broker = broker;
        port = broker.port();
    }

    static List<Row> measure(BenchOptions options, Programs programs, Mosquitto broker) throws Exception {
        try (PlainSocket reader = PlainSocket.connect(broker.port(), READER, true)) {
            reader.subscribe(TOPIC, 1);
        }
        return new PublishPart(options, programs, broker).rows();
    }

    private List<Row> rows() throws Exception {
        for (String qos : List.of("0", "1", "2")) {
            addPlain(Integer.parseInt(qos));
            add(
                    theirs(qos),
                    FEW,
                    MANY,
                    lines -> List.of("mosquitto_pub", "-p", "" + port, "-t", TOPIC, "-q", qos, "-l"));
            add(ours(qos), FEW, MANY, lines -> programs.mqkeep("pub", "-p", "" + port, "-t", TOPIC, "-q", qos, "-l"));
            if (!qos.equals("0")) {
                add(
                        durable(qos),
                        FEW,
                        MANY,
                        lines -> programs.mqkeep(
                                "pub", "-p", "" + port, "-t", TOPIC, "-q", qos, "-l", "--session", "pub" + qos));
                add(paho(qos), PAHO_FEW, PAHO_MANY, lines -> PahoPublisher.command(port, qos, TOPIC, programs.work()));
            }
        }
        rounds.run(options.rounds());

        List<Row> rows = new ArrayList<>();
        for (String qos : List.of("0", "1", "2")) {
            String plain = plain(Integer.parseInt(qos));
            rows.add(rate(plain, FEW, MANY));
            rows.add(rate(theirs(qos), FEW, MANY).limit(plain));
            double wanted = qos.equals("0") ? 0.9 : qos.equals("1") ? 1.3 : 1.2;
            rows.add(rate(ours(qos), FEW, MANY).against(theirs(qos), wanted).limit(plain));
            if (!qos.equals("0")) {
                Row row = rate(durable(qos), FEW, MANY).limit(plain);
                Row paho = rate(paho(qos), PAHO_FEW, PAHO_MANY);
                rows.add(row.against(theirs(qos), 1));
                rows.add(row.named(durable(qos) + ", to our own without").against(ours(qos), 0.8));
                rows.add(paho.limit(plain));
                rows.add(row.named(durable(qos) + ", to Paho").against(paho.name(), 20));
            }
        }
        return rows;
    }

    private Row rate(String name, int few, int many) {
        return rounds.rate(name, name + few, name + many, many - few);
    }

    private static String plain(int qos) {
        return "plain socket, QoS " + qos;
    }

    private static String theirs(String qos) {
        return "mosquitto_pub -l -q " + qos;
    }

    private static String ours(String qos) {
        return "mqkeep pub -l -q " + qos;
    }

    private static String durable(String qos) {
        return "mqkeep pub -l -q " + qos + " --session";
    }

    private static String paho(String qos) {
        return "Paho Java, file persistence, QoS " + qos;
    }

    /** Words for this many lines; the lines themselves come on standard input. */
    @FunctionalInterface
    private interface Command {
        List<String> of(int lines) throws IOException;
    }

    private void add(String name, int few, int many, Command command) {
        for (int count : new int[] {few, many}) {
            rounds.add(name + count, () -> {
                Path input = programs.lines(count);
                int before = broker.departures();
                long began = System.nanoTime();
                programs.seconds(command.of(count), input);
                broker.awaitDeparture(before);
                double seconds = (System.nanoTime() - began) / 1e9;
                compare(name, count, Files.readAllBytes(input));
                return seconds;
            });
        }
    }

    private void addPlain(int qos) {
        for (int count : new int[] {FEW, MANY}) {
            rounds.add(plain(qos) + count, () -> {
                Path input = programs.lines(count);
                byte[][] payloads = Files.readAllLines(input).stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
                byte[] packets = PlainSocket.encode(TOPIC, qos, payloads);
                double seconds;
                try (PlainSocket plain = PlainSocket.connect(port, "plain", false)) {
                    seconds = plain.publish(packets, qos, count);
                }
                compare(plain(qos), count, Files.readAllBytes(input));
                return seconds;
            });
        }
    }

    private void compare(String name, int count, byte[] expected) throws IOException {
        try (PlainSocket reader = PlainSocket.connect(port, READER, true)) {
            if (!Arrays.equals(reader.receive(count), expected)) {
                throw new IOException(name + ": what arrived is not what was sent");
            }
        }
    }
}
