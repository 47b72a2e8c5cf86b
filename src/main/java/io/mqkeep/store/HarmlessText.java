package io.mqkeep.store;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.mqkeep.protocol.Characters;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes as escapes what a terminal would obey instead of showing, beyond what JSON asks for: DEL, the control characters
 * of U+0080 to U+009F, and marks that turn the direction of writing.
 */
public final class HarmlessText extends CharacterEscapes {
    private static final int DELETE = 0x7F;
    private static final int LONGEST_SHOWN = 60;

    private final int[] ascii = standardAsciiEscapesForJSON();

    public HarmlessText() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        return Characters.isObeyed(c) ? new SerializedString(escape(c)) : null;
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
            shown.append(Characters.isObeyed(c) || Character.isSurrogate(c) ? escape(c) : String.valueOf(c));
        }
        return shown.toString();
    }

    private static String escape(int c) {
        return "\\u" + HexFormat.of().toHexDigits((char) c);
    }
}
