package io.mqkeep.cli.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings under a name.
 *
 * @param values the long names of options without their dashes, and the values of each as they would be typed
 */
public record Profile(String name, Map<String, List<String>> values) {

    public Profile {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((key, several) -> copy.put(key, List.copyOf(several)));
        values = copy;
    }

    /** Says whether a text can be the name of a profile; then it needs no quotes in the file. */
    public static boolean isName(String text) {
        return isBareKey(text);
    }

    /** Returns the values of an option, none when it isn't set. */
    public List<String> of(String option) {
        return values.getOrDefault(option, List.of());
    }

    static boolean isBareKey(String text) {
        boolean bare = !text.isEmpty();
        for (int i = 0; bare && i < text.length(); i++) {
            char c = text.charAt(i);
            bare = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }
        return bare;
    }

    Profile with(String key, List<String> several) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(key, new ArrayList<>(several));
        return new Profile(name, changed);
    }

    Profile without(String key) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.remove(key);
        return new Profile(name, changed);
    }
}
