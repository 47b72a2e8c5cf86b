package io.mqkeep.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;

/** Tells JLine where words begin and end, and when a line is not finished. */
final class PosixParser implements Parser {
    private final BooleanSupplier raw;

    /** @param raw whether the line is no command: it has no quotes then */
    PosixParser(BooleanSupplier raw) {
        this.raw = raw;
    }

    @Override
    public CompletingParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.COMPLETE) {
            return new TypedSoFar(line, cursor);
        }
        CommandLines.Open open = CommandLines.of(line).open();
        boolean wanted = !raw.getAsBoolean()
                && (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT);
        if (wanted && open != CommandLines.Open.NOTHING) {
            throw new EOFError(-1, -1, "the line goes on");
        }
        return new TypedSoFar(line, cursor);
    }

    /** Backslashes and quotes are for {@link CommandLines}. */
    @Override
    public boolean isEscapeChar(char character) {
        return false;
    }

    /** The words of the command at the cursor, up to the cursor. */
    static final class TypedSoFar implements CompletingParsedLine {
        private static final String HARMLESS = "+-_./:,=@%^";

        private final String line;
        private final int cursor;
        private final List<Word> words;
        private final CommandLines.Open open;

        TypedSoFar(String line, int cursor) {
            this.line = line;
            this.cursor = cursor;
            CommandLines lines = CommandLines.of(line.substring(0, cursor));
            open = lines.open();
            List<Word> last = lines.last();
            boolean inWord = !last.isEmpty() && last.getLast().end() == cursor;
            words = inWord ? last : append(last, new Word("", cursor, cursor));
        }

        private static List<Word> append(List<Word> words, Word word) {
            List<Word> longer = new ArrayList<>(words);
            longer.add(word);
            return longer;
        }

        List<String> before() {
            return words().subList(0, wordIndex());
        }

        @Override
        public String word() {
            return words.getLast().text();
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public List<String> words() {
            return words.stream().map(Word::text).toList();
        }

        @Override
        public String line() {
            return line;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        @Override
        public int rawWordCursor() {
            return cursor - words.getLast().start();
        }

        @Override
        public int rawWordLength() {
            return rawWordCursor();
        }

        /** Quotes a word as the person has begun to, or where it needs it. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            String text = candidate.toString();
            char first =
                    rawWordCursor() == 0 ? ' ' : line.charAt(words.getLast().start());
            if (open == CommandLines.Open.DOUBLE_QUOTE && first == '"') {
                return '"' + escaped(text, "\\\"$`") + (complete ? "\"" : "");
            }
            if (open == CommandLines.Open.SINGLE_QUOTE && first == '\'' && text.indexOf('\'') < 0) {
                return "'" + text + (complete ? "'" : "");
            }
            StringBuilder quoted = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean harmless = Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0 || c == '#' || c > 0x7f;
                quoted.append(harmless ? "" : "\\").append(c);
            }
            return quoted;
        }

        private static String escaped(String text, String special) {
            StringBuilder escaped = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                escaped.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
            return escaped.toString();
        }
    }
}
