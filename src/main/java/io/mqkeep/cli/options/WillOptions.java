package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.protocol.Will;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server publishes when the connection breaks (3.1.2.5 of both versions). */
@Heading("Will options")
public final class WillOptions {
    private static final int LARGEST = 65_535;

    @Option(
            names = "--will-topic",
            paramLabel = "TOPIC",
            converter = Converters.Topic.class,
            description = "Have the server publish a message there when the connection ends without DISCONNECT."
                    + " A session does not remember it.")
    private @Nullable String topic;

    @Option(names = "--will-payload", paramLabel = "TEXT", description = "Its payload. Default: empty.")
    private @Nullable String payload;

    @Option(
            names = "--will-file",
            paramLabel = "FILE",
            description = "Its payload is this file, of at most 65535 bytes.")
    private @Nullable Path file;

    @Option(
            names = "--will-qos",
            paramLabel = "0|1|2",
            converter = Converters.QualityOfService.class,
            description = "Its quality of service. Default: 0.")
    private @Nullable QoS qos;

    @Option(names = "--will-retain", description = "The server keeps it for later subscribers.")
    private boolean retain;

    @Option(
            names = "--disconnect-with-will",
            description = "End with DISCONNECT 0x04, so that the server publishes the will all the same (MQTT 5).")
    private boolean disconnectWithWill;

    @Option(
            names = {"--will-delay", "--will-delay-interval"},
            paramLabel = "TIME",
            converter = PropertyConverters.Interval.class,
            description = "Publish it only when the client has not come back after this time, or its session ends"
                    + " (MQTT 5).")
    private @Nullable Long delay;

    @Option(names = "--will-payload-format-indicator", description = "Say that its payload is UTF-8 text (MQTT 5).")
    private boolean payloadIsText;

    @Option(
            names = {"--will-message-expiry", "--will-message-expiry-interval"},
            paramLabel = "TIME",
            converter = PropertyConverters.Interval.class,
            description = "How long it is worth delivering once it is published (MQTT 5).")
    private @Nullable Long messageExpiry;

    @Option(
            names = "--will-content-type",
            paramLabel = "TEXT",
            converter = Converters.Text.class,
            description = "What its payload is (MQTT 5).")
    private @Nullable String contentType;

    @Option(
            names = "--will-response-topic",
            paramLabel = "TOPIC",
            converter = PropertyConverters.ResponseTopic.class,
            description = "Where an answer to it is to go (MQTT 5).")
    private @Nullable String responseTopic;

    @Option(
            names = "--will-correlation-data",
            paramLabel = "BYTES",
            converter = PropertyConverters.Bytes.class,
            description = "What an answer to it is to carry: a text, hex:00FF or base64:AP8= (MQTT 5).")
    private @Nullable Binary correlationData;

    @Option(
            names = "--will-user-property",
            paramLabel = "NAME=VALUE",
            converter = PropertyConverters.User.class,
            description = "A property of your own; may be given several times (MQTT 5).")
    private List<UserProperty> userProperties = new ArrayList<>();

    boolean disconnectWithWill() {
        return disconnectWithWill;
    }

    /**
     * Returns the Will, or null when none is wanted.
     *
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together or the payload can't be read
     */
    @Nullable
    Will will(Path directory) {
        if (topic == null) {
            String alone = new FirstGiven()
                    .option("--will-payload", payload)
                    .option("--will-file", file)
                    .option("--will-qos", qos)
                    .option("--will-retain", retain)
                    .or(given())
                    .name();
            if (alone != null) {
                throw Failure.usage(alone + " needs --will-topic");
            }
            return null;
        }
        PublishProperties properties = new PublishProperties(
                payloadIsText, messageExpiry, contentType, responseTopic, correlationData, userProperties, List.of());
        Message message =
                new Message(topic, payload(directory), qos == null ? QoS.AT_MOST_ONCE : qos, retain, properties);
        return new Will(message, delay == null ? 0 : delay);
    }

    private Binary payload(Path directory) {
        if (file != null && payload != null) {
            throw Failure.usage("--will-payload and --will-file both give the payload");
        }
        Binary bytes = file != null ? contents(directory.resolve(file)) : Binary.ofText(payload == null ? "" : payload);
        if (bytes.size() > LARGEST) {
            // It is Binary Data in CONNECT, with two bytes for its length (3.1.3.4; in 3.1.1 3.1.3.3).
            throw Failure.usage((file != null ? "--will-file" : "--will-payload") + ": a will has at most " + LARGEST
                    + " bytes of payload");
        }
        return bytes;
    }

    private static Binary contents(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return Binary.wrap(in.readNBytes(LARGEST + 1));
        } catch (NoSuchFileException e) {
            throw Failure.usage("--will-file: there is no file " + path);
        } catch (IOException e) {
            throw Failure.usage("--will-file: " + path + " can't be read: " + e.getMessage());
        }
    }

    /** Returns the first of these options that was given and is not in MQTT 3.1.1, or null. */
    @Nullable
    String given() {
        return new FirstGiven()
                .option("--disconnect-with-will", disconnectWithWill)
                .option("--will-delay", delay)
                .option("--will-payload-format-indicator", payloadIsText)
                .option("--will-message-expiry", messageExpiry)
                .option("--will-content-type", contentType)
                .option("--will-response-topic", responseTopic)
                .option("--will-correlation-data", correlationData)
                .option("--will-user-property", userProperties)
                .name();
    }
}
