package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a connection that stays a command waits for what it has sent itself, and for nothing else. */
class OwnMessagesTest {
    /** Longer than the whole test may take. */
    private static final String LONG = " --timeout 1h";

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private ScriptedBroker broker = EchoBroker.start();

    @BeforeEach
    void makeSurroundings() throws Exception {
        here = new InProcess(directory);
        Files.writeString(directory.resolve("lines"), "one\ntwo\n");
    }

    @AfterEach
    void endBroker() {
        broker.close();
    }

    private Ran shell(String connect, String lines) {
        String given = "connect -p " + broker.port() + " --json " + connect + "; " + lines;
        return here.mqkeep("shell", "--keep-going", "-c", given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pub -t a -m x",
                "pub -t a -m x -q 1",
                "pub -t a -m x -q 2",
                "pub -t a -l -f lines -q 1",
                "pub -t a -m x --repeat 3",
                "sub -t a -E",
                "unsub -t a",
                "retained list b --idle-timeout 1ms",
            })
    void what_an_earlier_one_did_not_see_through_holds_up_no_other(String command) {
        Ran ran = shell("", "pub -t held -m 1 -q 1 --timeout 1ms; " + command + LONG + "; status; disconnect");

        assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
        assertTrue(ran.out().contains("last exit status    0 (done)"), ran.out());
        assertTrue(ran.out().contains("in flight           1\n"), ran.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub -t a -m x -q 1", "pub -t a -l -f lines -q 2"})
    void nor_with_a_session(String command) {
        Ran ran = shell(
                "--session till", "pub -t held -m 1 -q 1 --timeout 1ms; " + command + LONG + "; status; disconnect");

        assertEquals(Exit.KEPT, ran.exit(), ran.err());
        assertTrue(ran.out().contains("last exit status    0 (done)"), ran.out());
        assertTrue(ran.out().contains("in flight           1\n"), ran.out());
    }

    @Test
    void its_own_lines_are_waited_for() {
        Ran ran = shell("", "pub -t held -l -f lines -q 1 --timeout 1ms; pub -t a -m x; exit");

        assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
        assertTrue(ran.err().contains("nothing was acknowledged within 0.001 s"), ran.err());
        assertEquals(3, broker.seen(PacketType.PUBLISH).size());
    }

    @Test
    void with_a_session_its_own_lines_are_kept_and_counted() {
        Ran ran = shell("--session till", "pub -t held -m 0 -q 1 --timeout 1ms; pub -t held -l -f lines --timeout 1ms");

        assertEquals(Exit.KEPT, ran.exit(), ran.err());
        assertTrue(ran.err().contains("2 messages are kept in the session"), ran.err());
        assertFalse(ran.err().contains("3 messages are kept in the session"), ran.err());
    }

    @Test
    void a_command_with_a_connection_of_its_own_takes_what_the_session_has_to_its_end() {
        try (ScriptedBroker two = ScriptedBroker.playing(EchoBroker::play, again -> {
            again.accept(true);
            EchoBroker.serve(again);
        })) {
            Ran ran = here.mqkeep(
                    "shell",
                    "--keep-going",
                    "-c",
                    "connect --session till --json -p " + two.port() + "; pub -t held -m 1 --timeout 1ms; disconnect;"
                            + " pub --session till -t a -m 2 --timeout 100ms");

            assertTrue(ran.err().contains("1 message is kept in the session, not yet confirmed"), ran.err());
        }
    }
}
