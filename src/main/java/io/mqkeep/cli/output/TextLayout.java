package io.mqkeep.cli.output;

/** Text in lines of a terminal's width. */
public final class TextLayout {
    /** As wide as every terminal is. */
    public static final int WIDTH = 80;

    private final StringBuilder text = new StringBuilder();

    /** Appends a line as it is. */
    public TextLayout line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** Appends words, broken into lines that all start after so many spaces. */
    public TextLayout paragraph(int indent, String words) {
        indent(indent);
        flow(indent, words);
        return this;
    }

    /** Appends a term and, in a column of its own, what it means. A long term has its line for itself. */
    public TextLayout entry(int indent, int column, String term, String meaning) {
        indent(indent);
        text.append(term);
        int gap = column - indent - term.length();
        if (gap < 2) {
            text.append('\n');
            gap = column;
        }
        indent(gap);
        flow(column, meaning);
        return this;
    }

    private void flow(int indent, String words) {
        int column = indent;
        boolean first = true;
        int start = 0;
        while (start < words.length()) {
            int space = words.indexOf(' ', start);
            int end = space < 0 ? words.length() : space;
            int length = end - start;
            if (first) {
                first = false;
            } else if (column + 1 + length > WIDTH) {
                text.append('\n');
                indent(indent);
                column = indent;
            } else {
                text.append(' ');
                column++;
            }
            text.append(words, start, end);
            column += length;
            start = end + 1;
        }
        text.append('\n');
    }

    private void indent(int spaces) {
        for (int i = 0; i < spaces; i++) {
            text.append(' ');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
