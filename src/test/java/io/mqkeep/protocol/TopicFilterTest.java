package io.mqkeep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic filters (4.7 of both versions; shared subscriptions: 5.0 4.8.2). */
class TopicFilterTest {

    @ParameterizedTest
    @CsvSource({
        // The examples of 4.7.1.2 and 4.7.1.3.
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "sport/#, sports, false",
        "#, a, true",
        "#, a/b/c, true",
        "#, /, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+, finance, true",
        "+, /finance, false",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+/tennis/#, sport/tennis, true",
        "+/tennis/#, sport/tennis/x, true",
        "sport/+/player1, sport/tennis/player1, true",
        "sport/+/player1, sport//player1, true",
        "sport/+/player1, sport/player1, false",
        // Levels may be empty and are compared as they are.
        "a, a, true",
        "a, A, false",
        "a/b, a/b/, false",
        "a/b/, a/b, false",
        "a//b, a//b, true",
        "a//b, a/b, false",
        "/, /, true",
        "/#, /, true",
        "/#, a, false",
        "a/#, b/a, false",
        "ab, a, false",
        "a, ab, false",
        "+/#, a, true",
        "+/#, /a, true",
        "+/b/+, a/b/c, true",
        "+/b/+, a/c/c, false"
    })
    void a_filter_matches_level_by_level_4_7_1(String filter, String topic, boolean matches) {
        assertNull(TopicFilter.problem(filter));
        assertEquals(matches, TopicFilter.matches(filter, topic));
    }

    @ParameterizedTest
    @CsvSource({
        "#, $SYS/uptime, false",
        "+/uptime, $SYS/uptime, false",
        "+, $SYS, false",
        "$SYS/#, $SYS/uptime, true",
        "$SYS/#, $SYS, true",
        "$SYS/+, $SYS/uptime, true",
        "a/#, a/$SYS, true",
        "a/+, a/$SYS, true"
    })
    void a_wildcard_in_the_first_level_does_not_match_a_topic_that_starts_with_a_dollar_4_7_2_1(
            String filter, String topic, boolean matches) {
        assertEquals(matches, TopicFilter.matches(filter, topic));
    }

    @ParameterizedTest
    @CsvSource({
        "$share/group/a/+, a/b, true",
        "$share/group/a/+, b/b, false",
        "$share/group/#, a/b, true",
        "$share/group/#, $SYS/a, false",
        "$share/group/$SYS/#, $SYS/a, true",
        "$share/group//a, /a, true",
        "$share/group/a, $share/group/a, false"
    })
    void a_shared_subscription_matches_by_the_filter_after_its_name_5_0_4_8_2(
            String filter, String topic, boolean matches) {
        assertNull(TopicFilter.problem(filter));
        assertTrue(TopicFilter.isShared(filter));
        assertEquals(matches, TopicFilter.matches(filter, topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "//", "#", "+", "+/+", "/#", "a/+/#", "a b/ü", "$share", "$shared/a", "$SYS/#"})
    void these_can_be_subscribed_to(String filter) {
        assertNull(TopicFilter.problem(filter));
        assertFalse(TopicFilter.isShared(filter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a#",
                "#a",
                "a/#/b",
                "#/",
                "a+",
                "+a",
                "a/b+/c",
                "++",
                "$share/",
                "$share/group",
                "$share/group/",
                "$share//a",
                "$share/gr+up/a",
                "$share/#/a",
                "$share/group/a#",
                "a\0b"
            })
    void these_cannot_and_it_is_said_why(String filter) {
        String problem = TopicFilter.problem(filter);
        assertNotNull(problem);
        assertTrue(problem.startsWith("is ") || problem.startsWith("has "), "the rest of a sentence: " + problem);
    }

    @Test
    void an_over_long_filter_is_refused_4_7_3_3() {
        assertNull(TopicFilter.problem("é".repeat(32_767)));
        assertNotNull(TopicFilter.problem("é".repeat(32_768)));
    }

    /** Compared with the rules written down once more, in another way, for all short filters and topics. */
    @Test
    void every_short_filter_and_topic_matches_as_the_rules_say() {
        List<String> texts = all(List.of("a", "b", "/", "+", "#", "$"), 4);
        List<String> topics =
                texts.stream().filter(text -> TopicName.problem(text) == null).toList();
        int filters = 0;
        for (String filter : texts) {
            if (TopicFilter.problem(filter) != null) {
                continue;
            }
            filters++;
            for (String topic : topics) {
                assertEquals(
                        matchesByRules(filter.split("/", -1), topic.split("/", -1)),
                        TopicFilter.matches(filter, topic),
                        () -> filter + " and " + topic);
            }
        }
        assertTrue(filters > 300, "filters tried: " + filters);
    }

    private static boolean matchesByRules(String[] filter, String[] topic) {
        boolean wildcardFirst = filter[0].equals("#") || filter[0].equals("+");
        return !(wildcardFirst && topic[0].startsWith("$")) && matchesFrom(filter, topic, 0);
    }

    private static boolean matchesFrom(String[] filter, String[] topic, int level) {
        if (level == filter.length) {
            return level == topic.length;
        }
        if (filter[level].equals("#")) {
            return true;
        }
        if (level == topic.length) {
            return false;
        }
        return (filter[level].equals("+") || filter[level].equals(topic[level]))
                && matchesFrom(filter, topic, level + 1);
    }

    private static List<String> all(List<String> letters, int length) {
        List<String> texts = new ArrayList<>(letters);
        int from = 0;
        for (int n = 1; n < length; n++) {
            int to = texts.size();
            for (int i = from; i < to; i++) {
                for (String letter : letters) {
                    texts.add(texts.get(i) + letter);
                }
            }
            from = to;
        }
        return texts;
    }
}
