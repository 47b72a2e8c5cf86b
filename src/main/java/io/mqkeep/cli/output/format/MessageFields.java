package io.mqkeep.cli.output.format;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the letters of a format stand for in one message. */
final class MessageFields {
    private static final String LOWER = "0123456789abcdef";
    private static final String UPPER = "0123456789ABCDEF";

    private final Delivery delivery;
    private final Message message;
    private final PublishProperties properties;
    private final ZonedDateTime time;
    private final boolean pretty;
    private final Notes notes;

    MessageFields(Delivery delivery, ZonedDateTime time, boolean pretty, Notes notes) {
        this.delivery = delivery;
        this.message = delivery.message();
        this.properties = message.properties();
        this.time = time;
        this.pretty = pretty;
        this.notes = notes;
    }

    ZonedDateTime time() {
        return time;
    }

    static String nanos(ZonedDateTime time) {
        return String.format(Locale.ROOT, "%09d", time.getNano());
    }

    void write(char letter, Field field, ByteArrayOutputStream out) {
        byte[] payload = message.payload().array();
        switch (letter) {
            // A topic alias is gone when a message is here: it means something on one connection only.
            case 'A' -> field.blank(out);
            case 'C' -> {
                if (properties.contentType() == null) {
                    field.blankText(out);
                } else {
                    field.text(properties.contentType(), out);
                }
            }
            case 'D' -> {
                Binary correlationData = properties.correlationData();
                if (correlationData != null) {
                    out.writeBytes(correlationData.array());
                }
            }
            case 'E' -> {
                Long expiry = properties.messageExpiryInterval();
                number(expiry == null ? null : (Integer) expiry.intValue(), field, out);
            }
            case 'F' -> number(properties.payloadIsText() ? (Integer) 1 : null, field, out);
            case 'I' -> field.text(Strftime.of('F', time) + "T" + Strftime.of('T', time) + Strftime.of('z', time), out);
            case 'J' -> json(false, out);
            case 'P' -> userProperties(out);
            case 'R' -> {
                if (properties.responseTopic() != null) {
                    field.text(properties.responseTopic(), out);
                }
            }
            case 'S' ->
                number(
                        properties.subscriptionIdentifiers().isEmpty()
                                ? null
                                : properties.subscriptionIdentifiers().getFirst(),
                        field,
                        out);
            case 'U' -> ascii(time.toEpochSecond() + "." + nanos(time), out);
            case 'X' -> field.hex(payload, UPPER, out);
            case 'd' -> fraction(payload, Double.BYTES, field, out);
            case 'f' -> fraction(payload, Float.BYTES, field, out);
            case 'j' -> json(true, out);
            case 'l' -> field.number(payload.length, out);
            case 'm' -> field.number(delivery.packetId(), out);
            case 'p' -> field.payload(payload, out);
            case 'q' -> out.write('0' + message.qos().number());
            case 'r' -> out.write(message.retain() ? '1' : '0');
            case 't' -> field.text(message.topic(), out);
            case 'x' -> field.hex(payload, LOWER, out);
            default -> throw new AssertionError("the format was read with this letter: " + letter);
        }
    }

    private static void number(@Nullable Integer value, Field field, ByteArrayOutputStream out) {
        if (value == null) {
            field.blank(out);
        } else {
            field.number(value, out);
        }
    }

    private void fraction(byte[] payload, int size, Field field, ByteArrayOutputStream out) {
        if (payload.length != size) {
            notes.warning("a message on '" + message.topic() + "' is not " + size + " bytes long, as a "
                    + (size == Float.BYTES ? "float" : "double") + " is");
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        field.fraction(size == Float.BYTES ? bytes.getFloat() : bytes.getDouble(), out);
    }

    private void userProperties(ByteArrayOutputStream out) {
        String separator = "";
        for (UserProperty property : properties.userProperties()) {
            text(separator + property.name() + ":" + property.value(), out);
            separator = " ";
        }
    }

    private void json(boolean payloadAsText, ByteArrayOutputStream out) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        CJson json = new CJson(whole, pretty);
        json.beginObject();
        json.name("tst");
        json.text(Strftime.of('F', time) + "T" + Strftime.of('T', time) + "."
                + nanos(time).substring(0, 6) + "Z" + Strftime.of('z', time));
        json.name("topic");
        json.text(message.topic());
        json.name("qos");
        json.number(message.qos().number());
        json.name("retain");
        json.number(message.retain() ? 1 : 0);
        json.name("payloadlen");
        json.number(message.payload().size());
        if (message.qos() != QoS.AT_MOST_ONCE) {
            json.name("mid");
            json.number(delivery.packetId());
        }
        if (!properties.equals(PublishProperties.NONE)) {
            json.name("properties");
            properties(json);
        }
        json.name("payload");
        if (message.payload().isEmpty()) {
            json.literal("null");
        } else if (payloadAsText) {
            json.text(message.payload().array());
        } else {
            try {
                json.document(message.payload().array());
            } catch (IOException notJson) {
                notes.warning("a message on '" + message.topic() + "' is not JSON");
                return;
            }
        }
        json.endObject();
        out.writeBytes(whole.toByteArray());
    }

    /** The order a server most often sends them in; the order on the wire means nothing and is not kept. */
    private void properties(CJson json) {
        json.beginObject();
        for (int identifier : properties.subscriptionIdentifiers()) {
            json.name("subscription-identifier");
            json.number(identifier);
        }
        if (properties.payloadIsText()) {
            json.name("payload-format-indicator");
            json.number(1);
        }
        optional(json, "content-type", properties.contentType());
        optional(json, "response-topic", properties.responseTopic());
        Binary correlationData = properties.correlationData();
        if (correlationData != null) {
            json.name("correlation-data");
            json.text(correlationData.array());
        }
        if (!properties.userProperties().isEmpty()) {
            json.name("user-properties");
            json.beginObject();
            for (UserProperty property : properties.userProperties()) {
                json.name(property.name());
                json.text(property.value());
            }
            json.endObject();
        }
        Long expiry = properties.messageExpiryInterval();
        if (expiry != null) {
            json.name("message-expiry-interval");
            json.number(expiry);
        }
        json.endObject();
    }

    private static void optional(CJson json, String name, @Nullable String text) {
        if (text != null) {
            json.name(name);
            json.text(text);
        }
    }

    private static void text(String text, ByteArrayOutputStream out) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void ascii(String text, ByteArrayOutputStream out) {
        text(text, out);
    }
}
