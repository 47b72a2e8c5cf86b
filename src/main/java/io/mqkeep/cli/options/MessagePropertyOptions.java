package io.mqkeep.cli.options;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What travels with a message (5.0: 3.3.2.3); MQTT 3.1.1 has none of it. */
@Heading("Message properties (MQTT 5)")
public final class MessagePropertyOptions {
    @Option(names = "--payload-format-indicator", description = "Say that the payload is UTF-8 text.")
    private boolean payloadIsText;

    @Option(
            names = {"--message-expiry", "--message-expiry-interval"},
            paramLabel = "TIME",
            converter = PropertyConverters.Interval.class,
            description = "How long the message is worth delivering. The time it waits in the session counts too.")
    private @Nullable Long messageExpiry;

    @Option(
            names = "--content-type",
            paramLabel = "TEXT",
            converter = Converters.Text.class,
            description = "What the payload is, such as application/json.")
    private @Nullable String contentType;

    @Option(
            names = {"-e", "--response-topic"},
            paramLabel = "TOPIC",
            converter = PropertyConverters.ResponseTopic.class,
            description = "Where an answer is to go.")
    private @Nullable String responseTopic;

    @Option(
            names = "--correlation-data",
            paramLabel = "BYTES",
            converter = PropertyConverters.Bytes.class,
            description = "What an answer is to carry: a text, hex:00FF or base64:AP8=.")
    private @Nullable Binary correlationData;

    @Option(
            names = "--user-property",
            paramLabel = "NAME=VALUE",
            converter = PropertyConverters.User.class,
            description = "A property of your own; may be given several times.")
    private List<UserProperty> userProperties = new ArrayList<>();

    public PublishProperties properties() {
        return new PublishProperties(
                payloadIsText, messageExpiry, contentType, responseTopic, correlationData, userProperties, List.of());
    }

    /** Returns the first of these options that was given, or null. */
    public @Nullable String given() {
        return given(true);
    }

    /** Returns the first of these options but {@code --response-topic} that was given, or null. */
    public @Nullable String givenBesideResponseTopic() {
        return given(false);
    }

    private @Nullable String given(boolean withResponseTopic) {
        return new FirstGiven()
                .option("--payload-format-indicator", payloadIsText)
                .option("--message-expiry", messageExpiry)
                .option("--content-type", contentType)
                .option("--response-topic", withResponseTopic ? responseTopic : null)
                .option("--correlation-data", correlationData)
                .option("--user-property", userProperties)
                .name();
    }
}
