package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties that travel with a message (5.0: 3.3.2.3). There is no topic alias: an alias means something only on
 * one connection ([MQTT-3.3.2-7]), so the transport resolves it and no message ever holds one.
 *
 * @param payloadIsText whether the Payload Format Indicator says UTF-8 (1)
 * @param messageExpiryInterval seconds, 0 to 4,294,967,295, or null when the message does not expire
 * @param contentType what the payload is, or null
 * @param responseTopic where an answer is to go, or null
 * @param correlationData what an answer is to carry, or null
 * @param userProperties in the order sent
 * @param subscriptionIdentifiers of the subscriptions that matched; only on messages from the server, each 1 to
 *     268,435,455
 */
public record PublishProperties(
        boolean payloadIsText,
        @Nullable Long messageExpiryInterval,
        @Nullable String contentType,
        @Nullable String responseTopic,
        @Nullable Binary correlationData,
        List<UserProperty> userProperties,
        List<Integer> subscriptionIdentifiers) {

    public static final PublishProperties NONE =
            new PublishProperties(false, null, null, null, null, List.of(), List.of());

    public PublishProperties {
        userProperties = List.copyOf(userProperties);
        subscriptionIdentifiers = List.copyOf(subscriptionIdentifiers);
    }

    public PublishProperties withMessageExpiryInterval(long seconds) {
        return new PublishProperties(
                payloadIsText,
                seconds,
                contentType,
                responseTopic,
                correlationData,
                userProperties,
                subscriptionIdentifiers);
    }
}
