package io.mqkeep.cli.settings;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.core.io.ParsingMode;
import com.electronwill.nightconfig.toml.TomlFormat;
import com.electronwill.nightconfig.toml.TomlParser;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TOML as plain values; the only class that knows the parser. */
final class TomlText {
    private TomlText() {}

    /** The text is no TOML. */
    static final class Malformed extends Exception {
        private final int line;

        Malformed(int line, @Nullable String message, Throwable cause) {
            super(message == null ? "is not understood" : message, cause);
            this.line = line;
        }

        /** Returns the line that reading stopped in, from 1. */
        int line() {
            return line;
        }
    }

    /** Returns the tables within tables as maps; what else there is as the parser gives it. */
    static Map<String, Object> parse(String text) throws Malformed {
        LineCount in = new LineCount(text);
        try {
            CommentedConfig config = CommentedConfig.of(LinkedHashMap::new, TomlFormat.instance());
            new TomlParser().parse(in, config, ParsingMode.REPLACE);
            return map(config);
        } catch (ParsingException | IllegalArgumentException e) {
            throw new Malformed(in.line(), e.getMessage(), e);
        }
    }

    private static Map<String, Object> map(UnmodifiableConfig table) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (UnmodifiableConfig.Entry entry : table.entrySet()) {
            Object value = entry.getRawValue();
            map.put(entry.getKey(), value instanceof UnmodifiableConfig inner ? map(inner) : value);
        }
        return map;
    }

    /** Writes a text as a basic string. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        quoted.append("\\u%04X".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    static String quoted(List<String> texts) {
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(quoted(text)));
        return "[" + String.join(", ", all) + "]";
    }

    /** Counts the lines that were read: the parser's exceptions don't say where they were. */
    private static final class LineCount extends Reader {
        private final StringReader text;
        private int line = 1;
        private boolean lineEnded;

        LineCount(String text) {
            this.text = new StringReader(text);
        }

        int line() {
            return line;
        }

        /** Gives one character at a time, so that no more is read than was understood. */
        @Override
        public int read(char[] into, int from, int length) throws java.io.IOException {
            if (length == 0) {
                return 0;
            }
            int c = text.read();
            if (c < 0) {
                return -1;
            }
            // A line's end belongs to the line.
            line += lineEnded ? 1 : 0;
            lineEnded = c == '\n';
            into[from] = (char) c;
            return 1;
        }

        @Override
        public void close() {
            text.close();
        }
    }
}
