package io.mqkeep.cli.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {
    @TempDir
    Path directory;

    static Stream<String> everyHelp() {
        return Stream.concat(
                Stream.of("--help", "help", "help help", "help --help", "help session", "session --help"),
                Stream.of(Subcommand.values())
                        .flatMap(command -> Stream.of(
                                "help " + command.commandLine(),
                                command.commandLine() + " --help",
                                command.commandLine() + " --help-all")));
    }

    @ParameterizedTest
    @MethodSource("everyHelp")
    void help_goes_to_stdout_fits_eighty_columns_and_ends_0(String line) {
        Ran ran = new InProcess(directory).mqkeep(line.split(" ", -1));

        assertEquals(Exit.DONE, ran.exit());
        assertEquals("", ran.err());
        assertTrue(ran.out().contains("Usage: mqkeep "), ran.out());
        ran.out().lines().forEach(text -> assertTrue(text.length() <= 80, text));
    }

    @Test
    void the_help_lists_every_command_and_every_exit_status() {
        String help = new InProcess(directory).mqkeep("--help").out();

        for (Subcommand command : Subcommand.values()) {
            assertTrue(help.contains("\n  " + command.commandLine() + " "), command.commandLine());
        }
        for (Exit exit : Exit.values()) {
            assertTrue(help.contains("\n  " + exit.status() + " "), exit.name());
            assertTrue(help.contains(exit.meaning()), exit.name());
        }
    }

    @Test
    void exit_statuses_are_those_of_the_contract() {
        Set<Integer> statuses = new HashSet<>();
        for (Exit exit : Exit.values()) {
            statuses.add(exit.status());
        }
        assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 70, 130, 143), statuses);
    }

    @Test
    void the_version_goes_to_stdout() {
        Ran ran = new InProcess(directory).mqkeep("--version");

        assertEquals(Exit.DONE, ran.exit());
        assertEquals("mqkeep 1.2.3\n", ran.out());
    }

    @Test
    void nothing_typed_is_wrong_usage_with_the_help_on_stderr() {
        Ran ran = new InProcess(directory).mqkeep();

        assertEquals(Exit.USAGE, ran.exit());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains("Usage: mqkeep COMMAND"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "sesion list; there is no command 'sesion', did you mean 'session'?; --help",
                "xyzzy; there is no command 'xyzzy'; --help",
                "session lsit; there is no command 'session lsit', did you mean 'session list'?; session --help",
                "session; session needs one more word; session --help",
                "help lst; there is no command 'lst'; --help",
                "--debug session list; the command comes before its options: mqkeep COMMAND [OPTION...]; --help",
                "session list --jsn; unknown option --jsn, did you mean --json?; session list --help",
                "session list --zzzz; unknown option --zzzz; session list --help",
                "session list --jsn=1; unknown option --jsn, did you mean --json?; session list --help",
                "session list -z; unknown option -z; session list --help",
                "session list x; 'x' is one word too many; session list --help",
                "session list --json --json; --json is given twice; session list --help",
                "session list --json=3; --json takes no value; session list --help",
                "session show; NAME|PATH is missing; session show --help",
                "rr -t a; there is no command 'rr', did you mean 'request'?; --help",
                "pub -t a -m x -c -i me; unknown option -c, which is --session NAME here; pub --help",
                "pub -t a -m x -ct text/plain; unknown option -ct, which is --content-type TEXT here; pub --help",
                "sub -t a -J; unknown option -J, which is --json here; sub --help",
                "session list -ct; unknown option -ct; session list --help",
                "pub --topci a -m x; unknown option --topci, did you mean --topic?; pub --help",
            })
    void wrong_usage_says_what_is_wrong_and_where_help_is(String line, String sentence, String help) {
        Ran ran = new InProcess(directory).mqkeep(line.split(" ", -1));

        assertEquals(Exit.USAGE, ran.exit());
        assertEquals("", ran.out());
        assertEquals("mqkeep: " + sentence + "\nSee 'mqkeep " + help + "'.\n", ran.err());
    }

    /** Whatever those who come from elsewhere are told is there. */
    @Test
    void every_option_of_another_tool_is_told_as_one_that_exists() {
        List<String> missing = new ArrayList<>();
        for (String option : OtherTools.options()) {
            boolean found = Stream.of("pub", "sub", "connect")
                    .anyMatch(command -> new InProcess(directory)
                            .mqkeep(command, option)
                            .err()
                            .startsWith("mqkeep: unknown option " + option + ", which is --"));
            if (!found) {
                missing.add(option);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void two_dashes_end_the_options_unless_they_are_an_options_value() {
        InProcess here = new InProcess(directory);
        Ran ended = here.mqkeep("session", "show", "--", "--json");

        assertEquals(Exit.USAGE, ended.exit());
        assertTrue(ended.err().startsWith("mqkeep: there is no session '--json'"), ended.err());

        for (List<String> payload : List.of(List.of("-m", "--"), List.of("-m=--"), List.of("--message", "--"))) {
            Ran ran = here.mqkeep(
                    Stream.concat(Stream.of("pub", "--session", "s", "-t", "t", "--offline"), payload.stream())
                            .toArray(String[]::new));
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
        assertEquals(
                List.of("--", "--", "--"),
                here.sessions().look(here.sessions().file("s")).queued().stream()
                        .map(queued -> queued.message().payload().text())
                        .toList());
    }

    @Test
    void a_reader_who_has_left_ends_a_command_quietly_with_0() {
        Ran ran = new InProcess(directory).stdout(failing("Broken pipe")).mqkeep("--help");

        assertEquals(Exit.DONE, ran.exit());
        assertEquals("", ran.err());
    }

    @Test
    void output_that_cannot_be_written_ends_8() {
        Ran ran = new InProcess(directory)
                .stdout(failing("No space left on device"))
                .mqkeep("--help");

        assertEquals(Exit.CANNOT_WRITE, ran.exit());
        assertEquals("mqkeep: cannot write standard output: No space left on device\n", ran.err());
    }

    @Test
    void what_a_command_can_not_write_is_told_once() {
        Ran ran = new InProcess(directory)
                .stdout(failing("No space left on device"))
                .mqkeep("completion", "bash");

        assertEquals(Exit.CANNOT_WRITE, ran.exit());
        assertEquals("mqkeep: cannot write standard output: No space left on device\n", ran.err());
    }

    @Test
    void every_command_is_found_by_its_words_alone() {
        for (Subcommand command : Subcommand.values()) {
            List<String> words = Stream.concat(Stream.of(command.commandLine().split(" ", -1)), Stream.of("--x"))
                    .toList();
            assertEquals(command, Subcommand.named(words));
        }
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
