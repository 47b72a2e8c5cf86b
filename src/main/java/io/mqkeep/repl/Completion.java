package io.mqkeep.repl;

import java.util.List;

/** Knows which words could stand at a place. */
public interface Completion {
    /**
     * Returns the words that could be meant; those that don't begin as typed are left out later.
     *
     * @param before the words of the command before the one that is being typed
     * @param word what there is of that one
     */
    List<Choice> choices(List<String> before, String word);
}
