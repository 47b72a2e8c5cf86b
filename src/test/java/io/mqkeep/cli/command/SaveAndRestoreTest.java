package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveAndRestoreTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private InProcess there = new InProcess(Path.of(""));

    @BeforeEach
    void makeTwoHomes() {
        here = new InProcess(directory.resolve("here"));
        there = new InProcess(directory.resolve("there"));
    }

    @Test
    void a_session_is_restored_in_another_home_under_its_name_and_shows_the_same() {
        queue(here, "till-7");

        String document = saved("till-7");
        Ran restored = there.stdin(document).mqkeep("restore-session");

        assertEquals(Exit.DONE, restored.exit(), restored.err());
        assertEquals(
                here.mqkeep("session", "show", "till-7", "--json").out(),
                there.mqkeep("session", "show", "till-7", "--json").out());
        assertEquals(
                Exit.DONE,
                there.stdin(document).mqkeep("restore-session", "other").exit());
        assertEquals(Exit.DONE, there.mqkeep("session", "show", "other").exit());
    }

    @Test
    void a_document_in_a_file_is_its_owners_alone() throws Exception {
        queue(here, "s");

        Path file = directory.resolve("s.json");
        assertEquals(
                Exit.DONE,
                here.mqkeep("save-session", "s", "-o", file.toString()).exit());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                Exit.DONE,
                there.mqkeep("restore-session", "-i", file.toString()).exit());
    }

    @Test
    void a_session_that_was_handed_over_refuses_to_connect_until_it_is_forced_or_restored() {
        queue(here, "s");
        String document = here.mqkeep("save-session", "s", "--move").out();

        assertEquals(
                Exit.SESSION_UNUSABLE, here.mqkeep("connect", "--session", "s").exit());
        assertEquals(
                Exit.SESSION_UNUSABLE,
                here.mqkeep("pub", "--session", "s", "--offline", "-t", "a", "-n")
                        .exit());
        assertEquals(Exit.DONE, here.stdin(document).mqkeep("restore-session").exit());
        queue(here, "s");
        here.mqkeep("save-session", "s", "--move");
        assertEquals(
                Exit.DONE,
                here.mqkeep("pub", "--session", "s", "--force", "--offline", "-t", "a", "-n")
                        .exit());
    }

    @Test
    void what_is_no_document_ends_6_and_makes_no_session() {
        for (String document :
                new String[] {"", "{}", "nonsense", "\0{\0\0{\0", "{\"format\":\"mqkeep-session\",\"version\":99}"}) {
            Ran ran = here.stdin(document).mqkeep("restore-session", "s");
            assertEquals(Exit.SESSION_UNUSABLE, ran.exit(), document);
            assertFalse(ran.err().contains("\tat "), ran.err());
        }
        assertEquals(Exit.USAGE, here.mqkeep("restore-session", "-i", "none").exit());
        assertEquals(Exit.USAGE, here.mqkeep("session", "show", "s").exit());
    }

    @Test
    void a_name_in_a_document_that_is_a_path_is_refused() {
        queue(here, "till-7");
        String document = saved("till-7").replace("\"till-7\"", "\"../outside\"");

        assertEquals(
                Exit.SESSION_UNUSABLE,
                there.stdin(document).mqkeep("restore-session").exit());
        assertFalse(Files.exists(directory.resolve("there/outside")));
    }

    @Test
    void a_check_takes_nothing_and_answers_nothing_that_the_session_is_to_answer() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.hold();
                },
                peer -> {
                    // All that a server owes a session, in one write with CONNACK.
                    RawPacket connect = peer.expect(PacketType.CONNECT);
                    assertFalse(connect.cleanStart());
                    peer.send(
                            peer.packets().connAck(true, 0),
                            peer.packets().pubRel(7),
                            peer.packets().publishAgain(8, "a", "x", 2),
                            peer.packets().publish(9, "a", "y", 1));
                    peer.expect(PacketType.DISCONNECT);
                    peer.expectEnd();
                })) {
            connect(broker);
            Ran ran = there.stdin(saved("s")).mqkeep("restore-session", "--check");

            broker.await();
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertEquals(Exit.DONE, there.mqkeep("session", "show", "s").exit());
        }
    }

    @Test
    void a_check_that_finds_no_session_restores_nothing_and_ends_7() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.hold();
                },
                peer -> {
                    peer.accept(false);
                    // Nothing is left behind under this client identifier.
                    assertEquals(
                            1, peer.expect(PacketType.DISCONNECT).properties().size());
                })) {
            connect(broker);

            assertEquals(
                    Exit.SESSION_LOST,
                    there.stdin(saved("s")).mqkeep("restore-session", "--check").exit());
            assertEquals(Exit.USAGE, there.mqkeep("session", "show", "s").exit());
        }
    }

    @Test
    void in_3_1_1_a_check_that_finds_no_session_ends_the_one_it_made_by_asking() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.hold();
                },
                peer -> {
                    assertFalse(peer.accept(false).cleanStart());
                    peer.expect(PacketType.DISCONNECT);
                },
                peer -> {
                    assertTrue(peer.accept(false).cleanStart());
                    peer.expect(PacketType.DISCONNECT);
                })) {
            here.mqkeep("connect", "-V", "3.1.1", "-h", "127.0.0.1", "-p", "" + broker.port(), "--session", "s");

            assertEquals(
                    Exit.SESSION_LOST,
                    there.stdin(saved("s")).mqkeep("restore-session", "--check").exit());
            broker.await();
        }
    }

    @Test
    void a_document_that_would_send_a_secret_of_ours_to_its_server_is_restored_only_when_it_is_trusted()
            throws IOException {
        String document;
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Files.writeString(directory.resolve("secret"), "of ours");
            String secret = directory.resolve("secret").toString();
            here.mqkeep(
                    "connect",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    "" + broker.port(),
                    "--session",
                    "s",
                    "-u",
                    "me",
                    "--password-file",
                    secret);
            document = saved("s");
        }

        Ran refused = there.stdin(document).mqkeep("restore-session");
        assertEquals(Exit.USAGE, refused.exit());
        assertTrue(refused.err().contains("the first line of "), refused.err());
        assertTrue(refused.err().contains("--trust"), refused.err());
        assertEquals(Exit.USAGE, there.mqkeep("session", "show", "s").exit());
        assertEquals(
                Exit.DONE,
                there.stdin(document).mqkeep("restore-session", "--trust").exit());
    }

    @Test
    void a_check_without_a_server_ends_3_and_restores_nothing() {
        String document;
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            connect(broker);
            document = saved("s");
        }

        assertEquals(
                Exit.NOT_CONNECTED,
                there.stdin(document).mqkeep("restore-session", "--check").exit());
        assertEquals(Exit.USAGE, there.mqkeep("session", "show", "s").exit());
    }

    @Test
    void removing_a_session_ends_it_on_the_server_first() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.hold();
                },
                peer -> {
                    RawPacket connect = peer.accept();
                    assertTrue(connect.cleanStart());
                    assertEquals(
                            0,
                            connect.properties().stream()
                                    .filter(it -> it.id() == 0x11 && it.number() != 0)
                                    .count());
                    peer.expect(PacketType.DISCONNECT);
                })) {
            connect(broker);

            assertEquals(Exit.DONE, here.mqkeep("session", "remove", "s").exit());
            broker.await();
            assertEquals(Exit.USAGE, here.mqkeep("session", "show", "s").exit());
        }
    }

    @Test
    void a_session_whose_server_is_away_is_removed_here_only_when_that_is_asked_for() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            connect(broker);
        }

        assertEquals(Exit.NOT_CONNECTED, here.mqkeep("session", "remove", "s").exit());
        assertEquals(Exit.DONE, here.mqkeep("session", "show", "s").exit());
        assertEquals(Exit.DONE, here.mqkeep("session", "remove", "s", "--local").exit());
        assertEquals(Exit.USAGE, here.mqkeep("session", "show", "s").exit());
    }

    @Test
    void a_reset_session_keeps_who_it_is_and_holds_nothing() {
        queue(here, "s");
        String before = here.mqkeep("session", "show", "s", "--json").out();

        assertEquals(Exit.DONE, here.mqkeep("session", "reset", "s").exit());

        String after = here.mqkeep("session", "show", "s", "--json").out();
        assertTrue(after.contains("\"messages\":[]"), after);
        assertEquals(before.substring(0, before.indexOf("\"state\"")), after.substring(0, after.indexOf("\"state\"")));
    }

    private static void queue(InProcess home, String session) {
        Ran ran = home.mqkeep("pub", "--session", session, "--offline", "-t", "a", "-m", "1");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
    }

    private void connect(ScriptedBroker broker) {
        Ran ran = here.mqkeep("connect", "--session", "s", "-h", "127.0.0.1", "-p", Integer.toString(broker.port()));
        assertEquals(Exit.DONE, ran.exit(), ran.err());
    }

    private String saved(String session) {
        Ran ran = here.mqkeep("save-session", session);
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        return ran.out();
    }
}
