package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several commands that read from one connection. */
class SharedReadingTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private ScriptedBroker broker = EchoBroker.start();

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @AfterEach
    void endBroker() {
        broker.close();
    }

    private Ran shell(String lines) {
        return here.mqkeep("shell", "--keep-going", "-c", "connect --json -p " + broker.port() + " " + lines);
    }

    private static String afterConnAck(Ran ran) {
        return ran.out().substring(ran.out().indexOf('\n') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--session till"})
    void two_files_on_one_connection_both_go_on_where_they_were(String session) throws IOException {
        String two = session + "; sub -t '+/1' -o one -C 3 -W 20; sub -t 'a/+' -o two -C 3 -W 20; pub -q 2 -t a/1 -m x";
        Ran ran = shell(two + "; pub -q 2 -t a/1 -m y; pub -q 1 -t b/1 -m 3; pub -q 0 -t a/2 -m z; wait");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("x\ny\n3\n", Files.readString(directory.resolve("one")));
        assertEquals("x\ny\nz\n", Files.readString(directory.resolve("two")));
        if (session.isEmpty()) {
            return;
        }
        Ran again = here.mqkeep("shell", "-c", "session show till --json");
        for (String file : new String[] {"one", "two"}) {
            Ran taken =
                    here.mqkeep("sub", "--session", "till", "-o", file, "-C", "1", "-W", "0", "-p", "" + broker.port());
            assertFalse(taken.err().contains("cut off"), file + ": " + taken.err() + again.out());
        }
    }

    @Test
    void with_a_session_a_message_whose_command_failed_is_in_the_inbox_for_the_next_who_reads() {
        Ran ran = shell("--session till; sub -t a --exec false; pub -t a -m kept; sub -t a -C 1 -W 20; wait");

        assertEquals("kept\n", afterConnAck(ran), ran.err());
        assertTrue(
                ran.err().contains("the command ended with exit status 1 for a message on 'a', which is in the inbox"),
                ran.err());
        assertTrue(ran.err().contains("has ended with exit status 10"), ran.err());
    }

    @Test
    void without_a_session_it_is_lost_and_that_is_said() {
        Ran ran = shell(
                "; sub -t a --exec false -C 5; pub -t a -m gone; wait; sub -t a -C 1 -W 20; pub -t a -m next; wait");

        assertEquals(Exit.HANDLER_FAILED, ran.exit(), ran.err());
        assertEquals("next\n", afterConnAck(ran), ran.err());
        assertTrue(ran.err().contains("for a message on 'a', which is lost"), ran.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--session till"})
    void one_whose_command_fails_ends_no_other(String session) {
        Ran ran = shell(session + "; sub -t a -v -C 2 -W 20; sub -t a --exec false -C 9; pub -t a -m 1; pub -t a -m 2;"
                + " wait; connections");

        assertEquals(Exit.HANDLER_FAILED, ran.exit(), ran.err());
        assertTrue(afterConnAck(ran).startsWith("a 1\na 2\n*"), ran.out() + ran.err());
    }

    @Test
    void a_file_that_can_not_be_written_ends_its_own_sub_alone() {
        Ran ran = shell("; sub -t a -o /dev/full -C 9; sub -t a -v -C 2 -W 20; pub -t a -m 1; pub -t a -m 2; wait");

        assertEquals(Exit.CANNOT_WRITE, ran.exit(), ran.err());
        assertEquals("a 1\na 2\n", afterConnAck(ran));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping -C 1 -q 0",
                "retained list a --idle-timeout 20ms",
                "retained clear a --idle-timeout 20ms --yes",
            })
    void what_asks_for_a_moment_takes_no_message_from_who_reads_and_leaves_no_subscription(String asks) {
        for (String session : new String[] {"", "--session till"}) {
            Ran ran = shell(session + "; sub -t a -v -C 1 -W 20; " + asks + "; status; pub -t a -m mine; wait; exit");

            assertTrue(ran.out().contains("a mine\n") || ran.out().contains("a x\n"), ran.out() + ran.err());
            assertTrue(ran.out().contains("last exit status    0"), ran.out() + ran.err());
        }
        assertEquals(Set.of("a"), stillSubscribed());
    }

    /** Returns the filters that were subscribed to more often than ended. */
    private Set<String> stillSubscribed() {
        Set<String> filters = new HashSet<>();
        broker.seen(PacketType.SUBSCRIBE).forEach(packet -> filters.addAll(packet.filters()));
        broker.seen(PacketType.UNSUBSCRIBE).forEach(packet -> packet.filters().forEach(filters::remove));
        return filters;
    }
}
