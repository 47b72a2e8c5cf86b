package io.mqkeep.cli.options;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the first option that was given, to name it in a sentence. */
final class FirstGiven {
    private @Nullable String name;

    FirstGiven option(String option, @Nullable Object value) {
        boolean given = value instanceof Boolean flag
                ? flag
                : value instanceof Collection<?> several ? !several.isEmpty() : value != null;
        return given ? or(option) : this;
    }

    /** @param option null for none */
    FirstGiven or(@Nullable String option) {
        if (name == null) {
            name = option;
        }
        return this;
    }

    /** Returns its name, or null when none was given. */
    @Nullable
    String name() {
        return name;
    }
}
