package io.mqkeep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 Encoded Strings (1.5.3 of 3.1.1, 1.5.4 of 5.0). */
class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u007F", "\u0080", "\u07FF", "\u0800", "\uFEFF", "\uFFFF", "😀", "a😀é日\u0001"})
    void the_length_of_a_well_formed_text_is_that_of_its_encoding(String text) {
        assertNull(Utf8.problem(text));
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, Utf8.length(text));
    }

    @Test
    void every_character_counts_as_its_encoding_does() {
        for (int codePoint = 1; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x1_0000 ? 1 : 97) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                String text = Character.toString(codePoint);
                assertEquals(text.getBytes(StandardCharsets.UTF_8).length, Utf8.length(text));
            }
        }
    }

    @Test
    void a_null_character_is_not_allowed_1_5_4_2() {
        assertEquals("has a null character (U+0000)", Utf8.problem("a\0b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDFFF", "a\uD83D", "\uDE00\uD83D", "\uD83Da", "\uD83D\uD83D\uDE00"})
    void half_a_surrogate_pair_is_not_well_formed_1_5_4_1(String text) {
        assertEquals("is not well-formed Unicode (a lone surrogate)", Utf8.problem(text));
    }

    @Test
    void the_length_field_has_two_bytes() {
        assertNull(Utf8.problem("😀".repeat(16_383) + "abc"));
        assertEquals("is 65536 bytes long; the most is 65535", Utf8.problem("😀".repeat(16_384)));
        assertNotNull(Utf8.problem("x".repeat(1_000_000)));
    }
}
