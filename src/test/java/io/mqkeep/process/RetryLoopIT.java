package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.TestBroker;
import io.mqkeep.testing.Witness;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop that a script writes around a publish: try until it is done. */
@Execution(ExecutionMode.CONCURRENT)
class RetryLoopIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void its_link_cut_at_every_packet_in_turn_the_loop_publishes_once(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "jobs/" + ground.name();
        try (Witness witness = Witness.of(broker.address(), topic);
                Relay relay = Relay.to(broker.address())) {
            // Each cut is for once: the first try ends at CONNECT, the second at CONNACK, and so on.
            relay.cutBefore(Direction.TO_SERVER, PacketType.CONNECT, 1);
            relay.cutBefore(Direction.TO_CLIENT, PacketType.CONNACK, 1);
            relay.cutBefore(Direction.TO_SERVER, PacketType.PUBLISH, 1);
            relay.cutBefore(Direction.TO_CLIENT, PacketType.PUBREC, 1);
            relay.cutBefore(Direction.TO_SERVER, PacketType.PUBREL, 1);
            relay.cutBefore(Direction.TO_CLIENT, PacketType.PUBCOMP, 1);
            relay.cutBefore(Direction.TO_SERVER, PacketType.DISCONNECT, 1);

            String statuses = mqkeep.script("until mqkeep pub -h 127.0.0.1 -p " + relay.port() + " -V "
                            + ground.versionOption() + " --session s --key job-7 -t " + topic
                            + " -m 'work once'; do echo $?; done")
                    .withExit(0)
                    .out();

            // Without a connection nothing is kept; from then on the session has it, and knows it by its key.
            assertEquals("3\n3\n9\n9\n9\n9\n", statuses);
            witness.publish(topic, "end");
            assertEquals(List.of("work once"), witness.awaitUntil("end"));
        }
    }
}
