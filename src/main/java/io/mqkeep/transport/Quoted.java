package io.mqkeep.transport;

/** Text from the other end, made safe to show: it can't move a cursor, start a line or hide its own end. */
public final class Quoted {
    private static final int MOST_SHOWN = 200;

    private Quoted() {}

    /** Returns the text between quotation marks, with what can't be seen written as an escape; long text is cut. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        int shown = Math.min(text.length(), MOST_SHOWN);
        for (int i = 0; i < shown; i++) {
            append(quoted, text.charAt(i));
        }
        return quoted.append(shown < text.length() ? "…\"" : "\"").toString();
    }

    /** Returns the text without quotation marks, with what can't be seen written as an escape. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            append(escaped, text.charAt(i));
        }
        return escaped.toString();
    }

    /** Returns the text with what can't be seen written as an escape, and all else as it is. */
    static String withoutControls(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (visible(c)) {
                shown.append(c);
            } else {
                append(shown, c);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder to, char c) {
        switch (c) {
            case '"' -> to.append("\\\"");
            case '\\' -> to.append("\\\\");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                if (visible(c)) {
                    to.append(c);
                } else if (c < 0x100) {
                    to.append("\\x").append(Integer.toHexString(0x100 | c).substring(1));
                } else {
                    to.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
                }
            }
        }
    }

    private static boolean visible(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
