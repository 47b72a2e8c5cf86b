package io.mqkeep.cli.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with what was typed, in our words: which option, and what was probably meant. */
final class UsageError {
    private UsageError() {}

    static String sentence(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().getFirst(), e.getCommandLine());
        }
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        if (e instanceof MissingParameterException missing) {
            String mistyped = mistyped(missing);
            return mistyped == null ? missing(missing) : unknown(mistyped, e.getCommandLine());
        }
        if (argument instanceof OptionSpec option && option.arity().max() == 0) {
            return name(argument) + " takes no value";
        }
        if (e.getCause() instanceof TypeConversionException cause && argument != null) {
            return name(argument) + ": " + cause.getMessage();
        }
        String message = e.getMessage();
        return message == null ? "the command line is not understood" : message;
    }

    private static String unknown(String word, CommandLine commandLine) {
        if (!word.startsWith("-") || word.equals("-")) {
            return "'" + word + "' is one word too many";
        }
        int equals = word.indexOf('=');
        String option = equals < 0 ? word : word.substring(0, equals);
        String elsewhere = OtherTools.option(option);
        if (elsewhere != null && hasOption(commandLine.getCommandSpec(), elsewhere)) {
            return "unknown option " + option + ", which is " + elsewhere + " here";
        }
        String nearest = Nearest.to(option, longNames(commandLine.getCommandSpec()));
        return "unknown option " + option + (nearest == null ? "" : ", did you mean " + nearest + "?");
    }

    /** What is missing may be there, mistyped: then that is the mistake to tell. */
    private static @Nullable String mistyped(MissingParameterException e) {
        for (String word : e.getCommandLine().getUnmatchedArguments()) {
            if (word.startsWith("--")) {
                return word;
            }
        }
        return null;
    }

    private static String missing(MissingParameterException e) {
        ArgSpec first = e.getMissing().getFirst();
        String message = e.getMessage();
        // The same exception says that a required option is not there and that one which is there has no value.
        boolean withoutValue = message != null && message.startsWith("Missing required parameter for");
        if (first instanceof OptionSpec && (withoutValue || !first.required())) {
            return name(first) + " needs a value: " + first.paramLabel();
        }
        return name(first) + " is missing";
    }

    private static boolean hasOption(CommandSpec spec, String written) {
        int space = written.indexOf(' ');
        return spec.findOption(space < 0 ? written : written.substring(0, space)) != null;
    }

    private static List<String> longNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            for (String name : option.names()) {
                if (name.startsWith("--")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
