package io.mqkeep.protocol;

/**
 * An Application Message: what a publisher says and a subscriber gets, without the packet that carries it.
 *
 * @param topic a valid Topic Name ({@link TopicName})
 */
public record Message(String topic, Binary payload, QoS qos, boolean retain, PublishProperties properties) {

    /** Makes a message without properties that is not retained. */
    public static Message of(String topic, Binary payload, QoS qos) {
        return new Message(topic, payload, qos, false, PublishProperties.NONE);
    }

    public Message withTopic(String other) {
        return new Message(other, payload, qos, retain, properties);
    }

    public Message withPayload(Binary other) {
        return new Message(topic, other, qos, retain, properties);
    }

    public Message withQoS(QoS other) {
        return other == qos ? this : new Message(topic, payload, other, retain, properties);
    }

    public Message withProperties(PublishProperties other) {
        return new Message(topic, payload, qos, retain, other);
    }
}
