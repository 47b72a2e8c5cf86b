package io.mqkeep.testing;

/**
 * Properties of MQTT 5 as bytes, each with its identifier (5.0: 2.2.2.2). {@link RawPackets} puts the Property Length
 * before them. Nothing is checked: tests send what the standard forbids.
 */
public final class RawProperties {
    public static final int PAYLOAD_FORMAT_INDICATOR = 0x01;
    public static final int MESSAGE_EXPIRY_INTERVAL = 0x02;
    public static final int CONTENT_TYPE = 0x03;
    public static final int RESPONSE_TOPIC = 0x08;
    public static final int CORRELATION_DATA = 0x09;
    public static final int SUBSCRIPTION_IDENTIFIER = 0x0B;
    public static final int SESSION_EXPIRY_INTERVAL = 0x11;
    public static final int ASSIGNED_CLIENT_IDENTIFIER = 0x12;
    public static final int SERVER_KEEP_ALIVE = 0x13;
    public static final int AUTHENTICATION_METHOD = 0x15;
    public static final int AUTHENTICATION_DATA = 0x16;
    public static final int REQUEST_PROBLEM_INFORMATION = 0x17;
    public static final int WILL_DELAY_INTERVAL = 0x18;
    public static final int REQUEST_RESPONSE_INFORMATION = 0x19;
    public static final int RESPONSE_INFORMATION = 0x1A;
    public static final int SERVER_REFERENCE = 0x1C;
    public static final int REASON_STRING = 0x1F;
    public static final int RECEIVE_MAXIMUM = 0x21;
    public static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    public static final int TOPIC_ALIAS = 0x23;
    public static final int MAXIMUM_QOS = 0x24;
    public static final int RETAIN_AVAILABLE = 0x25;
    public static final int USER_PROPERTY = 0x26;
    public static final int MAXIMUM_PACKET_SIZE = 0x27;
    public static final int WILDCARD_SUBSCRIPTION_AVAILABLE = 0x28;
    public static final int SUBSCRIPTION_IDENTIFIER_AVAILABLE = 0x29;
    public static final int SHARED_SUBSCRIPTION_AVAILABLE = 0x2A;

    private RawProperties() {}

    /** Returns a property whose value is one byte. */
    public static byte[] oneByte(int id, int value) {
        return Bytes.concat(Bytes.number(id, 1), Bytes.number(value, 1));
    }

    /** Returns a property whose value is a Two Byte Integer. */
    public static byte[] twoBytes(int id, int value) {
        return Bytes.concat(Bytes.number(id, 1), Bytes.number(value, 2));
    }

    /** Returns a property whose value is a Four Byte Integer. */
    public static byte[] fourBytes(int id, long value) {
        return Bytes.concat(Bytes.number(id, 1), Bytes.number(value, 4));
    }

    /** Returns a Subscription Identifier, the one property whose value is a Variable Byte Integer. */
    public static byte[] subscriptionIdentifier(int value) {
        return Bytes.concat(Bytes.number(SUBSCRIPTION_IDENTIFIER, 1), Bytes.variableByteInteger(value));
    }

    /** Returns a property whose value is a UTF-8 Encoded String. */
    public static byte[] text(int id, String value) {
        return Bytes.concat(Bytes.number(id, 1), Bytes.text(value));
    }

    /** Returns a property whose value is Binary Data. */
    public static byte[] binary(int id, byte[] value) {
        return Bytes.concat(Bytes.number(id, 1), Bytes.binary(value));
    }

    /** Returns a User Property. */
    public static byte[] user(String name, String value) {
        return Bytes.concat(Bytes.number(USER_PROPERTY, 1), Bytes.text(name), Bytes.text(value));
    }
}
