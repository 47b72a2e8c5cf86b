package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mosquitto;
import io.mqkeep.testing.MosquittoLog;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.RestartableBroker;
import io.mqkeep.testing.TestBroker;
import io.mqkeep.testing.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise, measured: numbered lines go from a file through a broker to a file while the publisher and the subscriber
 * are killed with kill -9 at random moments and the network breaks in the middle of packets. At the end the two files
 * are the same, byte for byte.
 *
 * <p>How much of it is set by system properties: {@code mqkeep.lines}, {@code mqkeep.kills} (of each of the two), {@code
 * mqkeep.restarts} (of the broker, which keeps its state) and {@code mqkeep.seed}. The profiles {@code long} and {@code
 * longer} set them higher. The seed is printed, and decides where kills and cuts fall as far as chance here goes: the
 * rest is the machine's.
 *
 * <p>No broker here keeps all of QoS 2 across a restart of its own. mosquitto publishes again what it had sent PUBREL for, which
 * [MQTT-4.3.3-6] forbids and no receiver can tell; so it is restarted when the subscriber's handshakes are complete, by its own
 * log, while those of the publisher are broken off wherever they are. HiveMQ keeps the identifiers of what is published to it
 * in memory only; so it is restarted when the publisher's handshakes are complete, with the subscriber's left as they
 * are. Between them every handshake lives through restarts.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class FileToFileIT {
    private static final int LINES = Integer.getInteger("mqkeep.lines", 2_000);
    private static final int KILLS = Integer.getInteger("mqkeep.kills", 8);
    private static final int RESTARTS = Integer.getInteger("mqkeep.restarts", 0);
    private static final long SEED = Long.getLong("mqkeep.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(LINES > 5_000 ? 60 : 10);

    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void through_mosquitto_the_files_are_the_same(MqttVersion version) throws Exception {
        Brokers.assumeMosquitto();
        // Of its own, so that it can be restarted.
        try (Mosquitto mosquitto = Mosquitto.start(temporary.resolve("mosquitto"))) {
            MosquittoLog log = mosquitto.qos2Log();
            Run run = new Run(mosquitto, version, LINES, KILLS);
            run.go(() -> run.restartWhenDelivered(mosquitto, log));
            assertEquals(List.of(), log.readOn().violations(), "what the broker published after PUBREL");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMBEDDED_5", "EMBEDDED_3_1_1"})
    void through_the_embedded_broker_the_files_are_the_same(Ground ground) throws Exception {
        // Smaller: it sends one QoS 2 message at a time.
        int lines = Math.max(200, LINES / 10);
        int kills = Math.max(2, KILLS / 5);
        if (RESTARTS == 0) {
            new Run(BROKERS.on(ground), ground.version(), lines, kills).go(() -> {});
            return;
        }
        try (RestartableBroker broker = Brokers.embedded(temporary.resolve("broker"))) {
            Run run = new Run(broker, ground.version(), lines, kills);
            run.go(() -> run.restartWhenTaken(broker));
        }
    }

    /** Something that is done while lines are on their way. */
    private interface Step {
        void run() throws Exception;
    }

    private final class Run {
        private final String version;
        private final int lines;
        private final int kills;
        private final long seed;
        private final Relay up;
        private final Relay down;
        private final Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        private final Path input = temporary.resolve("in");
        private final Path output = temporary.resolve("out");
        private final String topic;
        private final long deadline = System.nanoTime() + PATIENCE.toNanos();
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        private final List<String> openAtRestarts = new ArrayList<>();
        private volatile boolean allPublished;

        Run(TestBroker broker, MqttVersion version, int lines, int kills) {
            this.version = version == MqttVersion.V5 ? "5" : "3.1.1";
            this.lines = lines;
            this.kills = kills;
            seed = SEED ^ broker.port();
            topic = "file/to/file/" + version;
            up = Relay.to(broker.address());
            down = Relay.to(broker.address());
        }

        void go(Step restart) throws Exception {
            System.out.println("file to file: MQTT " + version + ", " + lines + " lines, " + kills + " + " + kills
                    + " kills, " + RESTARTS + " restarts, seed " + seed);
            writeInput();
            long began = System.nanoTime();
            try (ExecutorService threads = Executors.newCachedThreadPool();
                    up;
                    down) {
                run(threads, () -> subscribe(new Random(seed + 1)));
                await("the subscription", () -> down.passed(Direction.TO_CLIENT, PacketType.SUBACK) > 0);
                run(threads, () -> publish(new Random(seed + 2)));
                for (int i = 1; i <= RESTARTS; i++) {
                    int part = lines * i / (RESTARTS + 1);
                    await(part + " lines", () -> up.passed(Direction.TO_CLIENT, PacketType.PUBCOMP) >= part);
                    restart.run();
                }
                await("the end of both", () -> ended.get() == 2);
                assertArrayEquals(Files.readAllBytes(input), Files.readAllBytes(output), this::firstDifference);
                nothingComesAfterTheLastLine();
            }
            System.out.println("file to file: MQTT " + version + ", the same files after "
                    + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s; connections of the publisher "
                    + up.connections() + ", of the subscriber " + down.connections()
                    + (RESTARTS == 0 ? "" : "; open at the restarts: " + openAtRestarts));
        }

        /** Runs one end on a thread of its own. When it fails, so does all the rest. */
        private void run(ExecutorService threads, Step end) {
            threads.execute(() -> {
                try {
                    end.run();
                    ended.incrementAndGet();
                } catch (Throwable failure) {
                    if (failed.compareAndSet(null, failure)) {
                        threads.shutdownNow();
                    }
                }
            });
        }

        /** Restarts the broker when all it has taken is delivered; what the publisher was at is broken off. */
        void restartWhenDelivered(Mosquitto mosquitto, MosquittoLog log) throws Exception {
            up.shut();
            while (true) {
                await("the end of the subscriber's handshakes", () -> isDelivered(log.readOn()));
                // It has dealt with whatever came before this: the publisher may have got in just before.
                Witness.publishing(mosquitto.address()).close();
                if (isDelivered(log.readOn())) {
                    break;
                }
            }
            openAtRestarts.add("publisher " + log.openFrom(clientId("pub")));
            mosquitto.restart();
            up.open();
        }

        private boolean isDelivered(MosquittoLog log) {
            String publisher = clientId("pub");
            String subscriber = clientId("sub");
            return !log.isConnected(publisher)
                    && log.openTo(subscriber) == 0
                    && log.delivered(subscriber) == log.taken(publisher);
        }

        /** Restarts the broker when it has taken all that it was given; what the subscriber was at stays as it is. */
        void restartWhenTaken(RestartableBroker broker) throws Exception {
            up.finish();
            await("the end of the publisher's handshakes", () -> up.openHandshakes(Direction.TO_SERVER) == 0);
            openAtRestarts.add("subscriber " + down.openHandshakes(Direction.TO_CLIENT));
            broker.restart();
            up.open();
        }

        private void writeInput() throws Exception {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= lines; i++) {
                text.append("%06d".formatted(i))
                        .append(" ".repeat(random.nextInt(150)))
                        .append(".\n");
            }
            Files.writeString(input, text);
        }

        /** One for each version: both may be at the same broker at the same time. */
        private String clientId(String command) {
            return command + "-" + version;
        }

        private MqkeepProcess start(String command, Relay link, String... more) {
            List<String> arguments = new ArrayList<>(List.of(
                    command,
                    "-h",
                    "127.0.0.1",
                    "-p",
                    "" + link.port(),
                    "-V",
                    version,
                    "--session",
                    command,
                    "-i",
                    clientId(command),
                    "-t",
                    topic,
                    "-q",
                    "2",
                    "--reconnect-delay",
                    "10ms:200ms",
                    // One whose first connection is broken before CONNACK has none yet to make again.
                    "--wait",
                    PATIENCE.toMinutes() + "m"));
            arguments.addAll(List.of(more));
            return mqkeep.start(arguments.toArray(String[]::new));
        }

        /** Publishes all lines, killed so many times, and says when it is done. */
        private void publish(Random random) throws Exception {
            int killed = 0;
            while (true) {
                breakInTheMiddle(up, random);
                try (MqkeepProcess process = start("pub", up, "-l", "-f", input.toString())) {
                    if (killed < kills && killedWithin(process, up, Direction.TO_SERVER, random)) {
                        killed++;
                        continue;
                    }
                    // Broken connections and a broker that is away for a moment do not end it.
                    await("the end of the publisher", () -> !process.isRunning());
                    process.await().withExit(0);
                    break;
                }
            }
            assertEquals(kills, killed, "kills of the publisher before all was published");
            up.passEverything();
            try (MqkeepProcess process = start("pub", up, "-l", "-f", input.toString())) {
                await("the end of the last publisher", () -> !process.isRunning());
                process.await().withExit(0).saying("all " + lines + " lines");
            }
            allPublished = true;
        }

        /** Reads until the output is as long as the input, killed so many times. */
        private void subscribe(Random random) throws Exception {
            int killed = 0;
            while (true) {
                breakInTheMiddle(down, random);
                try (MqkeepProcess process = start("sub", down, "-o", output.toString())) {
                    if (killed < kills && killedWithin(process, down, Direction.TO_CLIENT, random)) {
                        killed++;
                        continue;
                    }
                    await("the end of the subscriber", () -> !process.isRunning() || complete());
                    process.terminate();
                    process.await().withExit(143);
                    break;
                }
            }
            assertEquals(kills, killed, "kills of the subscriber before all had come");
        }

        /** Says whether all has come, and more than that counts too. */
        private boolean complete() {
            return allPublished && output.toFile().length() >= input.toFile().length();
        }

        /** Kills a process after a random number of messages on its link; says whether it was still there. */
        private boolean killedWithin(MqkeepProcess process, Relay link, Direction direction, Random random)
                throws InterruptedException {
            int before = link.passed(direction, PacketType.PUBLISH);
            // So few that all kills come before all lines are through, and often among the very first.
            int after = random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(Math.max(1, lines / (kills + 3)));
            await(
                    "message " + after,
                    () -> !process.isRunning() || link.passed(direction, PacketType.PUBLISH) - before >= after);
            Thread.sleep(random.nextInt(20));
            if (!process.isRunning()) {
                return false;
            }
            process.killNine();
            return true;
        }

        /** Breaks connections of the next process, none or some; it makes each of them again. */
        private static void breakInTheMiddle(Relay link, Random random) {
            link.passEverything();
            int bytes = 0;
            for (int cuts = random.nextInt(4); cuts > 0; cuts--) {
                bytes += 1 + random.nextInt(20_000);
                link.cutAfterBytes(random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT, bytes);
            }
        }

        private void nothingComesAfterTheLastLine() throws Exception {
            mqkeep.run("pub", "--session", "pub", "-t", topic, "-m", "the end").withExit(0);
            down.passEverything();
            try (MqkeepProcess process = start("sub", down, "-o", output.toString(), "-C", "1", "--debug")) {
                process.await().withExit(0);
            }
            assertEquals(
                    Files.readString(input) + "the end\n", Files.readString(output), "what came after the last line");
        }

        private void await(String what, BooleanSupplier condition) throws InterruptedException {
            while (!condition.getAsBoolean()) {
                Throwable failure = failed.get();
                if (failure != null) {
                    throw new AssertionError("while waiting for " + what + "; seed " + seed, failure);
                }
                if (System.nanoTime() > deadline) {
                    fail("never came: " + what + "; seed " + seed + ", output "
                            + output.toFile().length() + " of " + input.toFile().length() + " bytes");
                }
                Thread.sleep(2);
            }
        }

        private String firstDifference() {
            try {
                List<String> in = Files.readAllLines(input, StandardCharsets.UTF_8);
                List<String> out = Files.readAllLines(output, StandardCharsets.UTF_8);
                int line = 0;
                while (line < in.size() && line < out.size() && in.get(line).equals(out.get(line))) {
                    line++;
                }
                return "seed " + seed + ": the files differ from line " + (line + 1) + " on: "
                        + in.subList(line, Math.min(in.size(), line + 3)) + " became "
                        + out.subList(line, Math.min(out.size(), line + 3)) + "; " + in.size() + " lines became "
                        + out.size();
            } catch (IOException unreadable) {
                return unreadable.toString();
            }
        }
    }
}
