package io.mqkeep.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the XDG Base Directory Specification wants a user's files. */
public final class BaseFolders {
    private BaseFolders() {}

    /** Returns mqkeep's folder for what it keeps from one run to the next, or null when no folder is the user's. */
    public static @Nullable Path state(Map<String, String> environment) {
        return folder(environment, "XDG_STATE_HOME", Path.of(".local", "state"));
    }

    /** Returns mqkeep's folder for what the user has configured, or null when no folder is the user's. */
    public static @Nullable Path config(Map<String, String> environment) {
        return folder(environment, "XDG_CONFIG_HOME", Path.of(".config"));
    }

    private static @Nullable Path folder(Map<String, String> environment, String variable, Path underHome) {
        Path named = absolute(environment.getOrDefault(variable, ""));
        if (named != null) {
            return named.resolve("mqkeep");
        }
        Path home = home(environment);
        return home == null ? null : home.resolve(underHome).resolve("mqkeep");
    }

    /** HOME, as every other tool has it: what Java calls the user's home is the one of the password file. */
    private static @Nullable Path home(Map<String, String> environment) {
        Path home = absolute(environment.getOrDefault("HOME", ""));
        return home != null ? home : absolute(System.getProperty("user.home", ""));
    }

    /** A relative path is invalid there, and to be ignored. */
    private static @Nullable Path absolute(String path) {
        Path named = Path.of(path);
        return named.isAbsolute() ? named : null;
    }
}
