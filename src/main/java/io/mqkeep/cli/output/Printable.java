package io.mqkeep.cli.output;

import java.util.HexFormat;

/**
 * Strangers' text made safe to look at. A topic or a reason string comes from somebody else and may hold escape
 * sequences; a terminal must show them, not obey them.
 */
public final class Printable {
    private Printable() {}

    /** Returns the text with its control characters, line ends included, as {@code \n}, {@code \x1b} or {@code \u202e}. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (dangerous(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
        HexFormat hex = HexFormat.of();
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!dangerous(c)) {
                escaped.append(c);
                continue;
            }
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c < 0x100) {
                        escaped.append("\\x").append(hex.toHexDigits((byte) c));
                    } else {
                        escaped.append("\\u").append(hex.toHexDigits(c));
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** C0, DEL, C1, the line and paragraph separators, and what turns the direction of text around. */
    private static boolean dangerous(char c) {
        return c < 0x20
                || (c >= 0x7f && c < 0xa0)
                || c == 0x61c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
