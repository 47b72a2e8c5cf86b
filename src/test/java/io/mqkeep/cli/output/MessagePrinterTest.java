package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Characters;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessagePrinterTest {
    private static final byte[] ANY_BYTES = {0, (byte) 0xff, '\n', 27, (byte) 0x9b, 'a'};

    @Test
    void a_payload_leaves_as_it_came() throws IOException {
        Delivery delivery = delivery("t", Binary.wrap(ANY_BYTES.clone()));

        assertArrayEquals(ANY_BYTES, printed(new MessageFormat.Plain(false, false, false), false, delivery));
        assertArrayEquals(
                concat(ANY_BYTES, "\n"), printed(new MessageFormat.Plain(false, true, false), false, delivery));
        assertArrayEquals(ANY_BYTES, printed(new MessageFormat.Plain(false, false, true), true, delivery));
    }

    @Test
    void a_terminal_is_shown_what_it_would_obey() throws IOException {
        assertEquals("\\x00\\xff\n\\x1b\\x9ba\n", onTerminal(ANY_BYTES));
        assertEquals("\\x9b31m \\x7f \\r \\u202e\n", onTerminal("\u009b31m \u007f \r \u202e"));
        assertEquals("a page\n\tof text, grün 😀\n", onTerminal("a page\n\tof text, grün 😀"));
        assertEquals(
                "cut \\xf0\\x9f\\x98\n",
                onTerminal(new byte[] {'c', 'u', 't', ' ', (byte) 0xf0, (byte) 0x9f, (byte) 0x98}));
    }

    @Test
    void no_payload_gets_a_control_character_to_a_terminal() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] payload = new byte[random.nextInt(20_000)];
            random.nextBytes(payload);
            String shown = onTerminal(payload);
            assertTrue(shown.chars().allMatch(c -> c == '\n' || c == '\t' || !Characters.isObeyed(c)), "seed " + seed);
            assertEquals(shown, text(shown.getBytes(StandardCharsets.UTF_8)), "valid UTF-8, seed " + seed);
        }
    }

    @Test
    void the_topic_comes_before_the_payload() throws IOException {
        Delivery delivery = delivery("grün/1", Binary.ofText("p"));

        assertEquals("grün/1 p\n", text(printed(new MessageFormat.Plain(true, true, false), false, delivery)));
    }

    @Test
    void a_strangers_topic_is_made_safe_for_a_terminal_only() throws IOException {
        Delivery delivery = delivery("a\u001b[2J", Binary.ofText("p"));

        assertEquals("a\\x1b[2J p\n", text(printed(new MessageFormat.Plain(true, true, false), true, delivery)));
        assertEquals("a\u001b[2J p\n", text(printed(new MessageFormat.Plain(true, true, false), false, delivery)));
    }

    @Test
    void json_is_one_object_a_line_with_the_payload_as_text() throws IOException {
        assertEquals("""
            {"topic":"a/b","qos":1,"retain":false,"dup":true,"properties":{},"payload":"grün \\"x\\"\\n\\u0000",\
            "timestamp":"2026-11-22T10:00:00.000Z"}
            """, json(delivery("a/b", Binary.ofText("grün \"x\"\n\0"))));
    }

    @Test
    void json_has_a_payload_that_is_no_text_as_base64() throws IOException {
        assertEquals("""
            {"topic":"a","qos":1,"retain":false,"dup":true,"properties":{},"payloadBase64":"AP8KG5th",\
            "timestamp":"2026-11-22T10:00:00.000Z"}
            """, json(delivery("a", Binary.wrap(ANY_BYTES.clone()))));
    }

    @Test
    void json_escapes_what_a_terminal_would_obey() throws IOException {
        String json = json(delivery("a", Binary.ofText("\u001b\u007f\u009b\u202e\u2066")));

        assertTrue(json.contains("\"\\u001B\\u007F\\u009b\\u202e\\u2066\""), json);
    }

    @Test
    void json_has_every_property_of_the_message() throws IOException {
        PublishProperties properties = new PublishProperties(
                true,
                60L,
                "text/plain",
                "answers",
                Binary.wrap(new byte[] {1, 2}),
                List.of(new UserProperty("k", "1"), new UserProperty("k", "2")),
                List.of(7, 9));
        Message message = new Message("t", Binary.EMPTY, QoS.EXACTLY_ONCE, true, properties);

        assertEquals("""
            {"topic":"t","qos":2,"retain":true,"dup":false,"properties":{"payloadFormatIndicator":1,\
            "messageExpiryInterval":60,"contentType":"text/plain","responseTopic":"answers",\
            "correlationDataBase64":"AQI=","userProperties":[{"name":"k","value":"1"},{"name":"k","value":"2"}],\
            "subscriptionIdentifiers":[7,9]},"payload":"","timestamp":"1970-01-01T00:00:00.001Z"}
            """, json(new Delivery(message, false, 5, false, 1)));
    }

    private static Delivery delivery(String topic, Binary payload) {
        return new Delivery(Message.of(topic, payload, QoS.AT_LEAST_ONCE), true, 1, false, 1_795_341_600_000L);
    }

    private static String onTerminal(String payload) throws IOException {
        return onTerminal(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String onTerminal(byte[] payload) throws IOException {
        return text(printed(new MessageFormat.Plain(false, true, false), true, delivery("t", Binary.wrap(payload))));
    }

    private static String json(Delivery delivery) throws IOException {
        return text(printed(new MessageFormat.Json(), false, delivery));
    }

    private static byte[] printed(MessageFormat format, boolean terminal, Delivery delivery) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessagePrinter.of(format, terminal, new Notes(System.err)).print(delivery, out);
        return out.toByteArray();
    }

    private static byte[] concat(byte[] bytes, String end) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(bytes);
        both.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        return both.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
