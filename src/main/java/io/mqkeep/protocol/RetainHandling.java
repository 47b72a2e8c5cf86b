package io.mqkeep.protocol;

/** Whether retained messages are sent when a subscription is made (5.0: 3.8.3.1). The ordinal is the number on the wire. */
public enum RetainHandling {
    SEND,
    SEND_IF_NEW,
    DO_NOT_SEND;

    private static final RetainHandling[] BY_NUMBER = values();

    public int number() {
        return ordinal();
    }

    /**
     * Returns the handling with this number.
     *
     * @throws IllegalArgumentException when the number is not 0, 1 or 2
     */
    public static RetainHandling of(int number) {
        if (number < 0 || number > 2) {
            throw new IllegalArgumentException("retain handling is 0, 1 or 2, not " + number);
        }
        return BY_NUMBER[number];
    }
}
