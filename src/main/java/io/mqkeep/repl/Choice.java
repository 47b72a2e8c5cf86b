package io.mqkeep.repl;

import org.jspecify.annotations.Nullable;

/**
 * A word that could be meant.
 *
 * @param value the whole word, unquoted
 * @param meaning what it is, in a few words, or null
 * @param whole whether the word is complete with it; a folder's isn't
 */
public record Choice(String value, @Nullable String meaning, boolean whole) {
    public Choice(String value, @Nullable String meaning) {
        this(value, meaning, true);
    }
}
