package io.mqkeep.protocol;

/** What single characters do to whoever shows them. */
public final class Characters {
    private Characters() {}

    /**
     * Says whether a terminal would obey a character instead of showing it, or could: C0, DEL, C1, the line and paragraph
     * separators, and what turns the direction of text around. [MQTT-1.5.4] lets strings have nearly all of them.
     *
     * @param c a character, or a code point
     */
    public static boolean isObeyed(int c) {
        return c < 0x20
                || (c >= 0x7f && c < 0xa0)
                || c == 0x61c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
