package io.mqkeep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reason codes (5.0: 2.4). */
class ReasonCodeTest {

    @ParameterizedTest
    @EnumSource
    void each_is_found_by_its_value(ReasonCode code) {
        assertSame(code, ReasonCode.of(code.value()));
    }

    @Test
    void no_value_is_used_twice_and_all_43_of_the_standard_are_there() {
        Set<Integer> values = new HashSet<>();
        for (ReasonCode code : ReasonCode.values()) {
            assertTrue(values.add(code.value()), code::toString);
        }
        assertEquals(43, values.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x03, 0x05, 0x7F, 0xA3, 0xFF, 0x100, -110})
    void what_the_standard_does_not_have_is_none(int value) {
        assertNull(ReasonCode.of(value));
    }

    @Test
    void an_error_begins_with_0x80_itself() {
        assertTrue(ReasonCode.UNSPECIFIED_ERROR.isError());
        assertTrue(ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED.isError());
        assertFalse(ReasonCode.RE_AUTHENTICATE.isError());
        assertFalse(ReasonCode.NO_MATCHING_SUBSCRIBERS.isError());
    }

    @Test
    void people_are_shown_the_words_and_the_code() {
        assertEquals("not authorized (0x87)", ReasonCode.NOT_AUTHORIZED.toString());
        assertEquals("success (0x00)", ReasonCode.SUCCESS.toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_granted_qos_has_its_number_for_a_value(QoS qos) {
        assertEquals(qos.number(), ReasonCode.granted(qos).value());
        assertSame(qos, QoS.of(qos.number()));
    }
}
