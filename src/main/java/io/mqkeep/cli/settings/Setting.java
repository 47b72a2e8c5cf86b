package io.mqkeep.cli.settings;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option that was set and not typed.
 *
 * @param values as they would be typed; none for a flag that is off, or an option that is set to nothing
 * @param origin where it was set, for people
 */
public record Setting(OptionSpec option, List<String> values, String origin) {

    /** Returns what would be typed. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (String value : values) {
            words.add(option.arity().max() == 0 ? option.longestName() : option.longestName() + "=" + value);
        }
        return words;
    }
}
