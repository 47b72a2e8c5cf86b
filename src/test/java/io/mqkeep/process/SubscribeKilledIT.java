package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.TestBroker;
import io.mqkeep.testing.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A subscriber is killed, or leaves, while the server has more for it. */
@Execution(ExecutionMode.CONCURRENT)
class SubscribeKilledIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void a_message_whose_pubrec_was_lost_is_not_printed_twice(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "lost/pubrec/" + ground.name();
        try (Witness publisher = Witness.publishing(broker.address());
                Relay relay = Relay.to(broker.address())) {
            relay.withhold(Direction.TO_SERVER, PacketType.PUBREC);
            try (MqkeepProcess process = mqkeep.startAt(
                    relay.port(), ground.version(), "sub", "--session", "reader", "-t", topic, "-q", "2")) {
                process.awaitWhileRunning("SUBACK", () -> relay.passed(Direction.TO_CLIENT, PacketType.SUBACK) == 1);
                publisher.publish(topic, "once");
                process.awaitWhileRunning("PUBREC on its way", () -> relay.withheld() > 0);
                process.killNine();
                // Read to its end only now: what it flushed may still have been in the pipe.
                assertEquals("once\n", process.out());
            }
            relay.passEverything();
            publisher.publish(topic, "next");

            mqkeep.run("sub", "--session", "reader", "-C", "1").withExit(0).printing("next\n");

            // The broker did send the first one again: it was this side that knew it.
            assertEquals(3, relay.passed(Direction.TO_CLIENT, PacketType.PUBLISH));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MOSQUITTO_5,     1", "MOSQUITTO_5,     2", "MOSQUITTO_3_1_1, 1", "MOSQUITTO_3_1_1, 2",
        "EMBEDDED_5,      1", "EMBEDDED_5,      2", "EMBEDDED_3_1_1,  1", "EMBEDDED_3_1_1,  2"
    })
    void ten_messages_that_wait_on_the_server_are_printed_once_each_and_in_order_by_ten_commands(Ground ground, int qos)
            throws Exception {
        TestBroker broker = BROKERS.on(ground);
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "ten/" + qos + "/" + ground.name();
        try (Relay relay = Relay.to(broker.address());
                Witness publisher = Witness.publishing(broker.address())) {
            try (MqkeepProcess process = mqkeep.startAt(
                    relay.port(),
                    ground.version(),
                    "sub",
                    "--session",
                    "reader",
                    "-t",
                    topic,
                    "-q",
                    "" + qos,
                    "-C",
                    "1")) {
                process.awaitWhileRunning("SUBACK", () -> relay.passed(Direction.TO_CLIENT, PacketType.SUBACK) == 1);
                publisher.publish(topic, "0", qos);
                process.await().withExit(0).printing("0\n");
            }
            for (int i = 1; i <= 10; i++) {
                publisher.publish(topic, "" + i, qos);
            }

            String loop = "for i in 1 2 3 4 5 6 7 8 9 10; do mqkeep sub --session reader -C 1 || exit 99; done";
            List<String> lines = mqkeep.script(loop).withExit(0).lines();

            assertEquals(
                    IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList(), lines);
            // And nothing is left over.
            publisher.publish(topic, "11", qos);
            mqkeep.run("sub", "--session", "reader", "-C", "1").withExit(0).printing("11\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void messages_that_were_lost_on_the_way_come_again_to_commands_that_take_one_each(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "on/the/way/" + ground.name();
        try (Witness publisher = Witness.publishing(broker.address());
                Relay relay = Relay.to(broker.address())) {
            try (MqkeepProcess process = mqkeep.startAt(
                    relay.port(), ground.version(), "sub", "--session", "reader", "-t", topic, "-q", "2")) {
                process.awaitWhileRunning("SUBACK", () -> relay.passed(Direction.TO_CLIENT, PacketType.SUBACK) == 1);
                relay.withhold(Direction.TO_CLIENT, PacketType.PUBLISH);
                for (int i = 1; i <= 4; i++) {
                    publisher.publish(topic, "" + i);
                }
                // One broker has sent all four, the other sends one at a time.
                process.awaitWhileRunning("PUBLISH on its way", () -> relay.withheld() > 0);
                process.killNine();
            }
            relay.passEverything();

            // The server sends again what it has sent already, and some do so beyond the Receive Maximum of 1.
            String loop = "for i in 1 2 3 4; do mqkeep sub --session reader -C 1 || exit 99; done";
            mqkeep.script(loop).withExit(0).printing("1\n2\n3\n4\n");
        }
    }
}
