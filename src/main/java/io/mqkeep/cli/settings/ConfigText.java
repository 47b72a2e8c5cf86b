package io.mqkeep.cli.settings;

import io.mqkeep.cli.settings.TomlText.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the config file, to say where something stands and to change it in place: comments and the order of lines
 * stay. It knows the usual form, {@code [profiles.NAME]} with {@code key = value} below; whoever changes a file with it
 * reads the result and looks whether it says what was meant.
 */
final class ConfigText {
    private static final Pattern TABLE = Pattern.compile("\\s*\\[.*\\]\\s*(#.*)?");

    private final List<String> lines;

    ConfigText(String text) {
        lines = new ArrayList<>(text.lines().toList());
    }

    /** Returns the line a setting begins in, from 1, or 0 when it isn't found. */
    int lineOf(String profile, String key) {
        Matcher none = keyPattern(key).matcher("");
        int header = headerOf(profile);
        for (int i = header + 1; header >= 0 && i < endOf(header); i++) {
            if (none.reset(lines.get(i)).lookingAt()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns the line of a key that stands before all tables, from 1, or 0. */
    int lineOf(String key) {
        Matcher matcher = keyPattern(key).matcher("");
        for (int i = 0; i < endOf(-1); i++) {
            if (matcher.reset(lines.get(i)).lookingAt()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns the line of a table's header, from 1, or 0. */
    int lineOfTable(String name) {
        Pattern header = Pattern.compile("\\s*\\[+\\s*\"?" + Pattern.quote(name) + "\"?\\s*[\\].].*");
        for (int i = 0; i < lines.size(); i++) {
            if (header.matcher(lines.get(i)).matches()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns the line of a profile's header, from 1, or 0. */
    int lineOfProfile(String profile) {
        return headerOf(profile) + 1;
    }

    /**
     * Sets a value.
     *
     * @param value as TOML
     */
    void set(String profile, String key, String value) {
        int header = headerOf(profile);
        if (header < 0) {
            if (!lines.isEmpty() && !lines.getLast().isBlank()) {
                lines.add("");
            }
            lines.add("[profiles." + profile + "]");
            header = lines.size() - 1;
        }
        int at = lineOf(profile, key) - 1;
        if (at >= 0) {
            replace(at, key, value);
            return;
        }
        // Before the empty lines and comments that lead to the next table.
        int end = endOf(header);
        while (end > header + 1 && (end < lines.size() || lines.get(end - 1).isBlank()) && isNoSetting(end - 1)) {
            end--;
        }
        lines.add(end, key + " = " + value);
    }

    /** Sets a value that stands before all tables. */
    void set(String key, String value) {
        int at = lineOf(key) - 1;
        if (at >= 0) {
            replace(at, key, value);
        } else {
            int end = 0;
            while (end < endOf(-1) && lines.get(end).stripLeading().startsWith("#")) {
                end++;
            }
            lines.add(end, key + " = " + value);
            if (end + 1 < lines.size() && TABLE.matcher(lines.get(end + 1)).matches()) {
                lines.add(end + 1, "");
            }
        }
    }

    void remove(String profile, String key) {
        removeValue(lineOf(profile, key) - 1);
    }

    void remove(String key) {
        removeValue(lineOf(key) - 1);
    }

    private void removeValue(int at) {
        if (at >= 0) {
            lines.subList(at, endOfValue(at)).clear();
        }
    }

    void removeProfile(String profile) {
        int header = headerOf(profile);
        if (header < 0) {
            return;
        }
        int end = endOf(header);
        // What stands right above the next table speaks of that.
        while (end < lines.size()
                && end > header + 1
                && lines.get(end - 1).stripLeading().startsWith("#")) {
            end--;
        }
        lines.subList(header, end).clear();
    }

    private void replace(int at, String key, String value) {
        int end = endOfValue(at);
        String indent =
                lines.get(at).substring(0, lines.get(at).indexOf(lines.get(at).strip()));
        String comment = end == at + 1 ? commentOf(lines.get(at)) : null;
        lines.subList(at, end).clear();
        lines.add(at, indent + key + " = " + value + (comment == null ? "" : "  " + comment));
    }

    /** Returns the comment behind a value, or null: it begins at the first # before which the line is whole. */
    private static @Nullable String commentOf(String line) {
        for (int at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
            if (isWhole(line.substring(0, at))) {
                return line.substring(at);
            }
        }
        return null;
    }

    /** Returns the line after a value, which may take several. */
    private int endOfValue(int at) {
        StringBuilder value = new StringBuilder();
        for (int i = at; i < lines.size(); i++) {
            value.append(lines.get(i)).append('\n');
            if (isWhole(value.toString())) {
                return i + 1;
            }
        }
        return at + 1;
    }

    private static boolean isWhole(String toml) {
        try {
            Map<String, Object> read = TomlText.parse(toml);
            return !read.isEmpty();
        } catch (Malformed notYet) {
            return false;
        }
    }

    private boolean isNoSetting(int line) {
        String text = lines.get(line).strip();
        return text.isEmpty() || text.startsWith("#");
    }

    private int headerOf(String profile) {
        Matcher header = Pattern.compile(
                        "\\s*\\[\\s*profiles\\s*\\.\\s*\"?" + Pattern.quote(profile) + "\"?\\s*\\]\\s*(#.*)?")
                .matcher("");
        for (int i = 0; i < lines.size(); i++) {
            if (header.reset(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the line of the next table's header, or the number of lines. */
    private int endOf(int header) {
        for (int i = header + 1; i < lines.size(); i++) {
            if (TABLE.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return lines.size();
    }

    private static Pattern keyPattern(String key) {
        return Pattern.compile("\\s*\"?" + Pattern.quote(key) + "\"?\\s*=");
    }

    @Override
    public String toString() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
