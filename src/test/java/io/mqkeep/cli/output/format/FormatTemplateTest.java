package io.mqkeep.cli.output.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Delivery;
import io.mqkeep.testing.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link SideBySideTest} can't show: the escapes of mosquitto_sub 2.1, and moments of one's choice. */
class FormatTemplateTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%.2:x       | 6d 65 73 73      | 6d:65:73:73",
                "%.4-X       | 6d 65 73 73      | 6D65-7373",
                "%.2:x       | 6d               | 6d",
                "%f          | 00 00 c8 41      | 25.000000",
                "%.2f        | 00 00 c8 41      | 25.00",
                "%08.2f      | 00 00 c8 c1      | -0025.00",
                "%.0f        | 00 00 20 40      | 2",
                "%-8.1f_     | 00 00 c8 41      | 25.0    _",
                "%.3d        | 1f 85 eb 51 b8 1e 09 40 | 3.140",
                "%f          | 00 00 80 7f      | inf",
            })
    void payloads_in_groups_and_as_fractions(String format, String payload, String printed) {
        assertEquals(printed, format(format.strip(), Binary.wrap(Bytes.hex(payload)), 0));
    }

    @Test
    void a_payload_of_another_length_is_no_fraction_and_that_is_said() {
        assertEquals("[]", format("[%f]", Binary.ofText("abc"), 0));
        assertEquals(
                "mqkeep: warning: a message on 't' is not 4 bytes long, as a float is\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void seconds_and_nanoseconds_of_the_moment_it_came() {
        assertEquals("05 007000000 1767225605.007000000", format("@S @N %U", Binary.EMPTY, 1_767_225_605_007L));
    }

    private String format(String format, Binary payload, long at) {
        byte[] formatted = FormatTemplate.parse(format, false)
                .format(
                        new Delivery(Message.of("t", payload, QoS.AT_MOST_ONCE), false, 0, false, at),
                        false,
                        new Notes(new PrintStream(err, true, StandardCharsets.UTF_8)));
        return new String(formatted, StandardCharsets.UTF_8);
    }
}
