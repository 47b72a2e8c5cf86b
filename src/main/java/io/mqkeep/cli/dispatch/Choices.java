package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.shell.Shell;
import io.mqkeep.repl.Choice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What could be typed next in a shell, from the model of the commands and from what the shell knows. */
final class Choices {
    private final Shell shell;

    Choices(Shell shell) {
        this.shell = shell;
    }

    List<Choice> of(List<String> before, String word) {
        if (before.isEmpty()) {
            return commands(true);
        }
        if (before.getFirst().equals("help")) {
            return before.size() == 1 ? commands(false) : secondWords(before.getLast());
        }
        PromptVerb verb = PromptVerb.named(before.getFirst());
        if (verb != null) {
            return arguments(MqkeepCommand.full(verb.action(shell)), before.subList(1, before.size()), word);
        }
        Subcommand subcommand = Subcommand.named(before);
        if (subcommand == null) {
            return before.size() == 1 ? secondWords(before.getFirst()) : List.of();
        }
        return arguments(
                MqkeepCommand.full(subcommand.action()), before.subList(subcommand.words(), before.size()), word);
    }

    private static List<Choice> commands(boolean help) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (Subcommand subcommand : Subcommand.values()) {
            if (subcommand.hasDefaults()) {
                String word = subcommand.commandLine().split(" ", 2)[0];
                String meaning = subcommand.words() == 1 ? subcommand.summary() : null;
                choices.putIfAbsent(word, new Choice(word, meaning));
            }
        }
        for (PromptVerb verb : PromptVerb.values()) {
            choices.put(verb.word(), new Choice(verb.word(), verb.summary()));
        }
        if (help) {
            choices.put("help", new Choice("help", "says what a command can do"));
        }
        return List.copyOf(choices.values());
    }

    private static List<Choice> secondWords(String first) {
        List<Choice> choices = new ArrayList<>();
        for (Subcommand subcommand : Subcommand.beginningWith(first)) {
            choices.add(new Choice(subcommand.commandLine().substring(first.length() + 1), subcommand.summary()));
        }
        return choices;
    }

    private List<Choice> arguments(CommandLine commandLine, List<String> given, String word) {
        CommandSpec spec = commandLine.getCommandSpec();
        int positional = 0;
        OptionSpec open = null;
        for (String each : given) {
            if (open != null) {
                open = null;
            } else {
                OptionSpec option = each.startsWith("-") ? spec.findOption(each) : null;
                if (option == null) {
                    positional += each.startsWith("-") ? 0 : 1;
                } else if (option.arity().max() > 0) {
                    open = option;
                }
            }
        }
        if (open != null) {
            return values(open, word);
        }
        int equals = word.indexOf('=');
        if (word.startsWith("--") && equals > 0) {
            OptionSpec option = spec.findOption(word.substring(0, equals));
            return option == null
                    ? List.of()
                    : prefixed(word.substring(0, equals + 1), values(option, word.substring(equals + 1)));
        }
        if (word.startsWith("-")) {
            return options(spec);
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.index().contains(positional)) {
                return setting(parameter, given, word);
            }
        }
        return options(spec);
    }

    private static List<Choice> options(CommandSpec spec) {
        List<Choice> choices = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String meaning = String.join(" ", option.description());
                int end = meaning.indexOf(". ");
                choices.add(new Choice(option.longestName(), end < 0 ? meaning : meaning.substring(0, end)));
            }
        }
        return choices;
    }

    private static List<Choice> prefixed(String prefix, List<Choice> choices) {
        return choices.stream()
                .map(choice -> new Choice(prefix + choice.value(), choice.meaning(), choice.whole()))
                .toList();
    }

    /** The words of {@code set} are an option of some command and its value. */
    private List<Choice> setting(PositionalParamSpec parameter, List<String> given, String word) {
        return switch (parameter.paramLabel()) {
            case "OPTION" -> plain(SettableOptions.names());
            case "VALUE" -> {
                OptionSpec option = given.isEmpty() ? null : SettableOptions.find(given.getLast());
                yield option == null ? List.of() : values(option, word);
            }
            default -> values(parameter, word);
        };
    }

    /** Returns the values that an option or argument could be given. */
    private List<Choice> values(ArgSpec argument, String word) {
        String label = argument.paramLabel();
        return switch (label) {
            case "TOPIC", "FILTER" -> accepted(argument, shell.topics());
            case "NAME|PATH" -> plain(shell.sessionNames());
            case "CONNECTION" -> plain(shell.connectionNames());
            case "NUMBER" -> argument.isOption() ? List.of() : plain(shell.backgroundNumbers());
            case "FILE" -> FileChoices.beginningWith(shell.directory(), word);
            default -> {
                if (argument.type() == Path.class) {
                    yield FileChoices.beginningWith(shell.directory(), word);
                }
                // A label in small letters or digits is the list of what there is: fail|republish|discard.
                yield label.matches("[a-z0-9.|-]+") && label.contains("|")
                        ? accepted(argument, List.of(label.split("\\|")))
                        : List.of();
            }
        };
    }

    private static List<Choice> plain(Iterable<String> values) {
        List<Choice> choices = new ArrayList<>();
        values.forEach(value -> choices.add(new Choice(value, null)));
        return choices;
    }

    /** Returns those that the parser takes too. */
    private static List<Choice> accepted(ArgSpec argument, List<String> values) {
        List<Choice> choices = new ArrayList<>();
        for (String value : values) {
            if (accepts(argument, value)) {
                choices.add(new Choice(value, null));
            }
        }
        return choices;
    }

    private static boolean accepts(ArgSpec argument, String value) {
        ITypeConverter<?>[] converters = argument.converters();
        @Nullable ITypeConverter<?> converter = converters == null || converters.length == 0 ? null : converters[0];
        if (converter == null) {
            return true;
        }
        try {
            converter.convert(value);
            return true;
        } catch (Exception refused) {
            return false;
        }
    }
}
