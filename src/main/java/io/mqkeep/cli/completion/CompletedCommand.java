package io.mqkeep.cli.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can stand on the line of one command.
 *
 * @param commandLine what is typed after the program's name: one word or two
 * @param summary what it does, in a line
 */
public record CompletedCommand(
        String commandLine, String summary, List<CompletedOption> options, List<Argument> arguments) {

    /**
     * An option.
     *
     * @param names as typed, letters first
     * @param meaning one sentence without its full stop
     * @param label what the help calls its value, or null when it takes none
     * @param repeatable whether it may be given more than once
     */
    public record CompletedOption(
            List<String> names, String meaning, @Nullable String label, Candidates values, boolean repeatable) {
        boolean takesValue() {
            return label != null;
        }
    }

    /**
     * What is typed without an option before it.
     *
     * @param repeatable whether any number of them may stand there
     */
    public record Argument(String label, Candidates values, boolean repeatable) {}

    /** Returns the line of a command as its model has it. */
    public static CompletedCommand of(String commandLine, String summary, CommandSpec spec) {
        List<CompletedOption> options = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                boolean value = option.arity().max() > 0;
                options.add(new CompletedOption(
                        List.of(option.names()),
                        firstSentence(option),
                        value ? option.paramLabel() : null,
                        value ? Candidates.ofLabel(option.paramLabel()) : new Candidates.Anything(),
                        option.isMultiValue()));
            }
        }
        List<Argument> arguments = new ArrayList<>();
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            arguments.add(new Argument(
                    argument.paramLabel(), Candidates.ofLabel(argument.paramLabel()), argument.isMultiValue()));
        }
        return new CompletedCommand(commandLine, summary, List.copyOf(options), List.copyOf(arguments));
    }

    String firstWord() {
        int space = commandLine.indexOf(' ');
        return space < 0 ? commandLine : commandLine.substring(0, space);
    }

    /** Returns the second of two words, or null. */
    @Nullable
    String secondWord() {
        int space = commandLine.indexOf(' ');
        return space < 0 ? null : commandLine.substring(space + 1);
    }

    private static String firstSentence(ArgSpec argument) {
        String all = String.join(" ", argument.description());
        int end = all.indexOf(". ");
        String sentence = end < 0 ? all : all.substring(0, end);
        int aside = sentence.indexOf(" (default:");
        String meaning = aside < 0 ? sentence : sentence.substring(0, aside);
        return meaning.endsWith(".") ? meaning.substring(0, meaning.length() - 1) : meaning;
    }
}
