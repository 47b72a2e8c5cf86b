package io.mqkeep.cli.settings;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.settings.TomlText.Malformed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the config file says.
 *
 * @param file where it is, or would be
 * @param text the file as it is written
 * @param inUse the profile that counts when none is named, or null
 * @param profiles by name, in the order of the file
 */
public record Configuration(
        Path file, String text, @Nullable String inUse, Map<String, Profile> profiles) {
    private static final String IN_USE = "profile";
    private static final String PROFILES = "profiles";

    /**
     * Reads the text of a config file. Whether there are such options is not looked at.
     *
     * @throws Failure when it is not as it must be, with the file and the line
     */
    static Configuration parse(Path file, String text) {
        Map<String, Object> read;
        try {
            read = TomlText.parse(text);
        } catch (Malformed e) {
            throw wrong(file, e.line(), "this is not TOML: " + e.getMessage());
        }
        ConfigText lines = new ConfigText(text);
        String inUse = null;
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : read.entrySet()) {
            String key = entry.getKey();
            if (key.equals(IN_USE) && entry.getValue() instanceof String name) {
                inUse = name.isEmpty() ? null : name;
            } else if (key.equals(PROFILES) && entry.getValue() instanceof Map<?, ?> tables) {
                tables.forEach(
                        (name, table) -> profiles.put((String) name, profile(file, lines, (String) name, table)));
            } else {
                int line = Math.max(lines.lineOf(key), lines.lineOfTable(key));
                throw wrong(
                        file,
                        line,
                        key.equals(IN_USE) || key.equals(PROFILES)
                                ? "'" + key + "' is not what it must be: profile = \"NAME\" says which is in use, and"
                                        + " [profiles.NAME] begins one"
                                : "'" + key + "' is not known here; settings stand below [profiles.NAME]");
            }
        }
        if (inUse != null && !profiles.containsKey(inUse)) {
            throw wrong(file, lines.lineOf(IN_USE), "there is no profile '" + inUse + "' to use");
        }
        return new Configuration(file, text, inUse, profiles);
    }

    private static Profile profile(Path file, ConfigText lines, String name, Object table) {
        if (!Profile.isName(name)) {
            throw wrong(file, lines.lineOfProfile(name), "'" + name + "' is no name for a profile (a-z, 0-9, - and _)");
        }
        if (!(table instanceof Map<?, ?> settings)) {
            throw wrong(file, 0, "profile '" + name + "' is not a table: write [profiles." + name + "]");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            List<String> several = values(value);
            if (several == null) {
                throw wrong(
                        file,
                        lines.lineOf(name, (String) key),
                        "'" + key + "' is neither a text, a number, true or false, nor a list of these");
            }
            values.put((String) key, several);
        });
        return new Profile(name, values);
    }

    private static @Nullable List<String> values(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<String> several = new ArrayList<>();
            for (Object one : list) {
                String text = one(one);
                if (text == null) {
                    return null;
                }
                several.add(text);
            }
            return several;
        }
        String text = one(value);
        return text == null ? null : List.of(text);
    }

    private static @Nullable String one(@Nullable Object value) {
        return value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Boolean
                ? value.toString()
                : null;
    }

    private static Failure wrong(Path file, int line, String sentence) {
        return Failure.usage(file + (line > 0 ? ":" + line : "") + ": " + sentence);
    }

    /** Says that a setting can't be, with file and line. */
    public Failure wrong(String profile, String key, String sentence) {
        return wrong(file, new ConfigText(text).lineOf(profile, key), sentence);
    }

    /**
     * Returns a profile.
     *
     * @throws Failure when there is none of that name
     */
    public Profile profile(String name) {
        Profile profile = profiles.get(name);
        if (profile == null) {
            throw Failure.usage("there is no profile '" + name + "' in " + file
                    + (profiles.isEmpty() ? "" : "; there is " + String.join(", ", profiles.keySet())));
        }
        return profile;
    }

    /** Returns where a setting stands, for people. */
    public String place(String profile, String key) {
        int line = new ConfigText(text).lineOf(profile, key);
        return "profile " + profile + ", " + file + (line > 0 ? ":" + line : "");
    }

    /**
     * Returns the same with one more or another value.
     *
     * @param flag whether the option takes no value
     * @throws Failure when the file has a form that can't be changed here
     */
    public Configuration with(String profile, String key, List<String> several, boolean flag) {
        ConfigText lines = new ConfigText(text);
        String only = several.size() == 1 ? several.getFirst() : null;
        lines.set(profile, key, only == null ? TomlText.quoted(several) : flag ? only : TomlText.quoted(only));
        Map<String, Profile> changed = new LinkedHashMap<>(profiles);
        Profile before = changed.getOrDefault(profile, new Profile(profile, Map.of()));
        changed.put(profile, before.with(key, several));
        return checked(lines, inUse, changed);
    }

    /** Returns the same without a value. */
    public Configuration without(String profile, String key) {
        ConfigText lines = new ConfigText(text);
        lines.remove(profile, key);
        Map<String, Profile> changed = new LinkedHashMap<>(profiles);
        changed.put(profile, profile(profile).without(key));
        return checked(lines, inUse, changed);
    }

    /** Returns the same without a profile; when it was in use, none is. */
    public Configuration without(String profile) {
        ConfigText lines = new ConfigText(text);
        lines.removeProfile(profile);
        boolean used = profile.equals(inUse);
        if (used) {
            lines.remove(IN_USE);
        }
        Map<String, Profile> changed = new LinkedHashMap<>(profiles);
        changed.remove(profile);
        return checked(lines, used ? null : inUse, changed);
    }

    /**
     * Returns the same with another profile in use.
     *
     * @param profile null for none
     */
    public Configuration using(@Nullable String profile) {
        ConfigText lines = new ConfigText(text);
        if (profile == null) {
            lines.remove(IN_USE);
        } else {
            lines.set(IN_USE, TomlText.quoted(profile));
        }
        return checked(lines, profile, profiles);
    }

    private Configuration checked(ConfigText lines, @Nullable String used, Map<String, Profile> wanted) {
        Configuration result;
        try {
            result = parse(file, lines.toString());
        } catch (Failure e) {
            throw unusualForm(e);
        }
        if (!result.profiles.equals(wanted) || !Objects.equals(result.inUse, used)) {
            throw unusualForm(null);
        }
        return result;
    }

    private Failure unusualForm(@Nullable Failure cause) {
        String sentence =
                file + " is written in a form that can't be changed here without rewriting it: please edit it";
        return cause == null ? Failure.usage(sentence) : new Failure(Exit.USAGE, sentence, cause);
    }
}
