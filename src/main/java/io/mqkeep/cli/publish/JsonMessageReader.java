package io.mqkeep.cli.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.protocol.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as {@code sub --json} prints them. What only a receiver can know of one is read over. */
final class JsonMessageReader {
    private static final long LARGEST_EXPIRY = 4_294_967_295L;
    private static final double LONGEST_DELAY = 1e9;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private final Message model;

    /** @param model what a line does not say itself */
    JsonMessageReader(Message model) {
        this.model = model;
    }

    /** What a line says, as far as it is read. */
    private static final class Line {
        @Nullable
        String topic;

        @Nullable
        Binary payload;

        @Nullable
        QoS qos;

        @Nullable
        Boolean retain;

        @Nullable
        PublishProperties properties;

        double delay;
    }

    /**
     * Reads one message.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none
     */
    MessageMaker.Made read(Binary text) {
        Line line = new Line();
        try (JsonParser json = factory.createParser(text.array())) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "is not a JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(line, name, json);
            }
            expect(json.nextToken() == null, "has something after its JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException impossible) {
            throw new AssertionError("bytes in memory can always be read", impossible);
        }
        return new MessageMaker.Made(message(line), line.delay);
    }

    private Message message(Line line) {
        String topic = line.topic != null ? line.topic : model.topic();
        expect(!topic.isEmpty(), "has no topic, and there is no --topic");
        String problem = TopicName.problem(topic);
        expect(problem == null, "has the topic '" + topic + "', which " + problem);
        if (line.payload == null) {
            throw new IllegalArgumentException("has neither payload nor payloadBase64");
        }
        return new Message(
                topic,
                line.payload,
                line.qos == null ? model.qos() : line.qos,
                line.retain == null ? model.retain() : line.retain || model.retain(),
                line.properties == null ? model.properties() : line.properties);
    }

    private void field(Line line, String name, JsonParser json) throws IOException {
        switch (name) {
            case "topic" -> line.topic = text(name, json);
            case "payload", "payloadBase64" -> {
                expect(line.payload == null, "has two payloads");
                line.payload = name.equals("payload") ? payload(json) : base64(name, json);
            }
            case "qos" -> line.qos = QoS.of((int) number(name, json, 2));
            case "retain" -> line.retain = truth(name, json);
            case "properties" -> line.properties = properties(json);
            case "delay" -> {
                expect(json.currentToken().isNumeric(), "has a delay that is no number of seconds");
                line.delay = json.getDoubleValue();
                expect(line.delay >= 0 && line.delay <= LONGEST_DELAY, "has a delay that is no number of seconds");
            }
            case "dup", "timestamp" -> json.skipChildren();
            default -> throw new IllegalArgumentException("has '" + name + "', which means nothing here");
        }
    }

    /** A payload that is no string is meant as the JSON it is. */
    private Binary payload(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return bytes(json.getText());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator copy = factory.createGenerator(out)) {
            copy.copyCurrentStructureExact(json);
        }
        return Binary.wrap(out.toByteArray());
    }

    private static Binary bytes(String text) {
        return Binary.ofText(text);
    }

    private PublishProperties properties(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "has properties that are no JSON object");
        boolean payloadIsText = false;
        Long expiry = null;
        String contentType = null;
        String responseTopic = null;
        Binary correlationData = null;
        List<UserProperty> userProperties = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "payloadFormatIndicator" -> payloadIsText = number(name, json, 1) == 1;
                case "messageExpiryInterval" -> expiry = number(name, json, LARGEST_EXPIRY);
                case "contentType" -> contentType = text(name, json);
                case "responseTopic" -> {
                    responseTopic = text(name, json);
                    String problem = TopicName.problem(responseTopic);
                    expect(problem == null, "has the responseTopic '" + responseTopic + "', which " + problem);
                }
                case "correlationDataBase64" -> correlationData = base64(name, json);
                case "userProperties" -> userProperties(userProperties, json);
                // Only a server says which subscriptions matched ([MQTT-3.3.4-6]).
                case "subscriptionIdentifiers" -> json.skipChildren();
                default ->
                    throw new IllegalArgumentException("has the property '" + name + "', which means nothing here");
            }
        }
        return new PublishProperties(
                payloadIsText, expiry, contentType, responseTopic, correlationData, userProperties, List.of());
    }

    private void userProperties(List<UserProperty> into, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "has userProperties that are no list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken() == JsonToken.START_OBJECT, "has a user property without name and value");
            String name = null;
            String value = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "name" -> name = text(field, json);
                    case "value" -> value = text(field, json);
                    default -> throw new IllegalArgumentException("has a user property with '" + field + "'");
                }
            }
            if (name == null || value == null) {
                throw new IllegalArgumentException("has a user property without name and value");
            }
            into.add(new UserProperty(name, value));
        }
    }

    private static String text(String name, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, "has a " + name + " that is no text");
        String text = json.getText();
        String problem = Utf8.problem(text);
        expect(problem == null, "has a " + name + " that " + problem);
        return text;
    }

    private static Binary base64(String name, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, "has a " + name + " that is no text");
        try {
            return Binary.wrap(Base64.getDecoder().decode(json.getText()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a " + name + " that is not base64", e);
        }
    }

    private static long number(String name, JsonParser json, long most) throws IOException {
        expect(
                json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && json.getText().length() <= 12
                        && json.getLongValue() >= 0
                        && json.getLongValue() <= most,
                "has a " + name + " that is not in 0 to " + most);
        return json.getLongValue();
    }

    private static boolean truth(String name, JsonParser json) {
        expect(json.currentToken().isBoolean(), "has a " + name + " that is neither true nor false");
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static void expect(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
