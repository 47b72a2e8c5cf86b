package io.mqkeep.protocol;

import static io.mqkeep.protocol.MqttVersion.V3_1_1;
import static io.mqkeep.protocol.MqttVersion.V5;
import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PUBLISH (3.3 of both versions). */
class PublishTest {

    /** Counted by hand: 1 type, 1 remaining length, 2 + 3 topic, 2 payload; 2 identifier; 1 property length. */
    @ParameterizedTest
    @CsvSource({"V3_1_1, 0, 9", "V3_1_1, 1, 11", "V3_1_1, 2, 11", "V5, 0, 10", "V5, 1, 12", "V5, 2, 12"})
    void its_size_is_counted_as_it_is_written(MqttVersion version, int qos, long size) {
        assertEquals(
                size, publish("a/b", "hi", QoS.of(qos), PublishProperties.NONE).encodedSize(version));
    }

    @Test
    void every_property_counts_in_mqtt_5_and_none_in_3_1_1() {
        PublishProperties properties = new PublishProperties(
                true,
                60L,
                "text",
                "r/é",
                Binary.ofText("id"),
                List.of(new UserProperty("k", "v"), new UserProperty("", "")),
                List.of());
        // 2 format, 5 expiry, 3 + 4 content type, 3 + 4 response topic, 3 + 2 correlation data, 5 + 2 and 5 user
        assertEquals(12 + 38, publish("a/b", "hi", AT_LEAST_ONCE, properties).encodedSize(V5));
        assertEquals(11, publish("a/b", "hi", AT_LEAST_ONCE, properties).encodedSize(V3_1_1));
    }

    @Test
    void a_topic_counts_in_bytes_not_in_characters() {
        assertEquals(
                2 + 2 + 4 + 2,
                publish("😀", "hi", AT_MOST_ONCE, PublishProperties.NONE).encodedSize(V3_1_1));
    }

    @ParameterizedTest
    @CsvSource({
        // remaining length = 3 + payload
        "124, 129",
        "125, 131",
        "16380, 16386",
        "16381, 16388",
        "2097148, 2097155",
        "2097149, 2097157"
    })
    void the_remaining_length_takes_one_to_four_bytes_2_2_3(int payload, long size) {
        Message message = Message.of("t", Binary.wrap(new byte[payload]), AT_MOST_ONCE);
        assertEquals(size, new Publish(0, false, message).encodedSize(V3_1_1));
    }

    @Test
    void a_property_length_of_128_takes_two_bytes() {
        // 5 + 122 + 0 = 127 bytes of properties, then one more
        assertEquals(1 + 2 + 3 + 1 + 127, sizeWithUserProperty(122));
        assertEquals(1 + 2 + 3 + 2 + 128, sizeWithUserProperty(123));
    }

    private static long sizeWithUserProperty(int nameLength) {
        PublishProperties properties = new PublishProperties(
                false, null, null, null, null, List.of(new UserProperty("n".repeat(nameLength), "")), List.of());
        return publish("t", "", AT_MOST_ONCE, properties).encodedSize(V5);
    }

    @Test
    void qos_0_has_neither_identifier_nor_dup_2_2_1_2_and_3_3_1_2() {
        Message message = Message.of("t", Binary.EMPTY, AT_MOST_ONCE);
        assertThrows(IllegalArgumentException.class, () -> new Publish(1, false, message));
        assertThrows(IllegalArgumentException.class, () -> new Publish(0, true, message));
    }

    @Test
    void qos_1_and_2_have_an_identifier_of_two_bytes_that_is_not_zero_2_2_1_3() {
        Message message = Message.of("t", Binary.EMPTY, EXACTLY_ONCE);
        assertThrows(IllegalArgumentException.class, () -> new Publish(0, false, message));
        assertThrows(IllegalArgumentException.class, () -> new Publish(65_536, false, message));
        assertEquals(65_535, new Publish(65_535, true, message).packetId());
    }

    private static Publish publish(String topic, String payload, QoS qos, PublishProperties properties) {
        Message message = new Message(topic, Binary.ofText(payload), qos, false, properties);
        return new Publish(qos == AT_MOST_ONCE ? 0 : 1, false, message);
    }
}
