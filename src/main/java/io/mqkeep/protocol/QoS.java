package io.mqkeep.protocol;

/** The delivery assurances of MQTT (section 4.3 of both versions). */
public enum QoS {
    AT_MOST_ONCE(0),
    AT_LEAST_ONCE(1),
    EXACTLY_ONCE(2);

    private final int number;

    QoS(int number) {
        this.number = number;
    }

    /** Returns the number on the wire, 0 to 2. */
    public int number() {
        return number;
    }

    /**
     * Returns the QoS with this number.
     *
     * @throws IllegalArgumentException when the number is not 0, 1 or 2
     */
    public static QoS of(int number) {
        return switch (number) {
            case 0 -> AT_MOST_ONCE;
            case 1 -> AT_LEAST_ONCE;
            case 2 -> EXACTLY_ONCE;
            default -> throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + number);
        };
    }

    /** Returns the lower of the two. */
    public static QoS lower(QoS a, QoS b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
