package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextLayoutTest {

    @Test
    void words_break_before_the_eightieth_column() {
        String words = "word ".repeat(40).strip();

        String text = new TextLayout().paragraph(4, words).toString();

        text.lines().forEach(line -> assertEquals(true, line.length() <= 80 && line.startsWith("    word"), line));
        assertEquals(words, text.replaceAll("\\s+", " ").strip());
    }

    @Test
    void a_long_term_has_its_line_for_itself() {
        assertEquals(
                """
                  -a        meaning
                  --a-long-term
                            meaning
                """,
                new TextLayout()
                        .entry(2, 12, "-a", "meaning")
                        .entry(2, 12, "--a-long-term", "meaning")
                        .toString());
    }
}
