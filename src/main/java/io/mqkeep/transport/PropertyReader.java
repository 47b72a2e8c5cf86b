package io.mqkeep.transport;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.UserProperty;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one packet as values. The codec gives four-byte numbers as negative ones from 2^31 on; here they are
 * what they were.
 */
final class PropertyReader {
    private final PacketType type;
    private final MqttProperties properties;

    PropertyReader(PacketType type, MqttProperties properties) {
        this.type = type;
        this.properties = properties;
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    boolean has(int id) {
        return properties.getProperty(id) != null;
    }

    /** Returns a Four Byte Integer, 0 to 4,294,967,295. */
    @Nullable
    Long fourByteInteger(int id) {
        Integer value = integer(id);
        return value == null ? null : Integer.toUnsignedLong(value);
    }

    /** Returns a Two Byte Integer, 0 to 65,535. */
    @Nullable
    Integer twoByteInteger(int id) {
        return integer(id);
    }

    /** Returns a byte that is 0 or 1 as a boolean. */
    boolean flag(int id, String name, boolean absent) {
        Integer value = integer(id);
        if (value == null) {
            return absent;
        }
        if (value > 1) {
            throw ProtocolViolation.protocolError(type + " has " + name + " " + value + ", which is neither 0 nor 1");
        }
        return value == 1;
    }

    @Nullable
    String text(int id) {
        return properties.getProperty(id) instanceof MqttProperties.StringProperty property ? property.value() : null;
    }

    @Nullable
    Binary binary(int id) {
        return properties.getProperty(id) instanceof MqttProperties.BinaryProperty property
                ? Binary.wrap(property.value())
                : null;
    }

    List<UserProperty> userProperties() {
        List<? extends MqttProperty<?>> all = all(MqttProperties.USER_PROPERTY);
        if (all.isEmpty()) {
            return List.of();
        }
        List<UserProperty> userProperties = new ArrayList<>(all.size());
        for (MqttProperty<?> property : all) {
            StringPair pair = (StringPair) property.value();
            userProperties.add(new UserProperty(pair.key, pair.value));
        }
        return userProperties;
    }

    List<Integer> subscriptionIdentifiers() {
        List<? extends MqttProperty<?>> all = all(MqttProperties.SUBSCRIPTION_IDENTIFIER);
        if (all.isEmpty()) {
            return List.of();
        }
        List<Integer> identifiers = new ArrayList<>(all.size());
        for (MqttProperty<?> property : all) {
            int identifier = (Integer) property.value();
            if (identifier == 0) {
                // 5.0: 3.3.2.3.8
                throw ProtocolViolation.protocolError(type + " has Subscription Identifier 0");
            }
            identifiers.add(identifier);
        }
        return identifiers;
    }

    private @Nullable Integer integer(int id) {
        return properties.getProperty(id) instanceof MqttProperties.IntegerProperty property ? property.value() : null;
    }

    // The codec's raw type hides a list of MqttProperty<?>.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<? extends MqttProperty<?>> all(int id) {
        return (List) properties.getProperties(id);
    }
}
