package io.mqkeep.transport;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.protocol.Unsubscribe;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.protocol.Utf8;
import io.mqkeep.protocol.Will;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a packet what the codec encodes, in the version of the connection, and checks first what the codec would cut,
 * replace or wrap around without a word.
 */
final class PacketWriter {
    private static final int LONGEST_BINARY = 65_535;

    private final MqttVersion version;
    private @Nullable TopicAliases aliases;

    PacketWriter(MqttVersion version) {
        this.version = version;
    }

    /** From now on topics may be written as numbers. */
    void use(TopicAliases these) {
        aliases = these;
    }

    /**
     * Returns the message to encode.
     *
     * @throws IllegalArgumentException when the packet can't be said in this version or has something invalid in it
     */
    MqttMessage message(Packet packet) {
        // By type and not by pattern: the JVM builds the code of a pattern switch at every start.
        return switch (packet.type()) {
            case CONNECT -> connect((Connect) packet);
            case PUBLISH -> publish((Publish) packet);
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> acknowledgement((Acknowledgement) packet);
            case SUBSCRIBE -> subscribe((Subscribe) packet);
            case UNSUBSCRIBE -> unsubscribe((Unsubscribe) packet);
            case PINGREQ -> new MqttMessage(header(MqttMessageType.PINGREQ));
            case DISCONNECT -> disconnect((Disconnect) packet);
            case AUTH -> auth((Auth) packet);
            case CONNACK, SUBACK, UNSUBACK, PINGRESP ->
                throw new IllegalArgumentException("a client does not send " + packet.type());
        };
    }

    private MqttConnectMessage connect(Connect connect) {
        boolean v5 = version == MqttVersion.V5;
        if (!v5 && connect.userName() == null && connect.password() != null) {
            // 3.1.1: [MQTT-3.1.2-22]
            throw new IllegalArgumentException("MQTT 3.1.1 has no password without a user name");
        }
        if (!v5 && connect.clientId().isEmpty() && !connect.cleanStart()) {
            // 3.1.1: [MQTT-3.1.3-7]
            throw new IllegalArgumentException("MQTT 3.1.1 has no lasting session without a client identifier");
        }
        Will will = connect.will();
        Message willMessage = will == null ? null : will.message();
        MqttConnectVariableHeader variableHeader = new MqttConnectVariableHeader(
                "MQTT",
                version.level(),
                connect.userName() != null,
                connect.password() != null,
                willMessage != null && willMessage.retain(),
                willMessage == null ? 0 : willMessage.qos().number(),
                willMessage != null,
                connect.cleanStart(),
                connect.keepAlive(),
                v5 ? connectProperties(connect.properties()) : MqttProperties.NO_PROPERTIES);
        MqttConnectPayload payload = new MqttConnectPayload(
                text("client identifier", connect.clientId()),
                will == null ? MqttProperties.NO_PROPERTIES : willProperties(will),
                willMessage == null ? null : topic("Will Topic", willMessage.topic()),
                willMessage == null ? null : bytes("Will Payload", willMessage.payload()),
                connect.userName() == null ? null : text("user name", connect.userName()),
                connect.password() == null ? null : bytes("password", connect.password()));
        return new MqttConnectMessage(header(MqttMessageType.CONNECT), variableHeader, payload);
    }

    private static MqttProperties connectProperties(ConnectProperties from) {
        MqttProperties properties = new MqttProperties();
        if (from.sessionExpiryInterval() != 0) {
            add(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, from.sessionExpiryInterval());
        }
        if (from.receiveMaximum() != 65_535) {
            add(properties, MqttProperties.RECEIVE_MAXIMUM, from.receiveMaximum());
        }
        if (from.maximumPacketSize() != null) {
            add(properties, MqttProperties.MAXIMUM_PACKET_SIZE, from.maximumPacketSize());
        }
        if (from.topicAliasMaximum() != 0) {
            add(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, from.topicAliasMaximum());
        }
        if (from.requestResponseInformation()) {
            add(properties, MqttProperties.REQUEST_RESPONSE_INFORMATION, 1);
        }
        if (!from.requestProblemInformation()) {
            add(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 0);
        }
        addText(properties, MqttProperties.AUTHENTICATION_METHOD, "Authentication Method", from.authenticationMethod());
        addBinary(properties, MqttProperties.AUTHENTICATION_DATA, "Authentication Data", from.authenticationData());
        addUserProperties(properties, from.userProperties());
        return properties;
    }

    private MqttProperties willProperties(Will will) {
        if (version != MqttVersion.V5) {
            return MqttProperties.NO_PROPERTIES;
        }
        MqttProperties properties = messageProperties(will.message().properties());
        if (will.delayInterval() != 0) {
            add(properties, MqttProperties.WILL_DELAY_INTERVAL, will.delayInterval());
        }
        return properties;
    }

    private MqttPublishMessage publish(Publish publish) {
        Message message = publish.message();
        MqttFixedHeader header = new MqttFixedHeader(
                MqttMessageType.PUBLISH,
                publish.dup(),
                MqttQoS.valueOf(message.qos().number()),
                message.retain(),
                0);
        MqttProperties properties =
                version == MqttVersion.V5 ? messageProperties(message.properties()) : MqttProperties.NO_PROPERTIES;
        String topic = topic("topic", message.topic());
        TopicAliases.Use alias = alias(publish);
        if (alias != null) {
            add(properties, MqttProperties.TOPIC_ALIAS, alias.alias());
            topic = alias.withTopic() ? topic : "";
        }
        MqttPublishVariableHeader variableHeader = new MqttPublishVariableHeader(topic, publish.packetId(), properties);
        return new MqttPublishMessage(
                header, variableHeader, Unpooled.wrappedBuffer(message.payload().array()));
    }

    /** Returns how to write the topic of a packet that is sent now, or null to write it as it is. */
    TopicAliases.@Nullable Use alias(Publish publish) {
        return aliases == null ? null : aliases.of(publish);
    }

    /** Subscription identifiers are left out: only a server sends them ([MQTT-3.3.4-6]). */
    @SuppressWarnings("ReferenceEquality") // Most messages have the one NONE; an equal other is only slower.
    private static MqttProperties messageProperties(PublishProperties from) {
        MqttProperties properties = new MqttProperties();
        if (from.payloadIsText()) {
            add(properties, MqttProperties.PAYLOAD_FORMAT_INDICATOR, 1);
        }
        if (from.messageExpiryInterval() != null) {
            add(properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, from.messageExpiryInterval());
        }
        addText(properties, MqttProperties.CONTENT_TYPE, "Content Type", from.contentType());
        String responseTopic = from.responseTopic();
        if (responseTopic != null) {
            addText(
                    properties,
                    MqttProperties.RESPONSE_TOPIC,
                    "Response Topic",
                    topic("Response Topic", responseTopic));
        }
        addBinary(properties, MqttProperties.CORRELATION_DATA, "Correlation Data", from.correlationData());
        addUserProperties(properties, from.userProperties());
        return properties;
    }

    private MqttMessage acknowledgement(Acknowledgement acknowledgement) {
        MqttMessageType type = switch (acknowledgement.type()) {
            case PUBACK -> MqttMessageType.PUBACK;
            case PUBREC -> MqttMessageType.PUBREC;
            case PUBREL -> MqttMessageType.PUBREL;
            default -> MqttMessageType.PUBCOMP;
        };
        // Only PUBREL has flags of its own: 0010 ([MQTT-3.6.1-1]), which the codec calls QoS 1.
        MqttQoS flags = acknowledgement.type() == PacketType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(
                new MqttFixedHeader(type, false, flags, false, 0),
                new MqttPubReplyMessageVariableHeader(
                        acknowledgement.packetId(),
                        (byte) acknowledgement.reasonCode().value(),
                        problem(acknowledgement.reasonString(), acknowledgement.userProperties())));
    }

    private MqttSubscribeMessage subscribe(Subscribe subscribe) {
        List<Subscription> subscriptions = subscribe.subscriptions();
        if (subscriptions.isEmpty()) {
            // [MQTT-3.8.3-2]; in 3.1.1 [MQTT-3.8.3-3]
            throw new IllegalArgumentException("SUBSCRIBE needs a topic filter");
        }
        int identifier = subscriptions.getFirst().subscriptionIdentifier();
        List<MqttTopicSubscription> topics = new ArrayList<>(subscriptions.size());
        for (Subscription subscription : subscriptions) {
            if (subscription.subscriptionIdentifier() != identifier) {
                throw new IllegalArgumentException("one SUBSCRIBE has room for one subscription identifier");
            }
            topics.add(new MqttTopicSubscription(filter(subscription.filter()), option(subscription)));
        }
        MqttProperties properties = version == MqttVersion.V5 ? new MqttProperties() : MqttProperties.NO_PROPERTIES;
        if (version == MqttVersion.V5) {
            if (identifier != 0) {
                add(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, identifier);
            }
            addUserProperties(properties, subscribe.userProperties());
        }
        return new MqttSubscribeMessage(
                requestHeader(MqttMessageType.SUBSCRIBE),
                new MqttMessageIdAndPropertiesVariableHeader(subscribe.packetId(), properties),
                new MqttSubscribePayload(topics));
    }

    private static MqttSubscriptionOption option(Subscription subscription) {
        if (subscription.noLocal() && TopicFilter.isShared(subscription.filter())) {
            // [MQTT-3.8.3-4]
            throw new IllegalArgumentException("a shared subscription can't have No Local");
        }
        RetainedHandlingPolicy retainHandling = switch (subscription.retainHandling()) {
            case SEND -> RetainedHandlingPolicy.SEND_AT_SUBSCRIBE;
            case SEND_IF_NEW -> RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS;
            case DO_NOT_SEND -> RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE;
        };
        return new MqttSubscriptionOption(
                MqttQoS.valueOf(subscription.qos().number()),
                subscription.noLocal(),
                subscription.retainAsPublished(),
                retainHandling);
    }

    private MqttUnsubscribeMessage unsubscribe(Unsubscribe unsubscribe) {
        if (unsubscribe.filters().isEmpty()) {
            // [MQTT-3.10.3-2]
            throw new IllegalArgumentException("UNSUBSCRIBE needs a topic filter");
        }
        List<String> filters = new ArrayList<>(unsubscribe.filters().size());
        for (String filter : unsubscribe.filters()) {
            filters.add(filter(filter));
        }
        return new MqttUnsubscribeMessage(
                requestHeader(MqttMessageType.UNSUBSCRIBE),
                new MqttMessageIdAndPropertiesVariableHeader(
                        unsubscribe.packetId(), problem(null, unsubscribe.userProperties())),
                new MqttUnsubscribePayload(filters));
    }

    private MqttMessage disconnect(Disconnect disconnect) {
        MqttProperties properties = problem(disconnect.reasonString(), disconnect.userProperties());
        Long sessionExpiryInterval = disconnect.sessionExpiryInterval();
        if (version == MqttVersion.V5 && sessionExpiryInterval != null) {
            add(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, sessionExpiryInterval);
        }
        return new MqttMessage(
                header(MqttMessageType.DISCONNECT),
                new MqttReasonCodeAndPropertiesVariableHeader(
                        (byte) disconnect.reasonCode().value(), properties));
    }

    private MqttMessage auth(Auth auth) {
        if (version != MqttVersion.V5) {
            throw new IllegalArgumentException("MQTT 3.1.1 has no AUTH");
        }
        MqttProperties properties = problem(auth.reasonString(), auth.userProperties());
        addText(properties, MqttProperties.AUTHENTICATION_METHOD, "Authentication Method", auth.authenticationMethod());
        addBinary(properties, MqttProperties.AUTHENTICATION_DATA, "Authentication Data", auth.authenticationData());
        return new MqttMessage(
                header(MqttMessageType.AUTH),
                new MqttReasonCodeAndPropertiesVariableHeader(
                        (byte) auth.reasonCode().value(), properties));
    }

    private MqttProperties problem(@Nullable String reasonString, List<UserProperty> userProperties) {
        if (version != MqttVersion.V5) {
            return MqttProperties.NO_PROPERTIES;
        }
        MqttProperties properties = new MqttProperties();
        addText(properties, MqttProperties.REASON_STRING, "Reason String", reasonString);
        addUserProperties(properties, userProperties);
        return properties;
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }

    /** SUBSCRIBE and UNSUBSCRIBE have the flags 0010 ([MQTT-3.8.1-1], [MQTT-3.10.1-1]), which the codec calls QoS 1. */
    private static MqttFixedHeader requestHeader(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_LEAST_ONCE, false, 0);
    }

    /** The codec takes 32 bits and writes them as they are: the largest numbers go through it as negative ones. */
    private static void add(MqttProperties properties, int id, long value) {
        properties.add(new MqttProperties.IntegerProperty(id, (int) value));
    }

    private static void addText(MqttProperties properties, int id, String name, @Nullable String value) {
        if (value != null) {
            properties.add(new MqttProperties.StringProperty(id, text(name, value)));
        }
    }

    private static void addBinary(MqttProperties properties, int id, String name, @Nullable Binary value) {
        if (value != null) {
            properties.add(new MqttProperties.BinaryProperty(id, bytes(name, value)));
        }
    }

    private static void addUserProperties(MqttProperties properties, List<UserProperty> userProperties) {
        for (UserProperty property : userProperties) {
            properties.add(new MqttProperties.UserProperty(
                    text("name of a user property", property.name()),
                    text("value of a user property", property.value())));
        }
    }

    private static String text(String name, String text) {
        return valid(name, text, Utf8.problem(text));
    }

    private static String topic(String name, String topic) {
        return valid(name, topic, TopicName.problem(topic));
    }

    private static String filter(String filter) {
        return valid("topic filter", filter, TopicFilter.problem(filter));
    }

    private static String valid(String name, String text, @Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException("the " + name + " " + problem);
        }
        return text;
    }

    private static byte[] bytes(String name, Binary data) {
        if (data.size() > LONGEST_BINARY) {
            // 5.0: 1.5.6; the codec would write the length without its upper bits.
            throw new IllegalArgumentException(
                    "the " + name + " is " + data.size() + " bytes long; the most is " + LONGEST_BINARY);
        }
        return data.array();
    }
}
