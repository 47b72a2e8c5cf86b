package io.mqkeep.cli.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.cli.output.Times;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command learns about its message from its environment. Every name begins with {@code MQTT_}, so that nobody who
 * sends a message can set a variable that means something to a program.
 */
final class MessageEnvironment {
    private MessageEnvironment() {}

    /** Returns the variables of a message; what it does not have is not among them. */
    static Map<String, String> of(Delivery delivery) {
        Map<String, String> variables = new LinkedHashMap<>();
        PublishProperties properties = delivery.message().properties();
        variables.put("MQTT_TOPIC", delivery.message().topic());
        variables.put("MQTT_QOS", Integer.toString(delivery.message().qos().number()));
        variables.put("MQTT_RETAIN", delivery.message().retain() ? "1" : "0");
        variables.put("MQTT_DUP", delivery.dup() ? "1" : "0");
        variables.put("MQTT_TIMESTAMP", Times.instant(delivery.at()));
        if (properties.payloadIsText()) {
            variables.put("MQTT_PAYLOAD_FORMAT_INDICATOR", "1");
        }
        Long expiry = properties.messageExpiryInterval();
        optional(variables, "MQTT_MESSAGE_EXPIRY_INTERVAL", expiry == null ? null : expiry.toString());
        optional(variables, "MQTT_CONTENT_TYPE", properties.contentType());
        optional(variables, "MQTT_RESPONSE_TOPIC", properties.responseTopic());
        Binary correlationData = properties.correlationData();
        if (correlationData != null) {
            variables.put("MQTT_CORRELATION_DATA_BASE64", Base64.getEncoder().encodeToString(correlationData.array()));
        }
        if (!properties.subscriptionIdentifiers().isEmpty()) {
            variables.put(
                    "MQTT_SUBSCRIPTION_IDENTIFIERS",
                    properties.subscriptionIdentifiers().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
        }
        if (!properties.userProperties().isEmpty()) {
            variables.put("MQTT_USER_PROPERTIES", json(properties.userProperties()));
            for (UserProperty property : properties.userProperties()) {
                variables.putIfAbsent("MQTT_USER_" + variableName(property.name()), property.value());
            }
        }
        return variables;
    }

    private static void optional(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private static String variableName(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** All of them: names may repeat, and their order counts. */
    private static String json(List<UserProperty> properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (UserProperty property : properties) {
                json.writeStartObject();
                json.writeStringField("name", property.name());
                json.writeStringField("value", property.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
