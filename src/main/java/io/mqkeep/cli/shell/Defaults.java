package io.mqkeep.cli.shell;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values for options that a line does not give, by the option's long name without its dashes. */
public final class Defaults {
    private final Map<String, String> values = new TreeMap<>();

    public synchronized void set(String name, String value) {
        values.put(name, value);
    }

    /** Forgets a value; says whether there was one. */
    public synchronized boolean unset(String name) {
        return values.remove(name) != null;
    }

    public synchronized @Nullable String get(String name) {
        return values.get(name);
    }

    /** Returns all of them, by name. */
    public synchronized Map<String, String> all() {
        return Map.copyOf(values);
    }
}
