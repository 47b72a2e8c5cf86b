package io.mqkeep.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxLimitTest {

    @Test
    void messages_and_bytes_are_told_apart_by_the_unit() {
        assertEquals(new InboxLimit(500, InboxLimit.DEFAULT.bytes()), InboxLimit.parse("500"));
        assertEquals(new InboxLimit(InboxLimit.DEFAULT.messages(), 8 * 1024 * 1024), InboxLimit.parse("8MiB"));
        assertEquals(new InboxLimit(500, 2048), InboxLimit.parse("500,2KiB"));
        assertEquals(new InboxLimit(500, 100), InboxLimit.parse("100B,500"));
        assertEquals(new InboxLimit(0, 3L * 1024 * 1024 * 1024), InboxLimit.parse("0,3GiB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "5,", "-1", "8MB", "MiB", "1,2,3", "9999999999"})
    void what_is_no_limit_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> InboxLimit.parse(text));
    }
}
