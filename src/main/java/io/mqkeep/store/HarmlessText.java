package io.mqkeep.store;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Writes as escapes what a terminal would obey instead of showing, beyond what JSON asks for: DEL, the control characters
 * of U+0080 to U+009F, and marks that turn the direction of writing.
 */
final class HarmlessText extends CharacterEscapes {
    private static final int DELETE = 0x7F;
    private static final int LONGEST_SHOWN = 60;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] escapes = standardAsciiEscapesForJSON();
        escapes[DELETE] = ESCAPE_STANDARD;
        return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        return isHarmful(c) ? new SerializedString(escape(c)) : null;
    }

    /** Returns a text out of a document in quotes, as it is shown in a message. */
    static String shown(String text) {
        return "'" + harmless(text, LONGEST_SHOWN) + "'";
    }

    /** Returns a text cut to a length, with nothing in it that would be obeyed. */
    static String harmless(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == longest) {
                shown.append('…');
                break;
            }
            char c = text.charAt(i);
            shown.append(c < ' ' || isHarmful(c) || Character.isSurrogate(c) ? escape(c) : String.valueOf(c));
        }
        return shown.toString();
    }

    private static boolean isHarmful(int c) {
        return (c >= DELETE && c <= 0x9F)
                || c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static String escape(int c) {
        return "\\u%04X".formatted(c);
    }
}
