package io.mqkeep.store;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.HeldSubscription;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.ReceivedId;
import io.mqkeep.session.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a {@link SavedDocument}. What is absent is left out; there are no nulls. */
final class DocumentWriter {
    private static final String NEVER = "never";

    private final OutputStream out;
    private final JsonGenerator json;

    DocumentWriter(OutputStream out) throws IOException {
        this.out = out;
        json = new JsonFactory()
                .createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                // A failure in the middle must leave a document that is seen to be cut off.
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .setCharacterEscapes(new HarmlessText())
                .setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    }

    void write(SavedDocument document) throws IOException {
        Snapshot session = document.session();
        json.writeStartObject();
        json.writeStringField("format", SavedDocument.FORMAT);
        json.writeNumberField("version", SavedDocument.VERSION);
        optionalText("name", document.name());
        instant("savedAt", document.savedAt());
        identity(session.identity());
        json.writeStringField("phase", session.phase().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("incarnations");
        for (String incarnation : session.incarnations()) {
            json.writeString(incarnation);
        }
        json.writeEndArray();
        json.writeNumberField("nextNumber", session.nextNumber());
        optionalNumber("grantedSessionExpiryInterval", session.grantedSessionExpiryInterval());
        optionalInstant("connectedAt", session.connectedAt());
        optionalInstant("closedAt", session.closedAt());
        optionalInstant("lostAt", session.lostAt());
        keptByServerUntil(session.keptByServerUntil());
        subscriptions(session);
        messages(session);
        json.writeArrayFieldStart("keys");
        for (Map.Entry<String, Long> key : session.keys().entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", key.getKey());
            json.writeNumberField("number", key.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("inputs");
        for (InputPosition input : session.inputs()) {
            input(input);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        out.write('\n');
        out.flush();
    }

    private void identity(Identity identity) throws IOException {
        json.writeObjectFieldStart("identity");
        ServerAddress server = identity.server();
        if (server != null) {
            json.writeObjectFieldStart("server");
            if (server.isUnixSocket()) {
                json.writeStringField("unixSocket", server.host());
            } else {
                json.writeStringField("host", server.host());
                json.writeNumberField("port", server.port());
            }
            json.writeEndObject();
        }
        RouteJson.write(identity.route(), json);
        json.writeStringField("clientId", identity.clientId());
        json.writeStringField("mqttVersion", identity.version().toString());
        json.writeNumberField("sessionExpiryInterval", identity.sessionExpiryInterval());
        json.writeNumberField("keepAlive", identity.keepAlive());
        optionalText("userName", identity.userName());
        switch (identity.passwordSource()) {
            case null -> {}
            case PasswordSource.InFile(String path) -> json.writeStringField("passwordFile", path);
            case PasswordSource.InVariable(String name) -> json.writeStringField("passwordVariable", name);
        }
        json.writeEndObject();
    }

    private void keptByServerUntil(@Nullable Long until) throws IOException {
        if (until != null && until == Long.MAX_VALUE) {
            json.writeStringField("serverKeepsUntil", NEVER);
        } else {
            optionalInstant("serverKeepsUntil", until);
        }
    }

    private void subscriptions(Snapshot session) throws IOException {
        json.writeArrayFieldStart("subscriptions");
        for (HeldSubscription held : session.subscriptions()) {
            Subscription subscription = held.subscription();
            json.writeStartObject();
            json.writeStringField("filter", subscription.filter());
            json.writeNumberField("qos", subscription.qos().number());
            json.writeBooleanField("noLocal", subscription.noLocal());
            json.writeBooleanField("retainAsPublished", subscription.retainAsPublished());
            json.writeNumberField(
                    "retainHandling", subscription.retainHandling().number());
            if (subscription.subscriptionIdentifier() != 0) {
                json.writeNumberField("subscriptionIdentifier", subscription.subscriptionIdentifier());
            }
            if (!held.userProperties().isEmpty()) {
                userProperties(held.userProperties());
            }
            if (held.granted() != null) {
                json.writeNumberField("granted", held.granted().value());
            }
            json.writeBooleanField("ending", held.ending());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void userProperties(List<UserProperty> userProperties) throws IOException {
        json.writeArrayFieldStart("userProperties");
        for (UserProperty property : userProperties) {
            json.writeStartObject();
            json.writeStringField("name", property.name());
            json.writeStringField("value", property.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void messages(Snapshot session) throws IOException {
        json.writeArrayFieldStart("inFlight");
        for (OutgoingMessage sent : session.inFlight()) {
            json.writeStartObject();
            json.writeNumberField("packetId", sent.packetId());
            json.writeStringField("awaits", sent.awaits().name());
            json.writeNumberField("number", sent.number());
            instant("at", sent.at());
            message(sent.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("queued");
        for (QueuedMessage queued : session.queued()) {
            json.writeStartObject();
            json.writeNumberField("number", queued.number());
            instant("at", queued.at());
            message(queued.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("received");
        for (ReceivedId id : session.received()) {
            json.writeStartObject();
            json.writeNumberField("packetId", id.packetId());
            instant("at", id.at());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("inbox");
        for (InboxMessage held : session.inbox()) {
            json.writeStartObject();
            json.writeNumberField("number", held.number());
            instant("at", held.at());
            json.writeBooleanField("dup", held.dup());
            message(held.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void message(Message message) throws IOException {
        json.writeStringField("topic", message.topic());
        json.writeNumberField("qos", message.qos().number());
        json.writeBooleanField("retain", message.retain());
        binary("payload", message.payload());
        if (!message.properties().equals(PublishProperties.NONE)) {
            properties(message.properties());
        }
    }

    private void properties(PublishProperties properties) throws IOException {
        json.writeObjectFieldStart("properties");
        json.writeBooleanField("payloadIsText", properties.payloadIsText());
        optionalNumber("messageExpiryInterval", properties.messageExpiryInterval());
        optionalText("contentType", properties.contentType());
        optionalText("responseTopic", properties.responseTopic());
        if (properties.correlationData() != null) {
            binary("correlationData", properties.correlationData());
        }
        userProperties(properties.userProperties());
        json.writeArrayFieldStart("subscriptionIdentifiers");
        for (int identifier : properties.subscriptionIdentifiers()) {
            json.writeNumber(identifier);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void input(InputPosition input) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", input.file());
        json.writeStringField("topic", input.topic());
        json.writeNumberField("qos", input.qos().number());
        json.writeNumberField("offset", input.offset());
        json.writeNumberField("lines", input.lines());
        // As text: most readers of JSON round a number of 64 bits.
        json.writeStringField("hash", HexFormat.of().toHexDigits(input.hash()));
        json.writeEndObject();
    }

    /** Text where the bytes are text, so that a person can read it; both come back as the same bytes. */
    private void binary(String name, Binary binary) throws IOException {
        String text = binary.text();
        if (text != null) {
            json.writeStringField(name, text);
        } else {
            json.writeBinaryField(name + "Base64", binary.array());
        }
    }

    private void optionalText(String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    private void optionalNumber(String name, @Nullable Long number) throws IOException {
        if (number != null) {
            json.writeNumberField(name, number);
        }
    }

    private void instant(String name, long at) throws IOException {
        json.writeStringField(name, Instant.ofEpochMilli(at).toString());
    }

    private void optionalInstant(String name, @Nullable Long at) throws IOException {
        if (at != null) {
            instant(name, at);
        }
    }
}
