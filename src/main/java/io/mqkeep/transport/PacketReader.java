package io.mqkeep.transport;

import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.UserProperty;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of what the codec decoded, on one connection, and checks what the codec does not. A topic alias ends
 * here: the message that comes out has its topic.
 */
final class PacketReader {
    private final Handshake handshake;
    private final Map<Integer, String> topicByAlias = new HashMap<>();

    PacketReader(Handshake handshake) {
        this.handshake = handshake;
    }

    /**
     * Returns the packet.
     *
     * @throws ProtocolViolation when the standard does not allow it
     */
    Packet read(MqttMessage message) {
        // First thing: a message that failed is of no class of its own, and its parts may be null.
        if (message.decoderResult().isFailure()) {
            throw ProtocolViolation.malformed(failure(message));
        }
        Packet packet = switch (message.fixedHeader().messageType()) {
            case CONNACK -> connAck((MqttConnAckMessage) message);
            case PUBLISH -> publish((MqttPublishMessage) message);
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> acknowledgement(message);
            case SUBACK -> subAck((MqttSubAckMessage) message);
            case UNSUBACK -> unsubAck((MqttUnsubAckMessage) message);
            case PINGRESP -> new PingResp();
            case DISCONNECT -> disconnect(message);
            case AUTH -> auth(message);
            case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ ->
                throw ProtocolViolation.protocolError(
                        "a server may not send " + message.fixedHeader().messageType());
        };
        checkOrder(packet);
        return packet;
    }

    private static String failure(MqttMessage message) {
        MqttFixedHeader header = message.fixedHeader();
        String reason = message.decoderResult().cause().getMessage();
        return (header == null ? "a packet" : header.messageType().name())
                + " is malformed: "
                + (reason == null ? message.decoderResult().cause().toString() : Quoted.escaped(reason));
    }

    /** CONNACK comes first and once ([MQTT-3.2.0-1], [MQTT-3.2.0-2]); only AUTH may come before it. */
    private void checkOrder(Packet packet) {
        if (packet instanceof ConnAck) {
            if (handshake.answered()) {
                throw ProtocolViolation.protocolError("a second CONNACK came");
            }
            handshake.answer();
        } else if (!handshake.answered() && !(packet instanceof Auth)) {
            String reason = packet instanceof Disconnect disconnect ? " (" + disconnect.reasonCode() + ")" : "";
            throw ProtocolViolation.protocolError(packet.type() + reason + " came before CONNACK");
        }
    }

    private ConnAck connAck(MqttConnAckMessage message) {
        int code = message.variableHeader().connectReturnCode().byteValue() & 0xFF;
        boolean sessionPresent = message.variableHeader().isSessionPresent();
        if (!handshake.isV5()) {
            return new ConnAck(sessionPresent, ReturnCode.asReasonCode(code), ConnAckProperties.DEFAULT);
        }
        PropertyReader properties =
                new PropertyReader(PacketType.CONNACK, message.variableHeader().properties());
        ReasonCode reasonCode = ReasonCodes.of(PacketType.CONNACK, code);
        return new ConnAck(sessionPresent, reasonCode, connAckProperties(properties));
    }

    private ConnAckProperties connAckProperties(PropertyReader properties) {
        Integer receiveMaximum = properties.twoByteInteger(MqttProperties.RECEIVE_MAXIMUM);
        if (receiveMaximum != null && receiveMaximum == 0) {
            // 5.0: 3.2.2.3.3
            throw ProtocolViolation.protocolError("CONNACK has Receive Maximum 0");
        }
        Long maximumPacketSize = properties.fourByteInteger(MqttProperties.MAXIMUM_PACKET_SIZE);
        if (maximumPacketSize != null && maximumPacketSize == 0) {
            // 5.0: 3.2.2.3.6
            throw ProtocolViolation.protocolError("CONNACK has Maximum Packet Size 0");
        }
        boolean qos1 = properties.flag(MqttProperties.MAXIMUM_QOS, "Maximum QoS", true);
        boolean limitsQoS = properties.has(MqttProperties.MAXIMUM_QOS);
        Integer topicAliasMaximum = properties.twoByteInteger(MqttProperties.TOPIC_ALIAS_MAXIMUM);
        String authenticationMethod = properties.text(MqttProperties.AUTHENTICATION_METHOD);
        checkAuthenticationMethod(PacketType.CONNACK, authenticationMethod);
        return new ConnAckProperties(
                properties.fourByteInteger(MqttProperties.SESSION_EXPIRY_INTERVAL),
                receiveMaximum == null ? 65_535 : receiveMaximum,
                !limitsQoS ? QoS.EXACTLY_ONCE : qos1 ? QoS.AT_LEAST_ONCE : QoS.AT_MOST_ONCE,
                properties.flag(MqttProperties.RETAIN_AVAILABLE, "Retain Available", true),
                maximumPacketSize,
                properties.text(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER),
                topicAliasMaximum == null ? 0 : topicAliasMaximum,
                properties.text(MqttProperties.REASON_STRING),
                properties.userProperties(),
                properties.flag(
                        MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, "Wildcard Subscription Available", true),
                properties.flag(
                        MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, "Subscription Identifiers Available", true),
                properties.flag(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, "Shared Subscription Available", true),
                properties.twoByteInteger(MqttProperties.SERVER_KEEP_ALIVE),
                properties.text(MqttProperties.RESPONSE_INFORMATION),
                properties.text(MqttProperties.SERVER_REFERENCE),
                authenticationMethod,
                properties.binary(MqttProperties.AUTHENTICATION_DATA));
    }

    private Publish publish(MqttPublishMessage message) {
        MqttFixedHeader header = message.fixedHeader();
        QoS qos = QoS.of(header.qosLevel().value());
        PropertyReader properties =
                new PropertyReader(PacketType.PUBLISH, message.variableHeader().properties());
        String topic = topic(message.variableHeader().topicName(), properties);
        Message content =
                new Message(topic, copy(message.payload()), qos, header.isRetain(), publishProperties(properties));
        int packetId = qos == QoS.AT_MOST_ONCE ? 0 : message.variableHeader().packetId();
        return new Publish(packetId, header.isDup(), content);
    }

    private static PublishProperties publishProperties(PropertyReader properties) {
        if (properties.isEmpty()) {
            return PublishProperties.NONE;
        }
        String responseTopic = properties.text(MqttProperties.RESPONSE_TOPIC);
        String problem = responseTopic == null ? null : TopicName.problem(responseTopic);
        if (problem != null) {
            // [MQTT-3.3.2-14]
            throw ProtocolViolation.protocolError("PUBLISH has a Response Topic that " + problem);
        }
        return new PublishProperties(
                properties.flag(MqttProperties.PAYLOAD_FORMAT_INDICATOR, "Payload Format Indicator", false),
                properties.fourByteInteger(MqttProperties.PUBLICATION_EXPIRY_INTERVAL),
                properties.text(MqttProperties.CONTENT_TYPE),
                responseTopic,
                properties.binary(MqttProperties.CORRELATION_DATA),
                properties.userProperties(),
                properties.subscriptionIdentifiers());
    }

    private String topic(String topic, PropertyReader properties) {
        Integer alias = properties.twoByteInteger(MqttProperties.TOPIC_ALIAS);
        if (alias == null) {
            checkTopic(topic);
            return topic;
        }
        if (alias == 0 || alias > handshake.topicAliasMaximum()) {
            // [MQTT-3.3.2-8], [MQTT-3.1.2-26]
            throw ProtocolViolation.with(
                    ReasonCode.TOPIC_ALIAS_INVALID,
                    "PUBLISH has Topic Alias " + alias + "; the Topic Alias Maximum is "
                            + handshake.topicAliasMaximum());
        }
        if (topic.isEmpty()) {
            String known = topicByAlias.get(alias);
            if (known == null) {
                // 5.0: 3.3.2.3.4
                throw ProtocolViolation.protocolError("PUBLISH has Topic Alias " + alias + ", which has no topic yet");
            }
            return known;
        }
        checkTopic(topic);
        topicByAlias.put(alias, topic);
        return topic;
    }

    private static void checkTopic(String topic) {
        String problem = TopicName.problem(topic);
        if (problem != null) {
            // [MQTT-3.3.2-2], [MQTT-4.7.3-1]; without an alias 5.0: 3.3.2.1
            throw ProtocolViolation.protocolError("PUBLISH has a topic that " + problem);
        }
    }

    private Packet acknowledgement(MqttMessage message) {
        PacketType type = switch (message.fixedHeader().messageType()) {
            case PUBACK -> PacketType.PUBACK;
            case PUBREC -> PacketType.PUBREC;
            case PUBREL -> PacketType.PUBREL;
            default -> PacketType.PUBCOMP;
        };
        MqttPubReplyMessageVariableHeader header = (MqttPubReplyMessageVariableHeader) message.variableHeader();
        int packetId = header.messageId();
        ReasonCode reasonCode = ReasonCode.SUCCESS;
        String reasonString = null;
        List<UserProperty> userProperties = List.of();
        // MQTT 3.1.1 has no reason codes: a third byte, which the codec takes for one, means nothing there.
        if (handshake.isV5()) {
            PropertyReader properties = new PropertyReader(type, header.properties());
            reasonCode = ReasonCodes.of(type, header.reasonCode());
            reasonString = properties.text(MqttProperties.REASON_STRING);
            userProperties = properties.userProperties();
            checkProblemInformation(type, reasonString, userProperties);
        }
        return switch (type) {
            case PUBACK -> new PubAck(packetId, reasonCode, reasonString, userProperties);
            case PUBREC -> new PubRec(packetId, reasonCode, reasonString, userProperties);
            case PUBREL -> new PubRel(packetId, reasonCode, reasonString, userProperties);
            default -> new PubComp(packetId, reasonCode, reasonString, userProperties);
        };
    }

    private SubAck subAck(MqttSubAckMessage message) {
        MqttMessageIdAndPropertiesVariableHeader header = message.idAndPropertiesVariableHeader();
        PropertyReader properties = new PropertyReader(PacketType.SUBACK, header.properties());
        List<ReasonCode> codes = new ArrayList<>();
        for (int value : message.payload().reasonCodes()) {
            codes.add(ReasonCodes.of(PacketType.SUBACK, value));
        }
        String reasonString = properties.text(MqttProperties.REASON_STRING);
        List<UserProperty> userProperties = properties.userProperties();
        checkProblemInformation(PacketType.SUBACK, reasonString, userProperties);
        return new SubAck(header.messageId(), codes, reasonString, userProperties);
    }

    private UnsubAck unsubAck(MqttUnsubAckMessage message) {
        MqttMessageIdAndPropertiesVariableHeader header = message.idAndPropertiesVariableHeader();
        if (!handshake.isV5()) {
            return new UnsubAck(header.messageId(), List.of(), null, List.of());
        }
        PropertyReader properties = new PropertyReader(PacketType.UNSUBACK, header.properties());
        List<ReasonCode> codes = new ArrayList<>();
        for (int value : message.payload().unsubscribeReasonCodes()) {
            codes.add(ReasonCodes.of(PacketType.UNSUBACK, value));
        }
        String reasonString = properties.text(MqttProperties.REASON_STRING);
        List<UserProperty> userProperties = properties.userProperties();
        checkProblemInformation(PacketType.UNSUBACK, reasonString, userProperties);
        return new UnsubAck(header.messageId(), codes, reasonString, userProperties);
    }

    private static Disconnect disconnect(MqttMessage message) {
        MqttReasonCodeAndPropertiesVariableHeader header =
                (MqttReasonCodeAndPropertiesVariableHeader) message.variableHeader();
        PropertyReader properties = new PropertyReader(PacketType.DISCONNECT, header.properties());
        if (properties.has(MqttProperties.SESSION_EXPIRY_INTERVAL)) {
            // [MQTT-3.14.2-2]
            throw ProtocolViolation.protocolError("DISCONNECT from the server has a Session Expiry Interval");
        }
        return new Disconnect(
                ReasonCodes.of(PacketType.DISCONNECT, header.reasonCode()),
                null,
                properties.text(MqttProperties.REASON_STRING),
                properties.userProperties(),
                properties.text(MqttProperties.SERVER_REFERENCE));
    }

    private Auth auth(MqttMessage message) {
        MqttReasonCodeAndPropertiesVariableHeader header =
                (MqttReasonCodeAndPropertiesVariableHeader) message.variableHeader();
        PropertyReader properties = new PropertyReader(PacketType.AUTH, header.properties());
        String method = properties.text(MqttProperties.AUTHENTICATION_METHOD);
        if (handshake.authenticationMethod() == null) {
            // [MQTT-4.12.0-6]
            throw ProtocolViolation.protocolError("AUTH came, but CONNECT asked for no authentication method");
        }
        checkAuthenticationMethod(PacketType.AUTH, method);
        String reasonString = properties.text(MqttProperties.REASON_STRING);
        List<UserProperty> userProperties = properties.userProperties();
        checkProblemInformation(PacketType.AUTH, reasonString, userProperties);
        return new Auth(
                ReasonCodes.of(PacketType.AUTH, header.reasonCode()),
                method,
                properties.binary(MqttProperties.AUTHENTICATION_DATA),
                reasonString,
                userProperties);
    }

    /** The method is CONNECT's or none ([MQTT-4.12.0-5], [MQTT-4.12.0-6]). */
    private void checkAuthenticationMethod(PacketType type, @Nullable String method) {
        if (method != null && !method.equals(handshake.authenticationMethod())) {
            throw ProtocolViolation.protocolError(type + " has an Authentication Method that CONNECT did not have");
        }
    }

    /** Who asked for no problem information must get none but in PUBLISH, CONNACK and DISCONNECT ([MQTT-3.1.2-29]). */
    private void checkProblemInformation(
            PacketType type, @Nullable String reasonString, List<UserProperty> properties) {
        if (!handshake.problemInformationRequested() && (reasonString != null || !properties.isEmpty())) {
            throw ProtocolViolation.protocolError(type + " has problem information, which CONNECT asked to leave out");
        }
    }

    /** The codec's payload is a slice of a buffer that is used again: copied once, here. */
    private static Binary copy(ByteBuf payload) {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes);
        return Binary.wrap(bytes);
    }
}
