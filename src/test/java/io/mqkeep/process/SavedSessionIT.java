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

/** A session is carried from one machine to another, as a document. */
@Execution(ExecutionMode.CONCURRENT)
class SavedSessionIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void saved_here_it_is_finished_there_and_the_old_document_is_stale_then(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        Mqkeep here = new Mqkeep(temporary.resolve("here"));
        Mqkeep there = new Mqkeep(temporary.resolve("there"));
        String topic = "carried/" + ground.name();
        try (Witness witness = Witness.of(broker.address(), topic);
                Relay relay = Relay.to(broker.address())) {
            publishAndDie(here, relay, ground, topic);

            String document = here.run("save-session", "till").withExit(0).out();
            there.runWith(document, "restore-session", "till").withExit(0);
            there.run("connect", "--session", "till").withExit(0);

            witness.publish(topic, "end");
            assertEquals(List.of("once"), witness.awaitUntil("end"));

            var before = there.stored();
            there.runWith(document, "restore-session", "till").withExit(6).saying("till");
            assertEquals(before, there.stored());
        }
    }

    @ParameterizedTest
    @EnumSource
    void handed_over_it_goes_on_there_and_is_refused_here(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        Mqkeep here = new Mqkeep(temporary.resolve("here"));
        Mqkeep there = new Mqkeep(temporary.resolve("there"));
        String topic = "handed/over/" + ground.name();
        String document = temporary.resolve("till.json").toString();
        try (Witness witness = Witness.of(broker.address(), topic);
                Relay relay = Relay.to(broker.address())) {
            publishAndDie(here, relay, ground, topic);

            here.run("save-session", "till", "--move", "-o", document).withExit(0);
            int connections = relay.connections();
            here.run("pub", "--session", "till", "-t", topic, "-m", "not from here")
                    .withExit(6);
            here.run("connect", "--session", "till").withExit(6);
            assertEquals(connections, relay.connections());

            there.run("restore-session", "till", "-i", document).withExit(0);
            there.run("pub", "--session", "till", "-t", topic, "-m", "from there")
                    .withExit(0);

            assertEquals(List.of("once", "from there"), witness.await(2));
        }
    }

    /** Leaves a session with a message in flight, which awaits PUBCOMP and which the broker has not passed on. */
    private static void publishAndDie(Mqkeep mqkeep, Relay relay, Ground ground, String topic) {
        KilledPublisher.dies(mqkeep, relay, ground, topic, "once", Direction.TO_SERVER, PacketType.PUBREL);
    }
}
