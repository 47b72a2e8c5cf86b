package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.TestBroker;
import io.mqkeep.testing.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A publisher of QoS 2 is killed on each side of PUBREC. */
@Execution(ExecutionMode.CONCURRENT)
class PublishKilledIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    /** The script needs the process to kill it, and the process needs the script's port. */
    private final CompletableFuture<MqkeepProcess> publisher = new CompletableFuture<>();

    @ParameterizedTest
    @EnumSource
    void killed_after_pubrec_it_is_finished_by_connect_with_pubrel_alone(MqttVersion version) throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        try (ScriptedBroker broker = ScriptedBroker.playing(this::killedAfterPubRec, second -> {
            assertFalse(second.accept(true).cleanStart());
            second.expectBytes(Bytes.toHex(second.packets().pubRel(1)));
            second.send(second.packets().pubComp(1));
            second.expect(PacketType.DISCONNECT);
            second.expectEnd();
        })) {
            publishAndDie(mqkeep, broker, version);

            mqkeep.run("connect", "--session", "till").withExit(0);
            broker.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void killed_after_pubrec_the_next_publish_takes_another_identifier(MqttVersion version) throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        try (ScriptedBroker broker = ScriptedBroker.playing(this::killedAfterPubRec, second -> {
            second.accept(true);
            second.expectBytes(Bytes.toHex(second.packets().pubRel(1)));
            RawPacket next = second.expect(PacketType.PUBLISH);
            assertEquals("second", next.payloadText());
            assertFalse(next.dup());
            assertNotEquals(1, next.packetId());
            second.send(second.packets().pubRec(next.packetId()));
            second.expect(PacketType.PUBREL);
            second.send(second.packets().pubComp(1), second.packets().pubComp(next.packetId()));
            second.expect(PacketType.DISCONNECT);
        })) {
            publishAndDie(mqkeep, broker, version);

            mqkeep.run("pub", "--session", "till", "-t", "a/b", "-m", "second").withExit(0);
            broker.await();
        }
    }

    private void killedAfterPubRec(Peer peer) throws Exception {
        peer.accept();
        RawPacket publish = peer.expect(PacketType.PUBLISH);
        assertEquals(2, publish.qos());
        assertEquals(1, publish.packetId());
        peer.send(peer.packets().pubRec(1));
        peer.expect(PacketType.PUBREL);
        publisher.get().killNine();
    }

    @ParameterizedTest
    @EnumSource
    void killed_before_pubrec_it_is_finished_with_the_same_publish_and_dup(MqttVersion version) throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        CompletableFuture<RawPacket> first = new CompletableFuture<>();
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    first.complete(peer.expect(PacketType.PUBLISH));
                    publisher.get().killNine();
                },
                second -> {
                    second.accept(true);
                    RawPacket again = second.expect(PacketType.PUBLISH);
                    assertFalse(first.get().dup());
                    assertTrue(again.dup());
                    assertEquals(Bytes.toHex(first.get().body()), Bytes.toHex(again.body()));
                    second.send(second.packets().pubRec(again.packetId()));
                    second.expect(PacketType.PUBREL);
                    second.send(second.packets().pubComp(again.packetId()));
                    second.expect(PacketType.DISCONNECT);
                })) {
            publishAndDie(mqkeep, broker, version);

            mqkeep.run("connect", "--session", "till").withExit(0);
            broker.await();
        }
    }

    private void publishAndDie(Mqkeep mqkeep, ScriptedBroker broker, MqttVersion version) {
        try (MqkeepProcess process = mqkeep.startAt(
                broker.port(), version, "pub", "--session", "till", "-t", "a/b", "-m", "first", "-q", "2")) {
            publisher.complete(process);
            process.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void killed_after_pubrec_a_subscriber_gets_the_message_once(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        // The broker has taken the message and waits for a PUBREL that the network swallows.
        deliveredOnce(broker, ground, Direction.TO_SERVER, PacketType.PUBREL);
    }

    @ParameterizedTest
    @EnumSource
    void killed_before_pubrec_a_subscriber_gets_the_message_once(Ground ground) throws Exception {
        TestBroker broker = BROKERS.on(ground);
        deliveredOnce(broker, ground, Direction.TO_CLIENT, PacketType.PUBREC);
    }

    private void deliveredOnce(TestBroker broker, Ground ground, Direction direction, PacketType lost)
            throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String topic = "killed/" + lost + "/" + ground.name();
        try (Witness witness = Witness.of(broker.address(), topic);
                Relay relay = Relay.to(broker.address())) {
            KilledPublisher.dies(mqkeep, relay, ground, topic, "first", direction, lost);

            mqkeep.run("connect", "--session", "till").withExit(0);
            mqkeep.run("pub", "--session", "till", "-t", topic, "-m", "second").withExit(0);

            assertEquals(List.of("first"), witness.awaitUntil("second"));
            int publishes = lost == PacketType.PUBREL ? 2 : 3;
            assertEquals(publishes, relay.passed(Direction.TO_SERVER, PacketType.PUBLISH));
        }
    }
}
