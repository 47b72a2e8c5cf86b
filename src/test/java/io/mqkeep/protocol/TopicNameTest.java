package io.mqkeep.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic names (4.7 of both versions). */
class TopicNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a/b", "//", " ", "a b", "$SYS/x", "$share/group/a", "ü/日本/😀"})
    void these_can_be_published_to(String topic) {
        assertNull(TopicName.problem(topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "+", "a/+", "a#b", "a\0", "\uD800", "a/\uDC00b"})
    void these_cannot_4_7_3_1_and_3_3_2_2(String topic) {
        assertNotNull(TopicName.problem(topic));
    }

    @Test
    void a_topic_has_at_most_65535_bytes_4_7_3_3() {
        assertNull(TopicName.problem("x".repeat(65_535)));
        assertNotNull(TopicName.problem("x".repeat(65_536)));
    }
}
