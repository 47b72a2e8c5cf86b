package io.mqkeep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BinaryTest {

    @Test
    void it_is_equal_when_the_bytes_are() {
        assertEquals(Binary.ofText("abc"), Binary.wrap(new byte[] {'a', 'b', 'c'}));
        assertEquals(
                Binary.ofText("abc").hashCode(),
                Binary.wrap(new byte[] {'a', 'b', 'c'}).hashCode());
        assertNotEquals(Binary.ofText("abc"), Binary.ofText("abd"));
        assertNotEquals(Binary.ofText("abc"), Binary.ofText("ab"));
    }

    @Test
    void nothing_is_one_and_the_same() {
        assertSame(Binary.EMPTY, Binary.wrap(new byte[0]));
        assertSame(Binary.EMPTY, Binary.ofText(""));
        assertTrue(Binary.EMPTY.isEmpty());
        assertEquals("", Binary.EMPTY.text());
    }

    @Test
    void text_is_text_only_when_it_is_well_formed_utf_8() {
        assertEquals("é😀", Binary.ofText("é😀").text());
        assertEquals("\0", Binary.wrap(new byte[] {0}).text());
        assertNull(Binary.wrap(new byte[] {(byte) 0xC3}).text(), "cut off");
        assertNull(Binary.wrap(new byte[] {(byte) 0xC0, (byte) 0x80}).text(), "over-long");
        assertNull(
                Binary.wrap(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}).text(), "a surrogate");
    }

    @Test
    void no_copy_is_made() {
        byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
        assertSame(bytes, Binary.wrap(bytes).array());
    }

    @Test
    void its_description_is_short() {
        assertEquals("\"abc\"", Binary.ofText("abc").toString());
        assertEquals("2 bytes ff00", Binary.wrap(new byte[] {(byte) 0xFF, 0}).toString());
        assertEquals(
                "100 bytes " + "61".repeat(16) + "…",
                Binary.ofText("a".repeat(100)).toString());
    }
}
