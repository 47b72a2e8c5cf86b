package io.mqkeep.session;

/**
 * What the ends of the last connections say about which message the server can't bear.
 *
 * @param number of the message that alone was sent and not acknowledged when the last connection ended, or 0
 * @param failures how many connections in a row have ended in the same way with it
 * @param crowded how many connections in a row have ended with several, none of them acknowledged
 * @param end the way they ended, as a hash of its words
 */
public record Suspect(long number, int failures, int crowded, int end) {
    /** Nothing is suspected. */
    public static final Suspect NONE = new Suspect(0, 0, 0, 0);
}
