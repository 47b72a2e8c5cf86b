package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void ordinary_text_stays_as_it_is() {
        String text = "grün/値/🙂 'quoted'";
        assertSame(text, Printable.of(text));
    }

    @Test
    void escape_sequences_are_shown_not_obeyed() {
        assertEquals("a\\x1b[31mred", Printable.of("a\u001b[31mred"));
        assertEquals("\\x9b31m", Printable.of("\u009b31m"));
        assertEquals("one\\ntwo\\r\\t\\x7f", Printable.of("one\ntwo\r\t\u007f"));
    }

    @Test
    void text_that_turns_direction_is_shown() {
        assertEquals("a\\u202eb", Printable.of("a\u202eb"));
        assertEquals("a\\u2066b", Printable.of("a\u2066b"));
    }
}
