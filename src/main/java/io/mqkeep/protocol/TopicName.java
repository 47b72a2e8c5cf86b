package io.mqkeep.protocol;

import org.jspecify.annotations.Nullable;

/** The rules for the topic a message is published to (section 4.7 of both versions). */
public final class TopicName {
    private TopicName() {}

    /**
     * Says what keeps a text from being a Topic Name.
     *
     * @return the rest of a sentence, or null when the topic can be published to ([MQTT-3.3.2-2], [MQTT-4.7.3-1],
     *     [MQTT-4.7.3-2], [MQTT-4.7.3-3])
     */
    public static @Nullable String problem(String topic) {
        if (topic.isEmpty()) {
            return "is empty";
        }
        if (topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0) {
            return "has a wildcard (# or +), which only a topic filter may have";
        }
        return Utf8.problem(topic);
    }
}
