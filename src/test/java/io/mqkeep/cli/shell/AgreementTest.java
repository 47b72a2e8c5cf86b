package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands may use a connection that is there: those that ask for nothing it is not. */
class AgreementTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private ScriptedBroker broker = EchoBroker.start();

    @BeforeEach
    void makeSurroundings() throws Exception {
        here = new InProcess(directory);
        Files.writeString(directory.resolve("headers"), "A: b\n");
    }

    @AfterEach
    void endBroker() {
        broker.close();
    }

    private Ran shell(String connect, String command) {
        return here.mqkeep("shell", "-c", "connect --json -p " + broker.port() + " " + connect + "; " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--id other",
                "--mqtt-version 3.1.1",
                "--user anna",
                "--password x",
                "--keep-alive 7",
                "--max-inflight 3",
                "--tls",
                "--insecure --tls",
                "--ws",
                "--ws --ws-header A:b",
                "--proxy socks5://localhost:1",
                "--bind 127.0.0.1",
                "--will-topic gone",
                "--will-topic gone --will-payload x",
                "--receive-maximum 5",
                "--maximum-packet-size 500",
                "--topic-alias-maximum 5",
                "--request-response-information",
                "--no-request-problem-information",
                "--connect-user-property a=b",
                "--disconnect-reason 0x04",
                "--disconnect-reason-string bye",
                "--reconnect-limit 3",
            })
    void what_the_connection_is_not_is_refused_by_its_name(String option) {
        Ran ran = shell("", "pub -t a -m x " + option);

        assertEquals(Exit.USAGE, ran.exit(), ran.out() + ran.err());
        assertTrue(ran.err().contains("is connected otherwise"), ran.err());
        assertTrue(
                Stream.of(option.split(" "))
                        .anyMatch(word -> word.startsWith("--") && ran.err().contains("mqkeep: " + word)),
                ran.err());
        assertEquals(0, broker.seen(PacketType.PUBLISH).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--id me",
                "--mqtt-version 5",
                "--user anna",
                "--user anna --password x",
                "--keep-alive 7",
                "--max-inflight 3",
                "--bind 127.0.0.1",
                "--will-topic gone --will-payload x",
                "--receive-maximum 5",
                "--connect-user-property a=b",
                "--disconnect-reason 0x04",
                "--reconnect-limit 3",
            })
    void what_it_is_may_be_said_again(String option) {
        Ran ran = shell(option, "pub -t a -m x " + option);

        assertEquals(Exit.DONE, ran.exit(), ran.out() + ran.err());
        assertEquals(1, broker.connections());
        assertEquals(1, broker.seen(PacketType.PUBLISH).size());
    }

    @Test
    void what_is_about_the_command_may_be_said_at_any_time() {
        Ran ran = shell("", "pub -t a -m x --timeout 5 --connect-timeout 5 --wait 5");

        assertEquals(Exit.DONE, ran.exit(), ran.out() + ran.err());
        assertEquals(1, broker.connections());
    }

    @Test
    void what_a_session_remembers_may_be_said_again() {
        assertEquals(
                Exit.DONE,
                shell("--session till --bind 127.0.0.1 --user anna", "exit").exit());

        Ran ran = here.mqkeep(
                "shell",
                "-c",
                "connect --session till --json --on-session-lost discard;"
                        + " pub --session till -t a -m x --bind 127.0.0.1 --user anna");

        assertEquals(Exit.DONE, ran.exit(), ran.out() + ran.err());
        assertEquals(2, broker.connections());
    }

    @Test
    void a_connection_that_is_gone_is_made_anew_as_it_is_asked_for() {
        try (ScriptedBroker once = ScriptedBroker.playing(
                first -> {
                    first.accept();
                    first.expect(PacketType.PUBLISH);
                    first.send(first.packets().disconnect(0x87));
                    first.expectEnd();
                },
                EchoBroker::play)) {
            Ran ran = here.mqkeep(
                    "shell",
                    "--keep-going",
                    "-c",
                    "connect --json -p PORT; pub -t a -m x -q 1; connect --json -p PORT --id other; pub -t a -m y -q 1"
                                    .replace("PORT", "" + once.port())
                            + "; connections");

            assertTrue(ran.out().endsWith("* localhost:" + once.port() + ", connected\n"), ran.out() + ran.err());
            assertTrue(ran.out().contains("\"clientId\":\"other\""), ran.out());
        }
    }
}
