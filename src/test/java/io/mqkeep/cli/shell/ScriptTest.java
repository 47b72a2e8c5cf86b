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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shells without a person, which run lines. */
class ScriptTest {
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
        return here.mqkeep("shell", "-c", lines.replace("PORT", Integer.toString(broker.port())));
    }

    @Test
    void commands_share_the_connection_and_sub_goes_on_beside_the_next() {
        Ran ran =
                shell("connect -p PORT --json; sub -t 'a/#' -v -C 2 -W 20; pub -t a/1 -m one; pub -t a/2 -m two -q 2");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("a/1 one\na/2 two\n", ran.out().substring(ran.out().indexOf('\n') + 1));
        assertEquals(1, broker.connections());
        assertEquals(1, broker.seen(PacketType.DISCONNECT).size());
    }

    @Test
    void two_subs_on_one_connection_print_each_what_it_asked_for() {
        Ran ran = shell(
                "connect -p PORT --json; sub -t a -C 1 -W 20; sub -t b --json -C 1 -W 20; pub -t a -m 1; pub -t b -m 2;"
                        + " wait");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        String[] lines = ran.out().split("\n", -1);
        assertEquals("1", lines[1]);
        assertTrue(lines[2].contains("\"topic\":\"b\""), ran.out());
        assertEquals(1, broker.connections());
    }

    @Test
    void lines_come_from_standard_input_as_well() {
        here.stdin("# a transcript\nconnect -p " + broker.port()
                + " --json\npub -t a \\\n  -m 'one\ntwo' -q 1\nexit\nfoo\n");
        Ran ran = here.mqkeep("shell");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("one\ntwo", broker.seen(PacketType.PUBLISH).getFirst().payloadText());
    }

    @Test
    void the_first_failure_ends_the_script_with_its_exit_status() {
        Ran ran = shell("connect -p PORT --json; session show nobody; pub -t a -m never");

        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertEquals(0, broker.seen(PacketType.PUBLISH).size());
    }

    @Test
    void with_keep_going_all_run_and_the_first_failure_is_the_exit_status() {
        Ran ran = here.mqkeep(
                "shell",
                "--keep-going",
                "-c",
                "connect -p 1 --json; connect -p " + broker.port() + " --json; foo; pub -t a -m x");

        assertEquals(Exit.NOT_CONNECTED, ran.exit(), ran.err());
        assertEquals(1, broker.seen(PacketType.PUBLISH).size());
    }

    @Test
    void a_sub_that_ends_without_its_messages_fails_the_script() {
        Ran ran = shell("connect -p PORT --json; sub -t a -C 2 -W 50ms; pub -t a -m x");

        assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
        assertTrue(ran.err().contains(" of 2 messages came within 0.05 s"), ran.err());
    }

    @Test
    void an_open_quote_at_the_end_is_said() {
        Ran ran = shell("pub -t a -m 'x");

        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("a quote is open"), ran.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo                   | there is no command 'foo'                    | foo",
                "pub -t a -m x -q 7    | --qos: '7' is not in 0 to 2                  | 7",
                "pub -t a/# -m x       | --topic: 'a/#' has a wildcard                | a/#",
                "pub -t a -m x --rtain | unknown option --rtain, did you mean --retain| --rtain",
                "pub -t a -m x y       | 'y' is one word too many                     | y",
                "pub -t a -m x --key k | --key needs --session                        | --key",
                "pub -t a -m xx -n     | --message and --null-message both give       | -m",
                "use there             | there is no connection 'there'               | there",
                "set bogus 1           | no command has an option --bogus              | bogus",
                "set qos               | --qos needs a value                           | qos",
                "help pub x            | 'x' is one word too many                     | x",
                "set qos 9             | --qos: '9' is not in 0 to 2                  | 9",
            })
    void an_error_points_at_the_word(String line, String sentence, String word) {
        Ran ran = shell("  " + line);

        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains(sentence), ran.err());
        String mark = " ".repeat(line.indexOf(word)) + "^".repeat(word.length());
        assertTrue(ran.err().contains("\n    " + line + "\n    " + mark + "\n"), ran.err());
    }

    @Test
    void a_second_connection_has_a_name_and_use_goes_back() {
        Ran ran = shell(
                "connect -p PORT --json; connect -p PORT --as other --id other --json; connections; pub -t a -m 1;"
                        + " use localhost:PORT; connections");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        String port = Integer.toString(broker.port());
        assertTrue(
                ran.out().contains("  localhost:" + port + ", connected\n* other@localhost:" + port + ", connected\n"),
                ran.out());
        assertTrue(
                ran.out().contains("* localhost:" + port + ", connected\n  other@localhost:" + port + ", connected\n"),
                ran.out());
        assertEquals(PacketType.PUBLISH, broker.seenOn(2).get(1).type());
    }

    @Test
    void servers_on_one_host_are_told_apart_by_their_ports() {
        try (ScriptedBroker second = EchoBroker.start()) {
            String there = "localhost:" + second.port();
            Ran ran = shell("connect -p PORT --json; connect --json -p " + second.port() + "; connections;"
                    + " pub -t a -m 1; pub -p PORT -t a -m 2; use localhost:PORT; pub -t a -m 3;"
                    + " disconnect " + there + "; connections");

            assertEquals(Exit.DONE, ran.exit(), ran.err());
            String here = "localhost:" + broker.port();
            assertTrue(ran.out().contains("  " + here + ", connected\n* " + there + ", connected\n"), ran.out());
            assertTrue(ran.out().endsWith("\n* " + here + ", connected\n"), ran.out());
            assertEquals("[1]", published(second));
            assertEquals("[2, 3]", published(broker));
            assertEquals(2, broker.connections() + second.connections());
        }
    }

    private static String published(ScriptedBroker at) {
        return at.seen(PacketType.PUBLISH).stream()
                .map(packet -> packet.payloadText())
                .toList()
                .toString();
    }

    @Test
    void an_open_connection_is_not_made_another_by_an_option() {
        Ran ran = shell("connect -p PORT --json; pub -t a -m 1 --id somebody-else");

        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(
                ran.err().contains("--id somebody-else: localhost:" + broker.port() + " is connected otherwise"),
                ran.err());
    }

    @Test
    void without_a_connection_a_command_has_one_of_its_own() {
        Ran ran = shell("pub -p PORT -t a -m 1; pub -p PORT -t a -m 2; connections");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(2, broker.connections());
        assertEquals("", ran.out());
        assertEquals(2, broker.seen(PacketType.DISCONNECT).size());
    }

    @Test
    void unsub_ends_the_sub_that_reads_nothing_else() {
        Ran ran = shell("connect -p PORT --json; sub -t a -v; unsub -t a; status; pub -t a -m never -q 1");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.out().contains("background          nothing"), ran.out());
        assertFalse(ran.out().contains("never"), ran.out());
    }

    @Test
    void defaults_count_where_a_line_says_nothing_else() {
        Ran ran = shell("set port PORT; set qos 1; connect --json; pub -t a -m 1; pub -t a -m 2 -q 0; set --unset qos;"
                + " pub -t a -m 3; set");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(
                "[1, 0, 0]",
                broker.seen(PacketType.PUBLISH).stream()
                        .map(packet -> packet.qos())
                        .toList()
                        .toString());
        assertTrue(ran.out().endsWith("port " + broker.port() + "\n"), ran.out());
    }

    @Test
    void a_session_the_shell_has_open_can_be_used_saved_and_shown_and_is_let_go_by_what_needs_it_alone()
            throws IOException {
        Ran ran =
                shell("connect -p PORT --session till --json; pub --session till -t a -m 1; save-session till -o copy;"
                        + " session show till --json; session reset till; connections");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(Files.readString(directory.resolve("copy")).contains("\"till\""));
        assertTrue(ran.err().contains("disconnected from till@localhost:" + broker.port()), ran.err());
        assertTrue(ran.err().contains("there is no connection"), ran.err());
        assertEquals(1, broker.connections());
    }

    @Test
    void with_a_session_sub_takes_not_one_more_than_asked_and_the_next_has_the_rest_from_the_inbox() {
        Ran ran = shell(
                "connect -p PORT --session till --json; sub -t a -C 2; pub -t a -m 1; pub -t a -m 2; pub -t a -m 3;"
                        + " pub -t a -m 4; wait; sub -t a -C 2 -W 20");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("1\n2\n3\n4\n", ran.out().substring(ran.out().indexOf('\n') + 1));
    }

    @Test
    void what_comes_while_nobody_reads_is_in_the_inbox_for_the_next_sub() {
        Ran ran = shell("connect -p PORT --session till --json; sub -t a; stop; pub -t a -m kept; sub -C 1 -W 20");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.out().endsWith("kept\n"), ran.out());
    }

    @Test
    void counts_by_topic_are_printed_at_the_end_and_not_drawn_over_what_others_write() {
        here.terminal();
        Ran ran = shell(
                "connect -p PORT --json; sub -t a --count-by-topic --duration 600ms; pub -t a -m 1; pub -t b -m 2;"
                        + " wait");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertFalse(ran.out().contains("\u001b"), ran.out());
        assertEquals(1, ran.out().split("MESSAGES", -1).length - 1, ran.out());
    }

    @Test
    void a_shell_in_a_shell_is_refused() {
        assertTrue(shell("shell").err().contains("this is a shell already"));
    }
}
