package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.ScriptedBroker;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One session, one command that has it: a shell is one. */
class SessionInUseTest {
    @TempDir
    Path directory;

    @Test
    void a_session_that_somebody_else_has_is_refused_and_the_shell_goes_on() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.playing(
                        peer -> {
                            peer.accept();
                            connected.countDown();
                            EchoBroker.serve(peer);
                        },
                        EchoBroker::play);
                PipedInputStream read = new PipedInputStream();
                PipedOutputStream typed = new PipedOutputStream(read)) {
            InProcess elsewhere = new InProcess(directory).stdin(read);
            CompletableFuture<Ran> other = CompletableFuture.supplyAsync(() -> elsewhere.mqkeep("shell"));
            type(typed, "connect --session till --json -p " + broker.port());
            connected.await();

            InProcess here = new InProcess(directory);
            String inUse = "session 'till' is in use by process "
                    + ProcessHandle.current().pid() + " (mqkeep); wait for it or end it";
            for (String command : new String[] {
                "connect --session till",
                "pub --session till -t a -m x",
                "session reset till",
                "unsub --session till -t a"
            }) {
                Ran refused = here.mqkeep("shell", "-c", command);
                assertEquals(Exit.SESSION_IN_USE, refused.exit(), command + ": " + refused.err());
                assertTrue(refused.err().contains(inUse), refused.err());
            }
            Ran goesOn = here.mqkeep(
                    "shell",
                    "--keep-going",
                    "-c",
                    "connect --session till; connect --json --session own -p " + broker.port()
                            + "; pub -t a -m mine; connections");
            assertEquals(Exit.SESSION_IN_USE, goesOn.exit(), goesOn.err());
            assertTrue(goesOn.out().endsWith("* own@localhost:" + broker.port() + ", connected\n"), goesOn.out());

            type(typed, "pub --session till -t a -m theirs");
            typed.close();
            assertEquals(Exit.DONE, other.join().exit(), other.join().err());
            assertEquals(
                    "[mine, theirs]",
                    Stream.of(2, 1)
                            .flatMap(number -> broker.seenOn(number).stream())
                            .filter(packet -> packet.type() == PacketType.PUBLISH)
                            .map(packet -> packet.payloadText())
                            .toList()
                            .toString());
        }
    }

    private static void type(PipedOutputStream typed, String line) throws Exception {
        typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }
}
