package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sub -o FILE --session}: the session knows how long the file is. */
class OutputOnceTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private Path file = Path.of("");

    @BeforeEach
    void name_a_file() {
        here = new InProcess(directory);
        file = directory.resolve("out");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void what_was_written_and_not_acknowledged_is_cut_off_whatever_the_qos(int qos) throws IOException {
        Files.writeString(file, "before\n");
        assertEquals(Exit.DONE, sub(qos, "one").exit());
        assertEquals("before\none\n", Files.readString(file));

        append("as a killed command leaves it");
        Ran second = sub(qos, "two");
        assertEquals(Exit.DONE, second.exit(), second.err());
        assertEquals("before\none\ntwo\n", Files.readString(file));
        assertTrue(
                second.err().contains("29 bytes at the end of " + file + " were not acknowledged and are cut off"),
                second.err());
    }

    /** Killed between the first batch and the store of it, nothing but the place of the opening says what is beyond it. */
    @Test
    void the_place_is_known_from_the_opening_on_before_the_first_message_comes() throws IOException {
        Files.writeString(file, "before\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 1));
            peer.hold();
        })) {
            here.mqkeep(("sub --session s -t t -q 1 -o out -W 200ms -h 127.0.0.1 -p " + broker.port()).split(" "));
        }
        append("as a killed command leaves it");
        sub(1, "one");
        assertEquals("before\none\n", Files.readString(file));
    }

    @Test
    void a_file_shorter_than_the_session_knows_it_ends_6_and_nothing_is_taken() throws IOException {
        sub(2, "one");
        sub(2, "two");
        Files.writeString(file, "on");
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept(true);
            peer.send(peer.packets().publish(1, "t", "three", 2));
            peer.hold();
        })) {
            Ran ran = run(broker, 2);

            assertEquals(Exit.SESSION_UNUSABLE, ran.exit(), ran.err());
            assertTrue(ran.err().contains(file + " has 2 bytes"), ran.err());
            assertEquals(List.of(), broker.seen(PacketType.PUBREC));
        }
        assertEquals("on", Files.readString(file));
    }

    @Test
    void another_file_under_the_name_is_begun_at_its_end_and_not_cut() throws IOException {
        sub(2, "one");
        Files.move(file, directory.resolve("old"));
        Files.writeString(file, "somebody else's, and longer than ours\n");
        Ran ran = sub(2, "two");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("somebody else's, and longer than ours\ntwo\n", Files.readString(file));
        assertEquals("one\n", Files.readString(directory.resolve("old")));
    }

    @Test
    void a_pipe_under_the_name_is_said_to_keep_no_place() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                Files.readString(file);
            } catch (IOException nobodyWrote) {
                // Shown by the note that is missing then.
            }
        });
        Ran ran = sub(2, "one");
        reader.join();
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.err().contains(file + " is no regular file"), ran.err());
    }

    private Ran sub(int qos, String payload) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                byte[] message = peer.packets().publish(qos == 0 ? 0 : 1, "t", payload, qos);
                switch (packet.type()) {
                    case CONNECT -> {
                        peer.send(peer.packets().connAck(!packet.cleanStart(), 0));
                        if (!packet.cleanStart()) {
                            peer.send(message);
                        }
                    }
                    case SUBSCRIBE -> peer.send(peer.packets().subAck(packet.packetId(), qos), message);
                    case PUBREC -> peer.send(peer.packets().pubRel(packet.packetId()));
                    default -> {}
                }
            }
        })) {
            return run(broker, qos);
        }
    }

    private Ran run(ScriptedBroker broker, int qos) {
        return here.mqkeep(
                "sub",
                "--session",
                "s",
                "-t",
                "t",
                "-q",
                "" + qos,
                "-o",
                "out",
                "-C",
                "1",
                "-h",
                "127.0.0.1",
                "-p",
                "" + broker.port(),
                "--rebind");
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
