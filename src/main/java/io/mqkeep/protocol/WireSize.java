package io.mqkeep.protocol;

import java.util.List;

/** How many bytes things take on the wire in MQTT 5, to hold against the server's Maximum Packet Size. */
final class WireSize {
    private WireSize() {}

    /** Returns the size of a number in the form of 1.5.5. */
    static int variableByteInteger(long value) {
        return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
    }

    /** Returns the size of user properties, with their identifiers. */
    static long userProperties(List<UserProperty> properties) {
        long size = 0;
        for (UserProperty property : properties) {
            size += 5 + Utf8.length(property.name()) + Utf8.length(property.value());
        }
        return size;
    }

    /** Returns the size of a packet whose body is a packet identifier, these properties and this payload. */
    static long request(long properties, long payload) {
        long remaining = 2 + variableByteInteger(properties) + properties + payload;
        return 1 + variableByteInteger(remaining) + remaining;
    }
}
