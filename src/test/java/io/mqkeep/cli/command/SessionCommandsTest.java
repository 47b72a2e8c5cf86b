package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.store.JournalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandsTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @Test
    void no_sessions_are_listed_as_nothing_on_stdout() {
        Ran ran = here.mqkeep("session", "list");

        assertEquals(Exit.DONE, ran.exit());
        assertEquals("", ran.out());
        assertEquals("mqkeep: there is no session in " + directory.resolve("home") + "\n", ran.err());
    }

    @Test
    void sessions_are_listed_with_what_they_hold() {
        make("till-7").close();
        try (JournalStore store = make("a b")) {
            store.commit(List.of(new Change.Connecting("i", true, 60, now() - HOUR)));
            store.commit(List.of(new Change.Established(false, 60L, now() - HOUR)));
            store.commit(List.of(new Change.Sent(1, 1, message(), now()), new Change.Queued(2, message(), now())));
        }

        assertEquals("""
            SESSION  SERVER       STATE        IN FLIGHT  QUEUED  INBOX  LAST CONNECTION
            a b      broker:1883  established  1          1       0      1 h ago
            till-7   broker:1883  new          0          0       0      never
            """, here.mqkeep("session", "list").out());
        List<String> json =
                here.mqkeep("session", "list", "--json").out().lines().toList();
        assertTrue(json.getFirst().startsWith("{\"session\":\"a b\",\"clientId\":\"mq1\""), json.getFirst());
        assertTrue(
                json.getFirst().endsWith("\"inFlight\":1,\"queued\":1,\"received\":0,\"inbox\":0}"), json.getFirst());
        assertEquals(2, json.size());
    }

    @Test
    void names_are_printed_a_line_each_and_damaged_sessions_have_one_too() throws IOException {
        make("till-7").close();
        make("a b").close();
        Files.writeString(directory.resolve("home").resolve("broken.mqs"), "no journal");

        Ran ran = here.mqkeep("session", "list", "--names");

        assertEquals(Exit.DONE, ran.exit());
        assertEquals("a b\nbroken\ntill-7\n", ran.out());
        assertEquals("", ran.err());
        assertEquals(
                Exit.USAGE, here.mqkeep("session", "list", "--names", "--json").exit());
    }

    @Test
    void a_session_in_use_is_listed_and_shown_and_not_changed() {
        try (JournalStore _ = make("busy")) {
            assertTrue(here.mqkeep("session", "list").out().contains("\nbusy "));
            assertEquals(Exit.DONE, here.mqkeep("session", "show", "busy").exit());

            for (String line : List.of(
                    "save-session busy",
                    "session reset busy",
                    "session remove busy --local",
                    "connect --session busy",
                    "pub --session busy --offline -t a -n")) {
                Ran ran = here.mqkeep(line.split(" ", -1));
                assertEquals(Exit.SESSION_IN_USE, ran.exit(), line);
                assertTrue(
                        ran.err()
                                .startsWith("mqkeep: session 'busy' is in use by process "
                                        + ProcessHandle.current().pid()),
                        ran.err());
            }
        }
    }

    @Test
    void a_session_is_shown_by_name_and_by_path() {
        make("till-7").close();
        Path file = here.sessions().file("till-7").journal();

        String page = here.mqkeep("session", "show", "till-7").out();

        assertTrue(page.startsWith("session             till-7\nclient identifier   mq1\n"), page);
        String byPath = here.mqkeep("session", "show", "home/" + file.getFileName(), "--json")
                .out();
        assertTrue(byPath.startsWith("{\"session\":\"home/till-7.mqs\",\"clientId\":\"mq1\""), byPath);
    }

    @Test
    void a_session_that_is_not_there_is_wrong_usage() {
        Ran ran = here.mqkeep("session", "show", "none");

        assertEquals(Exit.USAGE, ran.exit());
        assertEquals(
                "mqkeep: there is no session 'none' (no file " + directory.resolve("home/none.mqs") + ")\n", ran.err());
    }

    @Test
    void a_text_that_can_be_no_name_is_wrong_usage() {
        for (String name : List.of("", ".", "..", "a/", "x/..")) {
            assertEquals(Exit.USAGE, here.mqkeep("session", "show", name).exit(), name);
        }
    }

    @Test
    void a_damaged_session_ends_6_and_the_others_are_listed() throws Exception {
        make("good").close();
        make("bad").close();
        Path file = here.sessions().file("bad").journal();
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);

        Ran list = here.mqkeep("session", "list");
        assertEquals(Exit.SESSION_UNUSABLE, list.exit());
        assertTrue(list.out().contains("\ngood "), list.out());
        assertTrue(list.err().contains(file.toString()), list.err());
        assertEquals(
                Exit.SESSION_UNUSABLE, here.mqkeep("session", "show", "bad").exit());
    }

    @Test
    void a_stack_trace_comes_with_debug_only() {
        Ran plain = here.mqkeep("session", "show", "none");
        Ran debug = here.mqkeep("session", "show", "none", "--debug");

        assertTrue(!plain.err().contains("\tat "), plain.err());
        assertTrue(debug.err().contains("\tat io.mqkeep.store."), debug.err());
    }

    private JournalStore make(String name) {
        return here.sessions()
                .openOrCreate(
                        here.sessions().file(name),
                        () -> new Identity(
                                new ServerAddress("broker", 1883), "mq1", MqttVersion.V5, 604_800, 60, null, null));
    }

    private static Message message() {
        return Message.of("t", Binary.ofText("p"), QoS.AT_LEAST_ONCE);
    }

    private static long now() {
        return InProcess.NOW.toEpochMilli();
    }
}
