package io.mqkeep.cli.completion;

import io.mqkeep.cli.completion.CompletedCommand.Argument;
import io.mqkeep.cli.completion.CompletedCommand.CompletedOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The script for bash. Files and folders are left to readline, which knows how to quote them. */
public final class BashCompletion {
    private BashCompletion() {}

    /** Returns the script that completes these commands. */
    public static String script(List<CompletedCommand> commands) {
        CommandWords words = CommandWords.of(commands);
        StringBuilder values = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (CompletedCommand command : commands) {
            values.append(optionValues(command));
            lines.append(line(command));
        }
        StringBuilder seconds = new StringBuilder();
        for (String group : words.groups()) {
            seconds.append("        %s) _mqkeep_values '%s --help' '' \"$2\" ;;\n"
                    .formatted(group, String.join(" ", words.secondWords(group))));
        }
        return Frame.of("bash")
                .lines("OPTION_VALUES", values)
                .lines("COMMANDS", lines)
                .lines("SECOND_WORDS", seconds)
                .word("COMMAND_WORDS", String.join(" ", words.firstWords()))
                .word("GROUPS", String.join(" | ", words.groups()))
                .toString();
    }

    private static String optionValues(CompletedCommand command) {
        Map<String, List<String>> namesByKind = new LinkedHashMap<>();
        for (CompletedOption option : command.options()) {
            if (option.takesValue()) {
                namesByKind
                        .computeIfAbsent(kind(option.values()), _ -> new ArrayList<>())
                        .addAll(option.names());
            }
        }
        if (namesByKind.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("        '" + command.commandLine() + "')\n            case $2 in\n");
        namesByKind.forEach((kind, names) ->
                text.append("                %s) kind='%s' ;;\n".formatted(String.join(" | ", names), kind)));
        return text.append("            esac\n            ;;\n").toString();
    }

    private static String line(CompletedCommand command) {
        List<String> options = new ArrayList<>();
        for (CompletedOption option : command.options()) {
            options.addAll(option.names());
        }
        StringBuilder text = new StringBuilder("        '" + command.commandLine() + "')\n");
        text.append("            options='").append(String.join(" ", options)).append("'\n");
        if (!command.arguments().isEmpty()) {
            text.append("            arguments=(");
            String gap = "";
            for (Argument argument : command.arguments()) {
                text.append(gap)
                        .append('\'')
                        .append(kind(argument.values()))
                        .append(argument.repeatable() ? "+'" : "'");
                gap = " ";
            }
            text.append(")\n");
        }
        return text.append("            ;;\n").toString();
    }

    private static String kind(Candidates values) {
        return switch (values) {
            case Candidates.Words(List<String> words) -> String.join(" ", words);
            case Candidates.Listed listed -> "@" + listed.name().toLowerCase(Locale.ROOT);
            case Candidates.Anything _ -> "@anything";
        };
    }
}
