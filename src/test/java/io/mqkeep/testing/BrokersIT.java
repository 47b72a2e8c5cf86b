package io.mqkeep.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests' own tools against the tests' brokers: what fails here is not the program's fault. */
class BrokersIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void a_witness_sees_what_another_publishes_once_and_in_order(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        try (Relay relay = Relay.to(broker.address());
                Witness witness = Witness.of(relay.address(), "harness/#");
                Witness publisher = Witness.publishing(broker.address())) {
            publisher.publish("harness/a", "one");
            publisher.publish("harness/b", "two", 1);
            publisher.publish("harness/a", "three");

            assertEquals(List.of("one", "two", "three"), witness.await(3));
            assertEquals(3, relay.passed(Relay.Direction.TO_CLIENT, PacketType.PUBLISH));
        }
    }

    @Test
    void mosquitto_is_there_again_after_a_restart() throws Exception {
        Brokers.assumeMosquitto();
        try (Mosquitto mosquitto = Mosquitto.start(temporary.resolve("mosquitto"))) {
            Witness.publishing(mosquitto.address()).close();
            mosquitto.restart();
            Witness.publishing(mosquitto.address()).close();
        }
    }
}
