package io.mqkeep.store;

/**
 * Something in a session file that is not as it was written, or that does not fit.
 *
 * @param offset bytes from the start of the file
 * @param length bytes, or 0 when it is about something that begins there
 * @param what in words, without anything from a message
 */
public record JournalFinding(long offset, long length, String what) {

    /** Returns the line that is shown to the user. */
    @Override
    public String toString() {
        return length == 0 ? "byte " + offset + ": " + what : "byte " + offset + ", " + length + " bytes: " + what;
    }
}
