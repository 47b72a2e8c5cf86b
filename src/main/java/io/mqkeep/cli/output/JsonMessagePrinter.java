package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/** Messages as JSON, one object a line. Property names are the standard's, written together. */
final class JsonMessagePrinter implements MessagePrinter {
    private final JsonLine lines = new JsonLine();

    @Override
    public void print(Delivery delivery, OutputStream out) throws IOException {
        Message message = delivery.message();
        JsonGenerator json = lines.begin(out);
        json.writeStringField("topic", message.topic());
        json.writeNumberField("qos", message.qos().number());
        json.writeBooleanField("retain", message.retain());
        json.writeBooleanField("dup", delivery.dup());
        json.writeObjectFieldStart("properties");
        properties(message.properties(), json);
        json.writeEndObject();
        payload(message.payload(), json);
        json.writeStringField("timestamp", Times.instant(delivery.at()));
        lines.end(json);
    }

    private static void payload(Binary payload, JsonGenerator json) throws IOException {
        String text = payload.text();
        if (text != null) {
            json.writeStringField("payload", text);
        } else {
            json.writeStringField("payloadBase64", base64(payload));
        }
    }

    private static void properties(PublishProperties properties, JsonGenerator json) throws IOException {
        if (properties.payloadIsText()) {
            json.writeNumberField("payloadFormatIndicator", 1);
        }
        JsonLine.optional(json, "messageExpiryInterval", properties.messageExpiryInterval());
        JsonLine.optional(json, "contentType", properties.contentType());
        JsonLine.optional(json, "responseTopic", properties.responseTopic());
        Binary correlationData = properties.correlationData();
        if (correlationData != null) {
            json.writeStringField("correlationDataBase64", base64(correlationData));
        }
        if (!properties.userProperties().isEmpty()) {
            JsonProperties.user(json, properties.userProperties());
        }
        if (!properties.subscriptionIdentifiers().isEmpty()) {
            json.writeArrayFieldStart("subscriptionIdentifiers");
            for (int identifier : properties.subscriptionIdentifiers()) {
                json.writeNumber(identifier);
            }
            json.writeEndArray();
        }
    }

    private static String base64(Binary bytes) {
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
