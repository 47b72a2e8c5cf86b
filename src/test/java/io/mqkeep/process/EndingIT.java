package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are ended from outside leave through their own door. */
@Execution(ExecutionMode.CONCURRENT)
class EndingIT {
    @TempDir
    Path temporary;

    private static ScriptedBroker broker() {
        return ScriptedBroker.playing(peer -> {
            peer.accept();
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.SUBSCRIBE) {
                    peer.send(peer.packets().subAck(packet.packetId(), 0));
                    for (int i = 1; i <= 3; i++) {
                        peer.send(peer.packets().publish(0, "a", "message " + i, 0));
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect --stay", "connect --stay --session s", "sub -t a", "sub -t a --session s"})
    void sigterm_sends_disconnect_and_ends_143(String command) {
        try (ScriptedBroker broker = broker();
                MqkeepProcess process = start(broker, command)) {
            awaitReady(broker, process, command);
            process.terminate();
            process.await().withExit(143);
            broker.await();
            assertDisconnected(broker);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect --stay", "sub -t a --session s"})
    void sigint_sends_disconnect_and_ends_130(String command) throws Exception {
        assumeInterruptible();
        try (ScriptedBroker broker = broker();
                MqkeepProcess process = start(broker, command)) {
            awaitReady(broker, process, command);
            process.interrupt();
            process.await().withExit(130);
            broker.await();
            assertDisconnected(broker);
        }
    }

    private MqkeepProcess start(ScriptedBroker broker, String command) {
        return new Mqkeep(temporary.resolve("home")).start((command + " -h 127.0.0.1 -p " + broker.port()).split(" "));
    }

    private static void awaitReady(ScriptedBroker broker, MqkeepProcess process, String command) {
        if (command.startsWith("sub")) {
            process.awaitLines(3);
        } else {
            process.awaitWhileRunning(
                    "what CONNACK said",
                    () -> !process.out().isEmpty() || !process.err().isEmpty());
            assertEquals(1, broker.connections());
        }
    }

    /** The last packet is a DISCONNECT with which the server drops the Will: its reason code is 0x00 or left out. */
    private static void assertDisconnected(ScriptedBroker broker) {
        RawPacket last = broker.seen().getLast();
        assertEquals(PacketType.DISCONNECT, last.type());
        assertEquals(0, last.reasonCode());
    }

    /** A process that was started with SIGINT ignored, by a shell in the background, can't be given it. */
    private static void assumeInterruptible() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            long ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).trim(), 16))
                    .findFirst()
                    .orElse(0);
            Assumptions.assumeTrue((ignored & 1 << 1) == 0, "SIGINT is ignored by whoever started the tests");
        }
    }

    @Test
    void a_reader_who_leaves_ends_it_at_once_with_0() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            // More than one, since only the second one is refused by the pipe, and as many as it takes.
            for (int i = 1; peer.seen().size() == 2; i++) {
                peer.send(peer.packets().publish(0, "a", "message " + i, 0));
                Thread.sleep(10);
            }
        })) {
            MqkeepProcess.Ended ended = new Mqkeep(temporary.resolve("home"))
                    .script("{ mqkeep sub -t a -h 127.0.0.1 -p " + broker.port()
                            + "; echo \"sub ended $?\" >&2; } | head -1");
            ended.withExit(0).printing("message 1\n");
            assertEquals(List.of("sub ended 0"), ended.err().lines().toList());
        } catch (AssertionError brokenPipe) {
            // The script writes until the client is gone, and fails with that.
            if (!String.valueOf(brokenPipe.getMessage()).startsWith("on connection 1")) {
                throw brokenPipe;
            }
        }
    }

    /** Nothing is written after the first message, and so nothing is refused by the pipe. */
    @ParameterizedTest
    @ValueSource(strings = {"", " --session s -q 1"})
    @EnabledOnOs(OS.LINUX)
    void a_reader_who_leaves_ends_it_also_when_nothing_comes_any_more(String options) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 1));
            peer.send(peer.packets().publish(1, "a", "only", 1));
            peer.hold();
        })) {
            MqkeepProcess.Ended ended = new Mqkeep(temporary.resolve("home"))
                    .script("{ mqkeep sub -t a -h 127.0.0.1 -p " + broker.port() + options
                            + "; echo \"sub ended $?\" >&2; } | head -1");
            ended.withExit(0).printing("only\n");
            assertEquals(List.of("sub ended 0"), ended.err().lines().toList());
            assertDisconnected(broker);
        }
    }

    /** Others may read on: the first of them leaves, the last does not. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_reader_who_is_followed_by_another_does_not_end_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            peer.send(peer.packets().publish(0, "a", "first", 0));
            peer.ignore(Duration.ofSeconds(1));
            peer.send(peer.packets().publish(0, "a", "second", 0));
            peer.hold();
        })) {
            new Mqkeep(temporary.resolve("home"))
                    .script("mqkeep sub -t a -C 2 -h 127.0.0.1 -p " + broker.port()
                            + " | { head -c 6; sh -c 'exec sed s/second/last/'; }")
                    .withExit(0)
                    .printing("first\nlast\n");
        }
    }
}
