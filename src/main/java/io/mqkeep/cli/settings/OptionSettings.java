package io.mqkeep.cli.settings;

import io.mqkeep.cli.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds what is set for the options of a command: what was typed counts, else the environment, else the profile, else
 * the option's own default.
 */
public final class OptionSettings {
    private static final String PROFILE = "--profile";
    private static final String PASSWORD = "--password";

    private final Map<String, String> environment;
    private final @Nullable Configuration configuration;
    private final @Nullable Profile profile;

    /** @param profile one of the configuration's, or null */
    public OptionSettings(
            Map<String, String> environment, @Nullable Configuration configuration, @Nullable Profile profile) {
        this.environment = environment;
        this.configuration = configuration;
        this.profile = profile;
    }

    /** Returns the variable that sets an option: {@code --keep-alive} is set by {@code MQKEEP_KEEP_ALIVE}. */
    public static String variable(String longName) {
        return SettingsPresent.PREFIX + longName.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Returns the options of a command that can be set: all but those that ask for help, and {@code -D}. */
    public static List<OptionSpec> settable(CommandSpec command) {
        List<OptionSpec> settable = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (isSettable(option)) {
                settable.add(option);
            }
        }
        return settable;
    }

    public static boolean isSettable(OptionSpec option) {
        boolean named =
                option.longestName().startsWith("--") && !option.longestName().equals(PROFILE);
        return named && !option.usageHelp() && !option.versionHelp() && option.parameterConsumer() == null;
    }

    /**
     * Returns what is set for a command.
     *
     * @param typed the long names of the options that were typed
     * @throws Failure when a flag is set to what is neither true nor false, or a secret stands where it must not
     */
    public List<Setting> of(CommandSpec command, Set<String> typed) {
        List<OptionSpec> settable = settable(command);
        List<Setting> settings = new ArrayList<>();
        Set<String> nearer = new HashSet<>(typed);
        for (OptionSpec option : settable) {
            Setting setting = isOpen(option, nearer) ? ofEnvironment(option) : null;
            if (setting != null) {
                settings.add(setting);
            }
        }
        settings.forEach(setting -> nearer.add(setting.option().longestName()));
        for (OptionSpec option : settable) {
            Setting setting = isOpen(option, nearer) ? ofProfile(option) : null;
            if (setting != null) {
                settings.add(setting);
            }
        }
        return settings;
    }

    private static boolean isOpen(OptionSpec option, Set<String> nearer) {
        String name = option.longestName();
        if (nearer.contains(name)) {
            return false;
        }
        for (String other : Alternatives.to(name)) {
            if (nearer.contains(other)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Setting ofEnvironment(OptionSpec option) {
        for (String name : option.names()) {
            String variable = name.startsWith("--") ? variable(name) : "";
            String value = environment.get(variable);
            if (value != null) {
                if (name.equals(PASSWORD) && !value.isEmpty()) {
                    return passwordIn(variable, option);
                }
                return new Setting(option, values(option, split(option, value), variable), variable);
            }
        }
        return null;
    }

    /** A password in the environment is read from there, so that it is on no command line, not even one made here. */
    private static Setting passwordIn(String variable, OptionSpec option) {
        OptionSpec source = option.command().findOption("--password-env");
        return new Setting(source == null ? option : source, List.of(variable), variable);
    }

    private static List<String> split(OptionSpec option, String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        return option.isMultiValue()
                ? value.lines().filter(line -> !line.isEmpty()).toList()
                : List.of(value);
    }

    private @Nullable Setting ofProfile(OptionSpec option) {
        Profile from = profile;
        Configuration within = configuration;
        if (from == null || within == null) {
            return null;
        }
        for (String name : option.names()) {
            String key = name.startsWith("--") ? name.substring(2) : "";
            if (from.values().containsKey(key)) {
                List<String> several = from.of(key);
                String problem = problem(option, several);
                if (problem != null) {
                    throw within.wrong(from.name(), key, "'" + key + "' " + problem);
                }
                String place = within.place(from.name(), key);
                return new Setting(option, values(option, several, place), place);
            }
        }
        return null;
    }

    /** Returns what keeps these values from standing in the config file, as the end of a sentence, or null. */
    public static @Nullable String problem(OptionSpec option, List<String> values) {
        boolean url =
                option.longestName().equals("--url") || option.longestName().equals("--proxy");
        if (option.longestName().equals(PASSWORD) || (url && values.stream().anyMatch(OptionSettings::hasPassword))) {
            return "would keep a password in the config file: say where it is with password-file, password-env or"
                    + " password-command";
        }
        if (values.size() > 1 && !option.isMultiValue()) {
            return "has " + values.size() + " values, and the option takes one";
        }
        return null;
    }

    private static boolean hasPassword(String url) {
        int scheme = url.indexOf("://");
        int at = url.lastIndexOf('@');
        return at > scheme && url.substring(scheme < 0 ? 0 : scheme + 3, at).indexOf(':') >= 0;
    }

    private static List<String> values(OptionSpec option, List<String> several, String origin) {
        if (option.arity().max() > 0 || several.isEmpty()) {
            return several;
        }
        return switch (several.getFirst()) {
            case "true", "1" -> List.of("true");
            case "false", "0" -> List.of();
            default -> throw Failure.usage(origin + ": '" + several.getFirst() + "' is neither true nor false");
        };
    }

    /** Returns what would be typed. */
    public static List<String> words(List<Setting> settings) {
        List<String> words = new ArrayList<>();
        settings.forEach(setting -> words.addAll(setting.words()));
        return words;
    }
}
