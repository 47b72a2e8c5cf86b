package io.mqkeep.cli.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Says whether there is anything to set options with, at no cost when there isn't. */
public final class SettingsPresent {
    static final String PREFIX = "MQKEEP_";

    /** Variables of ours that set no option. */
    public static final Set<String> OTHERS = Set.of("MQKEEP_HOME", "MQKEEP_JAVA_OPTS", ConfigFile.VARIABLE);

    private SettingsPresent() {}

    /** Says whether a variable could be meant for an option, or there is a config file. */
    public static boolean in(Map<String, String> environment, Path directory) {
        for (String name : environment.keySet()) {
            if (isForOptions(name)) {
                return true;
            }
        }
        Path file = ConfigFile.path(environment, directory);
        return file != null && Files.exists(file);
    }

    /** Says whether a variable could be meant for an option. */
    public static boolean isForOptions(String name) {
        return name.startsWith(PREFIX) && !OTHERS.contains(name);
    }
}
