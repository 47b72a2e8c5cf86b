package io.mqkeep.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqkeep.protocol.Connect.ConnectProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationSyntaxTest {

    @ParameterizedTest
    @CsvSource({
        "30s,30000",
        "30,30000",
        "500ms,500",
        "15m,900000",
        "12h,43200000",
        "7d,604800000",
        "1.5s,1500",
        ".5,500",
        "5.,5000",
        "1.0009s,1000",
        ".99999999999d,86399999",
        "99999999999d,8639999999913600000"
    })
    void a_length_of_time_is_read_in_its_unit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), DurationSyntax.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "-1",
                "+5",
                "1e3",
                "5 s",
                "5S",
                "5y",
                "1.2.3s",
                ".",
                "0x10",
                "9999999999999",
                "999999999999d",
                "٣s"
            })
    void what_is_no_length_of_time_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DurationSyntax.parse(text));
    }

    @Test
    void seconds_of_the_protocol_are_whole() {
        assertEquals(2, DurationSyntax.parseSeconds("2000ms"));
        assertThrows(IllegalArgumentException.class, () -> DurationSyntax.parseSeconds("1.5s"));
    }

    @ParameterizedTest
    @CsvSource({"30s,30", "15m,900", "7d,604800", "never,4294967295", "4294967295,4294967295", "0,0"})
    void a_session_expiry_is_a_length_of_time_or_never(String text, long seconds) {
        assertEquals(seconds, SessionExpirySyntax.parse(text));
    }

    @Test
    void a_session_expiry_longer_than_the_field_is_refused() {
        assertEquals(0xFFFF_FFFFL, ConnectProperties.EXPIRES_NEVER);
        assertThrows(IllegalArgumentException.class, () -> SessionExpirySyntax.parse("4294967296"));
        assertThrows(IllegalArgumentException.class, () -> SessionExpirySyntax.parse("Never"));
    }
}
