package io.mqkeep.protocol;

/** The delivery assurances of MQTT (section 4.3 of both versions). The ordinal is the number on the wire. */
public enum QoS {
    AT_MOST_ONCE,
    AT_LEAST_ONCE,
    EXACTLY_ONCE;

    private static final QoS[] BY_NUMBER = values();

    /** Returns the number on the wire, 0 to 2. */
    public int number() {
        return ordinal();
    }

    /**
     * Returns the QoS with this number.
     *
     * @throws IllegalArgumentException when the number is not 0, 1 or 2
     */
    public static QoS of(int number) {
        if (number < 0 || number > 2) {
            throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + number);
        }
        return BY_NUMBER[number];
    }

    /** Returns the lower of the two. */
    public static QoS lower(QoS a, QoS b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
