package io.mqkeep.cli.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that a profile can set. */
public interface OptionCatalogue {
    /** Returns an option by its long name without the dashes, or null when no command that connects has it. */
    @Nullable
    OptionSpec named(String key);

    /** Returns every option once. */
    List<OptionSpec> all();

    /** Returns the commands that have them. */
    List<CommandSpec> commands();

    /** Returns what keeps values from being set for an option, as a sentence, or null. */
    @Nullable
    String problem(String key, List<String> values);

    /** Returns what to say of a name that no option has. */
    String unknown(String key);
}
