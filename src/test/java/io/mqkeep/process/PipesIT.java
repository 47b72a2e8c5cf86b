package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Flood;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads what {@code sub} prints is slow, and a disk it prints to is full. */
@Execution(ExecutionMode.CONCURRENT)
class PipesIT {
    @TempDir
    Path temporary;

    /** Three times its memory waits for the reader, who then gets all of it. */
    @ParameterizedTest
    @ValueSource(strings = {"", " --json", " --session s -q 0"})
    void a_slow_reader_makes_the_server_wait_and_not_the_memory_grow(String options) throws Exception {
        int messages = 2_000;
        byte[] payload = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        Path hold = Files.createFile(temporary.resolve("hold"));
        Flood flood = new Flood(messages, payload, 2, () -> Files.delete(hold));
        try (ScriptedBroker broker = ScriptedBroker.playing(flood)) {
            Mqkeep mqkeep = new Mqkeep(temporary.resolve("home")).with("MQKEEP_JAVA_OPTS", "-Xmx64m");
            MqkeepProcess.Ended ended = mqkeep.script("mqkeep sub -t a -k 1 -C " + messages + options
                    + " -h 127.0.0.1 -p " + broker.port() + " | { while [ -e " + hold
                    + " ]; do sleep 0.02; done; grep -c xxx; }");
            ended.withExit(0).printing(messages + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o /dev/full",
                "-o /dev/full --session s",
                "> /dev/full",
                "--count-by-topic -C 1 > /dev/full",
                "--exec cat > /dev/full"
            })
    void a_full_disk_ends_8_and_is_named(String output) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(
                    peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0),
                    peer.packets().publish(0, "a", "x", 0));
            peer.hold();
        })) {
            MqkeepProcess.Ended ended = new Mqkeep(temporary.resolve("home"))
                    .script("exec mqkeep sub -t a -h 127.0.0.1 -p " + broker.port() + " " + output);
            ended.withExit(8)
                    .saying("cannot write " + (output.startsWith("-o") ? "/dev/full" : "standard output") + ": ");
            assertEquals("", ended.out());
        }
    }
}
