package io.mqkeep.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.repl.CommandLines.Open;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "pub -t a -m b                @ pub|-t|a|-m|b",
                "  pub\t -t   a               @ pub|-t|a",
                "pub -m 'a b'                 @ pub|-m|a b",
                "pub -m 'a\\b\"c'             @ pub|-m|a\\b\"c",
                "pub -m \"a 'b' \\\"c\\\"\"   @ pub|-m|a 'b' \"c\"",
                "pub -m \"a\\b \\\\ \\$x\"    @ pub|-m|a\\b \\ $x",
                "pub -m a\\ b                 @ pub|-m|a b",
                "pub -m ''                    @ pub|-m|",
                "pub -m a'b'\"c\"             @ pub|-m|abc",
                "sub -t #                     @ sub|-t|#",
                "sub -t a/# -v                @ sub|-t|a/#|-v",
                "pub -m $HOME*`x`             @ pub|-m|$HOME*`x`",
                "pub -m a\\;b                 @ pub|-m|a;b",
            })
    void words_are_a_posix_shells_and_nothing_is_expanded(String typed, String words) {
        assertEquals(
                List.of(words.split("\\|", -1)),
                words(CommandLines.of(typed).commands().getFirst()));
    }

    @Test
    void a_semicolon_or_the_end_of_a_line_ends_a_command_and_a_number_sign_there_begins_a_comment() {
        String text = "# all of it\nconnect -h b; sub -t #;; # rest\npub -t 'a;b\n;' -n";

        assertEquals(
                List.of(List.of("connect", "-h", "b"), List.of("sub", "-t", "#"), List.of("pub", "-t", "a;b\n;", "-n")),
                CommandLines.of(text).commands().stream()
                        .map(CommandLinesTest::words)
                        .toList());
    }

    @Test
    void a_backslash_joins_lines() {
        assertEquals(
                List.of("pub", "-t", "ab", "-m", "cd"),
                words(CommandLines.of("pub -t a\\\nb \\\n -m \"c\\\nd\"")
                        .commands()
                        .getFirst()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "pub         @ NOTHING",
                "pub -m 'a   @ SINGLE_QUOTE",
                "pub -m \"a' @ DOUBLE_QUOTE",
                "pub \\      @ BACKSLASH",
                "pub \\\\    @ NOTHING",
                "pub 'a\\    @ SINGLE_QUOTE",
                "# it's      @ NOTHING",
            })
    void what_is_open_asks_for_more(String typed, Open open) {
        assertEquals(open, CommandLines.of(typed).open());
    }

    @Test
    void a_word_knows_where_it_was_typed() {
        List<Word> words = CommandLines.of("pub  -m 'a b' c").commands().getFirst();

        assertEquals(
                List.of(new Word("pub", 0, 3), new Word("-m", 5, 7), new Word("a b", 8, 13), new Word("c", 14, 15)),
                words);
    }

    @Test
    void the_last_command_is_the_one_that_is_being_typed() {
        assertEquals(
                List.of("sub", "-t"), words(CommandLines.of("status; sub -t").last()));
        assertEquals(List.of(), words(CommandLines.of("status;").last()));
        assertEquals(List.of(), words(CommandLines.of("status; ").last()));
    }

    private static List<String> words(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }
}
