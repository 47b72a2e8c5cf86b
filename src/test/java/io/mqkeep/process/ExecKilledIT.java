package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Flood;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A command that messages are handed to is killed, or who runs it is: the message comes again. */
@Execution(ExecutionMode.CONCURRENT)
class ExecKilledIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    /** As long as this file is there, a command is not done. */
    private Path hold() {
        return temporary.resolve("hold");
    }

    private Path began() {
        return temporary.resolve("began");
    }

    /** Leaves its process id, and waits for the test. */
    private String waiting() {
        return "echo $$ > " + began() + "; while [ -e " + hold() + " ]; do sleep 0.02; done; cat";
    }

    private MqkeepProcess start(Mqkeep mqkeep, Relay relay, Ground ground, int qos, String command, String... options)
            throws IOException {
        Files.createFile(hold());
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(new String[] {"--session", "s", "-q", "" + qos}, 0, all, options.length, 4);
        MqkeepProcess process = mqkeep.startAt(relay.port(), ground.version(), command, all);
        process.awaitWhileRunning("SUBACK", () -> relay.passed(Direction.TO_CLIENT, PacketType.SUBACK) == 1);
        return process;
    }

    @AfterEach
    void letCommandsEnd() throws IOException {
        Files.deleteIfExists(hold());
    }

    @ParameterizedTest
    @CsvSource({"MOSQUITTO_5, 2", "EMBEDDED_3_1_1, 1"})
    void killed_while_a_command_runs_it_hands_the_message_over_again(Ground ground, int qos) throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "exec/killed/" + ground.name();
        try (Relay relay = Relay.to(BROKERS.on(ground).address());
                Witness publisher = Witness.publishing(BROKERS.on(ground).address())) {
            try (MqkeepProcess process = start(mqkeep, relay, ground, qos, "sub", "-t", topic, "--exec", waiting())) {
                publisher.publish(topic, "first");
                publisher.publish(topic, "second");
                process.awaitWhileRunning("the command", () -> Files.exists(began()));
                process.killNine();
            }
            Files.delete(hold());
            mqkeep.run("sub", "--session", "s", "-C", "2", "--exec", "cat; echo")
                    .withExit(0)
                    .printing("first\nsecond\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"MOSQUITTO_3_1_1, 2", "EMBEDDED_5, 1"})
    void a_command_that_is_killed_or_fails_is_given_the_message_again_by_the_next(Ground ground, int qos)
            throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "exec/failed/" + ground.name();
        try (Relay relay = Relay.to(BROKERS.on(ground).address());
                Witness publisher = Witness.publishing(BROKERS.on(ground).address())) {
            try (MqkeepProcess process = start(mqkeep, relay, ground, qos, "sub", "-t", topic, "--exec", waiting())) {
                publisher.publish(topic, "first");
                publisher.publish(topic, "second");
                process.awaitWhileRunning(
                        "the command",
                        () -> Files.exists(began()) && began().toFile().length() > 0);
                ProcessHandle.of(Long.parseLong(Files.readString(began()).strip()))
                        .orElseThrow()
                        .destroyForcibly();
                process.await()
                        .withExit(10)
                        .saying("the command ended with exit status 137 for a message on '" + topic + "'");
            }
            mqkeep.run("sub", "--session", "s", "--exec", "grep -v first")
                    .withExit(10)
                    .saying("exit status 1");
            mqkeep.run("sub", "--session", "s", "-C", "2", "--exec", "cat; echo")
                    .withExit(0)
                    .printing("first\nsecond\n");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "EMBEDDED_3_1_1"})
    void killed_while_an_answer_is_made_it_answers_again(Ground ground) throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "exec/respond/" + ground.name();
        try (Relay relay = Relay.to(BROKERS.on(ground).address());
                Witness publisher = Witness.publishing(BROKERS.on(ground).address());
                Witness answers = Witness.of(BROKERS.on(ground).address(), topic + "/answer")) {
            String[] respond = {"-t", topic, "-e", topic + "/answer", "--exec", waiting()};
            try (MqkeepProcess process = start(mqkeep, relay, ground, 1, "respond", respond)) {
                publisher.publish(topic, "question");
                process.awaitWhileRunning("the command", () -> Files.exists(began()));
                process.killNine();
            }
            Files.delete(hold());
            mqkeep.run("respond", "--session", "s", "-e", topic + "/answer", "--exec", "exit 3")
                    .withExit(10);
            mqkeep.run("respond", "--session", "s", "-C", "1", "-e", topic + "/answer", "--exec", "tr a-z A-Z")
                    .withExit(0);
            assertEquals("QUESTION", answers.await(1).getFirst());
        }
    }

    /** More than its memory, and a keep alive of a second: several of them pass while the command is not done. */
    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_slow_command_pauses_reading_but_not_the_keep_alive(MqttVersion version) throws Exception {
        Files.createFile(hold());
        Flood flood = new Flood(300, new byte[1_000_000], 3, () -> Files.delete(hold()));
        try (ScriptedBroker broker = ScriptedBroker.playing(flood)) {
            Mqkeep mqkeep = new Mqkeep(temporary.resolve("home")).with("MQKEEP_JAVA_OPTS", "-Xmx64m");
            String command = "while [ -e " + hold() + " ]; do sleep 0.02; done; wc -c";
            try (MqkeepProcess process = mqkeep.startAt(
                    broker.port(), version, "sub", "-t", "a", "-k", "1", "-C", "12", "--exec", command)) {
                MqkeepProcess.Ended ended = process.await().withExit(0);
                assertEquals("1000000\n".repeat(12), ended.out().replace(" ", ""));
            }
            assertEquals(1, broker.connections());
        }
    }
}
