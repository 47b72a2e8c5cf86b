package io.mqkeep.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a UTF-8 Encoded String may hold (section 1.5.3 of 3.1.1, 1.5.4 of 5.0).
 *
 * <p>The codec below us cuts over-long strings and replaces lone surrogates without a word, so every string is looked
 * at here before it can reach a packet.
 */
public final class Utf8 {
    /** The most bytes a UTF-8 Encoded String can have: its length field is two bytes. */
    public static final int MAXIMUM_LENGTH = 65_535;

    private Utf8() {}

    /**
     * Says what keeps a text from being a UTF-8 Encoded String.
     *
     * @return the rest of a sentence such as {@code "has a null character"}, or null when the text is well-formed
     *     ([MQTT-1.5.4-1], [MQTT-1.5.4-2]; in 3.1.1 [MQTT-1.5.3-1], [MQTT-1.5.3-2])
     */
    public static @Nullable String problem(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "has a null character (U+0000)";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else if (Character.isSurrogate(c)) {
                return "is not well-formed Unicode (a lone surrogate)";
            } else {
                length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return length > MAXIMUM_LENGTH ? "is " + length + " bytes long; the most is " + MAXIMUM_LENGTH : null;
    }

    /** Returns how many bytes a well-formed text takes in UTF-8, without encoding it. */
    public static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
