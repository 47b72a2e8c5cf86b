package io.mqkeep.protocol;

/**
 * Carries a message (3.3 of both versions).
 *
 * @param packetId 1 to 65,535 with QoS 1 and 2; 0 with QoS 0, which has no packet identifier ([MQTT-2.2.1-2])
 * @param dup whether this is a re-delivery; never with QoS 0 ([MQTT-3.3.1-2])
 */
public record Publish(int packetId, boolean dup, Message message) implements Packet {

    public Publish {
        if (message.qos() != QoS.AT_MOST_ONCE) {
            Packet.checkedPacketId(packetId);
        } else if (packetId != 0 || dup) {
            throw new IllegalArgumentException("a QoS 0 PUBLISH has neither a packet identifier nor DUP");
        }
    }

    @Override
    public PacketType type() {
        return PacketType.PUBLISH;
    }

    /** Returns how many bytes this packet takes on the wire, to hold against the server's Maximum Packet Size. */
    public long encodedSize(MqttVersion version) {
        long remaining = 2L + Utf8.length(message.topic()) + message.payload().size();
        if (message.qos() != QoS.AT_MOST_ONCE) {
            remaining += 2;
        }
        if (version == MqttVersion.V5) {
            long properties = propertiesSize(message.properties());
            remaining += WireSize.variableByteInteger(properties) + properties;
        }
        return 1 + WireSize.variableByteInteger(remaining) + remaining;
    }

    private static long propertiesSize(PublishProperties properties) {
        long size = properties.payloadIsText() ? 2 : 0;
        size += properties.messageExpiryInterval() != null ? 5 : 0;
        String contentType = properties.contentType();
        size += contentType != null ? 3 + Utf8.length(contentType) : 0;
        String responseTopic = properties.responseTopic();
        size += responseTopic != null ? 3 + Utf8.length(responseTopic) : 0;
        Binary correlationData = properties.correlationData();
        size += correlationData != null ? 3 + correlationData.size() : 0;
        return size + WireSize.userProperties(properties.userProperties());
    }
}
