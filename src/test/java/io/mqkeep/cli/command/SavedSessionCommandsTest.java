package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.Phase;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.JournalStore;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carrying a session away and ending one: save, restore, remove, reset. */
class SavedSessionCommandsTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private InProcess there = new InProcess(Path.of(""));

    @BeforeEach
    void makeTwoHomes() throws Exception {
        here = new InProcess(Files.createDirectory(directory.resolve("here")));
        there = new InProcess(Files.createDirectory(directory.resolve("there")));
    }

    /** A session that has connected once and has a message in flight. */
    private void make(ServerAddress server) {
        Identity identity = new Identity(server, "mq1", MqttVersion.V5, 3600, 60, null, null);
        try (JournalStore store = here.sessions().openOrCreate(here.sessions().file("s"), () -> identity)) {
            store.commit(List.of(new Change.Connecting("first", true, 3600, now())));
            store.commit(List.of(new Change.Established(false, 3600L, now())));
            store.commit(List.of(new Change.Sent(1, 1, Message.of("t", Binary.ofText("m"), QoS.EXACTLY_ONCE), now())));
        }
    }

    private static long now() {
        return InProcess.NOW.toEpochMilli();
    }

    private static ServerAddress nowhere() {
        return new ServerAddress("127.0.0.1", 1);
    }

    private static Snapshot found(InProcess home) {
        try (JournalStore store = home.sessions().open(home.sessions().file("s"))) {
            return store.recovered();
        }
    }

    @Test
    void a_saved_session_lives_on_in_another_home() {
        make(nowhere());

        Ran saved = here.mqkeep("save-session", "s");
        assertEquals(Exit.DONE, saved.exit(), saved.err());
        assertTrue(saved.err().contains("has messages in flight, and this is a copy"), saved.err());
        assertTrue(saved.err().contains("keeps the session until 2026-11-22T11:00:00.000Z"), saved.err());
        assertEquals(
                Exit.DONE,
                there.stdin(saved.out()).mqkeep("restore-session", "s").exit());

        assertEquals(found(here), found(there));
    }

    @Test
    void a_session_handed_over_does_not_connect_until_it_is_restored() {
        make(nowhere());

        assertEquals(
                Exit.DONE,
                here.mqkeep("save-session", "s", "--move", "-o", "s.json").exit());
        Ran refused = here.mqkeep("pub", "--session", "s", "-t", "t", "-n");
        assertEquals(Exit.SESSION_UNUSABLE, refused.exit());
        assertTrue(refused.err().contains("was handed over"), refused.err());
        assertEquals(Exit.SESSION_UNUSABLE, here.mqkeep("session", "reset", "s").exit());

        assertEquals(
                Exit.DONE, here.mqkeep("restore-session", "s", "-i", "s.json").exit());
        assertFalse(found(here).handedOver());
    }

    @Test
    void a_document_older_than_the_session_is_refused_unless_forced() {
        make(nowhere());
        assertEquals(Exit.DONE, here.mqkeep("save-session", "s", "-o", "s.json").exit());
        try (JournalStore store = here.sessions().open(here.sessions().file("s"))) {
            store.commit(List.of(new Change.Connecting("second", false, 3600, now())));
        }

        Ran stale = here.mqkeep("restore-session", "s", "-i", "s.json");
        assertEquals(Exit.SESSION_UNUSABLE, stale.exit());
        assertTrue(stale.err().contains("stale"), stale.err());
        assertEquals(List.of("first", "second"), found(here).incarnations());

        assertEquals(
                Exit.DONE,
                here.mqkeep("restore-session", "s", "-i", "s.json", "--force").exit());
        assertEquals(List.of("first"), found(here).incarnations());
    }

    @Test
    void what_is_no_document_is_refused_and_changes_nothing() {
        Ran ran = here.stdin("{\"format\": \"else\"}").mqkeep("restore-session", "s");
        assertEquals(Exit.SESSION_UNUSABLE, ran.exit(), ran.err());
        assertEquals(
                Exit.USAGE,
                here.mqkeep("restore-session", "s", "-i", "nowhere.json").exit());
        assertEquals(List.of(), here.sessions().list());
    }

    @Test
    void a_document_that_names_a_password_file_is_said_to() {
        Identity identity =
                new Identity(nowhere(), "mq1", MqttVersion.V5, 60, 60, "u", new PasswordSource.InFile("/etc/secret"));
        here.sessions().openOrCreate(here.sessions().file("s"), () -> identity).close();
        String document = here.mqkeep("save-session", "s").out();

        Ran restored = there.stdin(document).mqkeep("restore-session", "s");
        assertTrue(
                restored.err().contains("the first line of /etc/secret is the password for 127.0.0.1:1"),
                restored.err());
    }

    @Test
    void check_restores_what_the_server_still_has() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(true);
            peer.send(peer.packets().publish(7, "t", "kept for later", 2));
            peer.expect(PacketType.DISCONNECT);
        })) {
            make(broker.address());
            String document = here.mqkeep("save-session", "s").out();

            Ran restored = there.stdin(document).mqkeep("restore-session", "s", "--check");
            assertEquals(Exit.DONE, restored.exit(), restored.err());
            assertEquals(found(here), found(there));
            broker.await();
            assertEquals(List.of(), broker.seen(PacketType.PUBREC), "what the server has for the session stays there");
        }
    }

    @Test
    void check_restores_nothing_when_the_server_has_lost_the_session() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false);
            peer.expect(PacketType.DISCONNECT);
        })) {
            make(broker.address());
            String document = here.mqkeep("save-session", "s").out();

            assertEquals(
                    Exit.SESSION_LOST,
                    there.stdin(document)
                            .mqkeep("restore-session", "s", "--check")
                            .exit());
            assertEquals(List.of(), there.sessions().list());
        }
    }

    @Test
    void remove_ends_the_session_on_the_server_first() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept(false);
            peer.expect(PacketType.DISCONNECT);
        })) {
            make(broker.address());

            assertEquals(Exit.DONE, here.mqkeep("session", "remove", "s").exit());
            broker.await();
            byte[] connect = broker.seen(PacketType.CONNECT).getFirst().bytes();
            // Fixed header (2), protocol name (6), level (1): the connect flags say Clean Start.
            assertEquals(2, connect[9] & 2);
            assertEquals(List.of(), here.sessions().list());
        }
    }

    @Test
    void remove_leaves_everything_when_the_server_cannot_be_reached_but_not_with_local() {
        make(nowhere());

        assertEquals(Exit.NOT_CONNECTED, here.mqkeep("session", "remove", "s").exit());
        assertEquals(1, here.sessions().list().size());
        assertEquals(Exit.DONE, here.mqkeep("session", "remove", "s", "--local").exit());
        assertEquals(0, here.sessions().list().size());
    }

    @Test
    void reset_forgets_all_but_the_identity_and_makes_saved_documents_stale() {
        make(nowhere());
        assertEquals(Exit.DONE, here.mqkeep("save-session", "s", "-o", "s.json").exit());

        assertEquals(Exit.DONE, here.mqkeep("session", "reset", "s").exit());
        assertEquals(Phase.NEW, found(here).phase());
        assertEquals("mq1", found(here).identity().clientId());
        assertEquals(List.of(), found(here).inFlight());
        assertEquals(
                Exit.SESSION_UNUSABLE,
                here.mqkeep("restore-session", "s", "-i", "s.json").exit());
    }
}
