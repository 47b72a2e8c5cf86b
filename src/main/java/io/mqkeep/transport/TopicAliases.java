package io.mqkeep.transport;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Publish;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for topics on the way to the server (5.0: 3.3.2.3.4). They end with the connection
 * ([MQTT-3.3.2-7]), and nobody else sees them.
 *
 * <p>A topic gets its number when it is published to for the second time: a number that is used once only makes a packet
 * longer.
 */
final class TopicAliases {
    /** Enough for what is written by hand or by a device; what a server allows may be far more. */
    private static final int MOST = 1024;

    /** The property itself, and another byte in each of the two lengths it may lengthen. */
    private static final int COST = 5;

    private final int maximum;
    private final @Nullable Long maximumPacketSize;
    private final Map<String, Topic> topics = new HashMap<>();

    /**
     * @param maximum the server's Topic Alias Maximum, 0 to 65,535 ([MQTT-3.2.2-17], [MQTT-3.2.2-18])
     * @param maximumPacketSize the server's, bytes, or null for no limit
     */
    TopicAliases(int maximum, @Nullable Long maximumPacketSize) {
        this.maximum = Math.min(maximum, MOST);
        this.maximumPacketSize = maximumPacketSize;
    }

    /** How to write a topic: with its number, and without itself when the server knows the number. */
    record Use(int alias, boolean withTopic) {}

    private static final class Topic {
        final int alias;
        boolean told;

        Topic(int alias) {
            this.alias = alias;
        }
    }

    /** Returns how to write the topic of a packet that is sent now, or null to write it as it is. */
    @Nullable
    Use of(Publish publish) {
        String topic = publish.message().topic();
        Topic known = topics.get(topic);
        if (known == null) {
            if (topics.size() < maximum) {
                topics.put(topic, new Topic(topics.size() + 1));
            }
            return null;
        }
        if (known.told) {
            return new Use(known.alias, false);
        }
        if (maximumPacketSize != null && publish.encodedSize(MqttVersion.V5) + COST > maximumPacketSize) {
            return null;
        }
        known.told = true;
        return new Use(known.alias, true);
    }
}
