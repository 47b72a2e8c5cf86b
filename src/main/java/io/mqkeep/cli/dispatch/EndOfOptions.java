package io.mqkeep.cli.dispatch;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells the {@code --} that ends the options from one that is an option's value, as getopt does. picocli takes every one
 * for the end, so it is given a mark in its place that nobody can type.
 */
final class EndOfOptions {
    static final String MARK = "\0--";

    private EndOfOptions() {}

    /** Returns the words with the mark in the place of the {@code --} that ends the options, if there is one. */
    static String[] marked(List<String> words, CommandSpec spec) {
        String[] marked = words.toArray(String[]::new);
        Map<String, OptionSpec> options = spec.optionsMap();
        for (int i = 0; i < marked.length; i++) {
            if (marked[i].equals("--")) {
                marked[i] = MARK;
                break;
            }
            OptionSpec option = options.get(marked[i]);
            if (option != null && option.arity().max() > 0) {
                i++;
            }
        }
        return marked;
    }
}
