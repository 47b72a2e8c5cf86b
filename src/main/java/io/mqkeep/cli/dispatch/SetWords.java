package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ProfileOption;
import io.mqkeep.cli.settings.ConfigFile;
import io.mqkeep.cli.settings.Configuration;
import io.mqkeep.cli.settings.OptionSettings;
import io.mqkeep.cli.settings.Profile;
import io.mqkeep.cli.settings.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A line with the words before it that nobody typed because they are set. */
final class SetWords {
    private final List<Setting> settings;
    private final List<String> words;

    private SetWords(List<Setting> settings, List<String> typed) {
        this.settings = settings;
        words = OptionSettings.words(settings);
        words.addAll(typed);
    }

    /** Returns the words of a line for which nothing is set. */
    static SetWords only(List<String> typed) {
        return new SetWords(List.of(), typed);
    }

    /**
     * Looks up what is set for a line.
     *
     * @param trial the command with all its options, to read the line with once and throw away
     * @throws Failure when what is set is not as it must be
     */
    static SetWords before(List<String> typed, CommandLine trial, App app) {
        trial.getCommandSpec().parser().collectErrors(true);
        ParseResult parsed = trial.parseArgs(EndOfOptions.marked(typed, trial.getCommandSpec()));
        if (parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
            return only(typed);
        }
        Set<String> names = new HashSet<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            names.add(option.longestName());
        }
        CommandSpec command = trial.getCommandSpec();
        Configuration configuration = takesProfile(command) ? ConfigFile.read(app) : null;
        Profile profile = profile(app, configuration, parsed.matchedOptionValue(ProfileOption.NAME, null));
        if (configuration != null && profile != null) {
            check(configuration, profile, command);
        }
        return new SetWords(new OptionSettings(app.environment(), configuration, profile).of(command, names), typed);
    }

    /** Profiles are for commands that connect; a broker's port is no server's. */
    static boolean takesProfile(CommandSpec command) {
        return command.findOption("--connect-timeout") != null;
    }

    private static @Nullable Profile profile(App app, @Nullable Configuration configuration, @Nullable String typed) {
        String name = typed == null ? app.environment().get(OptionSettings.variable(ProfileOption.NAME)) : typed;
        if (configuration == null) {
            if (typed != null && !typed.isEmpty()) {
                throw Failure.usage("there is no profile '" + typed + "', because there is no config file "
                        + ConfigFile.path(app.environment(), app.directory()));
            }
            return null;
        }
        if (name == null) {
            name = configuration.inUse();
        }
        return name == null || name.isEmpty() ? null : configuration.profile(name);
    }

    /** A key that no command has is a mistake, and one that looks as if it protected something a bad one. */
    private static void check(Configuration configuration, Profile profile, CommandSpec command) {
        List<String> others = new ArrayList<>();
        for (String key : profile.values().keySet()) {
            OptionSpec option = command.findOption("--" + key);
            if (option == null || !OptionSettings.isSettable(option)) {
                others.add(key);
            }
        }
        if (!others.isEmpty()) {
            KnownOptions known = new KnownOptions();
            for (String key : others) {
                if (known.named(key) == null) {
                    throw configuration.wrong(profile.name(), key, known.unknown(key));
                }
            }
        }
    }

    List<String> words() {
        return words;
    }

    /** Returns the long names of the options that were set and not typed. */
    Set<String> notTyped() {
        if (settings.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (Setting setting : settings) {
            names.add(setting.option().longestName());
        }
        return names;
    }

    /** Returns where the options that a sentence speaks of were set, a line each. */
    List<String> origins(String sentence) {
        List<String> lines = new ArrayList<>();
        for (Setting setting : settings) {
            String name = setting.option().longestName();
            int at = sentence.indexOf(name);
            int end = at + name.length();
            // Not --password in --password-file.
            if (at >= 0 && (end == sentence.length() || !isPartOfName(sentence.charAt(end)))) {
                lines.add(name + " was not typed: it is set by " + setting.origin());
            }
        }
        return lines;
    }

    private static boolean isPartOfName(char c) {
        return c == '-' || (c >= 'a' && c <= 'z');
    }
}
