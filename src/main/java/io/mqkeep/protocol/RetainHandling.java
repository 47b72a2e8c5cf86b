package io.mqkeep.protocol;

/** Whether retained messages are sent when a subscription is made (5.0: 3.8.3.1). */
public enum RetainHandling {
    SEND(0),
    SEND_IF_NEW(1),
    DO_NOT_SEND(2);

    private final int number;

    RetainHandling(int number) {
        this.number = number;
    }

    /** Returns the number on the wire, 0 to 2. */
    public int number() {
        return number;
    }

    /**
     * Returns the handling with this number.
     *
     * @throws IllegalArgumentException when the number is not 0, 1 or 2
     */
    public static RetainHandling of(int number) {
        return switch (number) {
            case 0 -> SEND;
            case 1 -> SEND_IF_NEW;
            case 2 -> DO_NOT_SEND;
            default -> throw new IllegalArgumentException("retain handling is 0, 1 or 2, not " + number);
        };
    }
}
