package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Phase;
import io.mqkeep.store.JournalStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking after a session by hand: verify, repair, drop. */
class SessionCareCommandsTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeASessionWithTwoMessages() {
        here = new InProcess(directory);
        try (JournalStore store = here.sessions()
                .openOrCreate(
                        here.sessions().file("till-7"),
                        () -> new Identity(null, "mq1", MqttVersion.V5, 60, 60, null, null))) {
            store.commit(List.of(new Change.Connecting("i", true, 60, 0)));
            store.commit(List.of(new Change.Established(false, 60L, 0)));
            store.commit(List.of(new Change.Sent(1, 1, message(), 0)));
            store.commit(List.of(new Change.Queued(2, message(), 0)));
        }
    }

    private static Message message() {
        return Message.of("orders", Binary.ofText("x".repeat(300)), QoS.AT_LEAST_ONCE);
    }

    /** Flips a bit in the first message's payload, after which more was forced. */
    private void damage() throws IOException {
        Path file = here.sessions().file("till-7").journal();
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("xxx") + 100;
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void a_whole_session_is_said_to_be_whole() {
        Ran ran = here.mqkeep("session", "verify", "till-7");
        assertEquals(Exit.DONE, ran.exit());
        assertTrue(ran.out().startsWith("whole: "), ran.out());
        assertEquals(
                "there is nothing to repair\n",
                here.mqkeep("session", "repair", "till-7").out());
    }

    @Test
    void a_damaged_session_is_found_and_repaired_and_counts_as_lost_then() throws IOException {
        damage();
        Ran verified = here.mqkeep("session", "verify", "till-7");
        assertEquals(Exit.SESSION_UNUSABLE, verified.exit());
        assertTrue(verified.out().startsWith("damaged: "), verified.out());
        assertEquals(
                Exit.SESSION_UNUSABLE,
                here.mqkeep("pub", "--session", "till-7", "--offline", "-t", "t", "-n")
                        .exit());

        Ran repaired = here.mqkeep("session", "repair", "till-7");
        assertEquals(Exit.DONE, repaired.exit(), repaired.err());
        assertTrue(repaired.out().contains("set aside: "), repaired.out());
        assertTrue(repaired.out().contains("left out: "), repaired.out());
        try (JournalStore store = here.sessions().open(here.sessions().file("till-7"))) {
            assertEquals(Phase.LOST, store.recovered().phase());
        }
    }

    @Test
    void a_damaged_session_ends_every_command_that_needs_it_with_6_and_is_left_as_it_is() throws IOException {
        damage();
        Path file = here.sessions().file("till-7").journal();
        byte[] damaged = Files.readAllBytes(file);
        for (String line : List.of(
                "connect --session till-7",
                "pub --session till-7 -t t -m x",
                "pub --session till-7 -t t -m x --offline",
                "sub --session till-7",
                "unsub --session till-7 -t t",
                "session show till-7",
                "session drop till-7 1",
                "save-session till-7")) {
            Ran ran = here.mqkeep(line.split(" ", -1));
            assertEquals(Exit.SESSION_UNUSABLE, ran.exit(), line + ": " + ran.err());
            assertTrue(ran.err().startsWith("mqkeep: session file " + file + " is damaged at byte "), ran.err());
            assertEquals("", ran.out(), line);
            assertArrayEquals(damaged, Files.readAllBytes(file), line);
        }
    }

    @Test
    void a_tail_that_was_never_forced_is_cut_off_with_a_line_on_stderr_and_only_once() throws IOException {
        Path file = here.sessions().file("till-7").journal();
        Files.write(file, new byte[] {0, 0, 0, 9, 0, 0, 7}, StandardOpenOption.APPEND);
        Ran first = here.mqkeep("pub", "--session", "till-7", "--offline", "-t", "t", "-n");

        assertEquals(Exit.DONE, first.exit(), first.err());
        assertTrue(
                first.err()
                        .startsWith("mqkeep: warning: the last 7 bytes of " + file + " were never completely written;"
                                + " they were cut off and are kept in " + file + ".aside-"),
                first.err());
        Ran second = here.mqkeep("pub", "--session", "till-7", "--offline", "-t", "t", "-n");
        assertTrue(!second.err().contains("warning"), second.err());
        try (JournalStore store = here.sessions().open(here.sessions().file("till-7"))) {
            assertEquals(3, store.recovered().queued().size());
            assertEquals(1, store.recovered().inFlight().size());
        }
    }

    @Test
    void a_message_is_dropped_by_its_number_and_only_once() {
        assertEquals(Exit.DONE, here.mqkeep("session", "drop", "till-7", "2").exit());
        Ran again = here.mqkeep("session", "drop", "till-7", "2");
        assertEquals(Exit.USAGE, again.exit());
        assertTrue(again.err().contains("has no message 2"), again.err());
        try (JournalStore store = here.sessions().open(here.sessions().file("till-7"))) {
            assertEquals(0, store.recovered().queued().size());
            assertEquals(1, store.recovered().inFlight().size());
        }
    }
}
