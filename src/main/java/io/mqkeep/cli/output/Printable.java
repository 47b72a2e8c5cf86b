package io.mqkeep.cli.output;

import io.mqkeep.protocol.Characters;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Strangers' text made safe to look at. A topic or a reason string comes from somebody else and may hold escape
 * sequences; a terminal must show them, not obey them.
 */
public final class Printable {
    private static final int PIECE = 8192;

    private Printable() {}

    /** Returns the text with its control characters, line ends included, as {@code \n}, {@code \x1b} or {@code \u202e}. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Characters.isObeyed(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    /**
     * Returns a payload as text. Its line ends and tabs stay, since a payload may be a whole page; a byte that is not
     * UTF-8 becomes {@code \xff}, so that a terminal that takes single bytes as C1 finds none.
     */
    public static String ofPayload(byte[] payload) {
        StringBuilder shown = new StringBuilder(payload.length + 16);
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        CharBuffer text = CharBuffer.allocate(Math.min(PIECE, payload.length + 1));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(bytes, text, true);
            text.flip();
            while (text.hasRemaining()) {
                char c = text.get();
                if (c == '\n' || c == '\t') {
                    shown.append(c);
                } else {
                    append(shown, c);
                }
            }
            text.clear();
            for (int bad = result.isMalformed() ? result.length() : 0; bad > 0; bad--) {
                shown.append("\\x").append(HexFormat.of().toHexDigits(bytes.get()));
            }
            if (result.isUnderflow()) {
                return shown.toString();
            }
        }
    }

    private static String escaped(String text, int from) {
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            append(escaped, text.charAt(i));
        }
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, char c) {
        if (!Characters.isObeyed(c)) {
            escaped.append(c);
            return;
        }
        switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (c < 0x100) {
                    escaped.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
                } else {
                    escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
                }
            }
        }
    }
}
