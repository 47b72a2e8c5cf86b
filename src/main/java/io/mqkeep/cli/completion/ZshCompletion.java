package io.mqkeep.cli.completion;

import io.mqkeep.cli.completion.CompletedCommand.Argument;
import io.mqkeep.cli.completion.CompletedCommand.CompletedOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The function for zsh, in the words of its {@code _arguments}. */
public final class ZshCompletion {
    private ZshCompletion() {}

    /** Returns the script that completes these commands. */
    public static String script(List<CompletedCommand> commands) {
        CommandWords words = CommandWords.of(commands);
        StringBuilder list = new StringBuilder("        " + described("help", "shows the manual of a command") + "\n");
        StringBuilder groups = new StringBuilder();
        StringBuilder helpGroups = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (String first : words.firstWords()) {
            list.append("        ")
                    .append(described(first, words.meaning(first)))
                    .append('\n');
            if (words.isGroup(first)) {
                groups.append(group(words, first));
                helpGroups.append("            %s) _mqkeep_%s_commands ;;\n".formatted(first, first));
                lines.append("            %s) _mqkeep_%s && ret=0 ;;\n".formatted(first, first));
            } else {
                lines.append("            " + first + ")\n")
                        .append(arguments(words.members(first).getFirst(), "                "))
                        .append(" && ret=0\n                ;;\n");
            }
        }
        return Frame.of("zsh")
                .lines("COMMANDS", list)
                .lines("GROUPS", groups)
                .lines("HELP_GROUPS", helpGroups)
                .lines("LINES", lines)
                .toString();
    }

    private static String group(CommandWords words, String first) {
        StringBuilder list = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (CompletedCommand member : words.members(first)) {
            String second = member.secondWord();
            if (second != null) {
                list.append("        ")
                        .append(described(second, member.summary()))
                        .append('\n');
                lines.append("            " + second + ")\n")
                        .append(arguments(member, "                "))
                        .append("\n                ;;\n");
            }
        }
        return """
            _mqkeep_@GROUP@_commands() {
                local -a commands
                commands=(
            @LIST@    )
                _describe -t commands command commands
            }

            _mqkeep_@GROUP@() {
                local context state state_descr line ret=1
                typeset -A opt_args
                _arguments -C '(- : *)--help[show the commands]' '1:command:_mqkeep_@GROUP@_commands' '*:: :->line' &&
                    ret=0
                if [[ $state == line ]]; then
                    curcontext=${curcontext%:*:*}:mqkeep-@GROUP@-$words[1]:
                    ret=1
                    case $words[1] in
            @LINES@        esac && ret=0
                fi
                return ret
            }

            """.replace("@GROUP@", first).replace("@LIST@", list).replace("@LINES@", lines);
    }

    private static String arguments(CompletedCommand command, String indent) {
        StringBuilder text = new StringBuilder(indent + "_arguments -s -S");
        String next = " \\\n" + indent + "    ";
        for (CompletedOption option : command.options()) {
            text.append(next).append(option(option));
        }
        int position = 1;
        for (Argument argument : command.arguments()) {
            String place = argument.repeatable() ? "*" : Integer.toString(position);
            text.append(next).append(quoted(place + ":" + escaped(argument.label()) + ":" + action(argument.values())));
            position++;
        }
        return text.toString();
    }

    /** One specification for all names of an option: with one of them the others are no longer offered. */
    private static String option(CompletedOption option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            // -q 1 and -q1; --qos 1 and --qos=1
            String form = !option.takesValue() ? "" : name.startsWith("--") ? "=" : "+";
            names.add(name + form);
        }
        String exclusion;
        if (option.names().contains("--help")) {
            exclusion = "(- : *)";
        } else if (option.repeatable()) {
            exclusion = "*";
        } else {
            exclusion = "(" + String.join(" ", option.names()) + ")";
        }
        String rest = "[" + escaped(option.meaning()) + "]" + value(option.label(), option.values());
        return names.size() == 1
                ? quoted(exclusion + names.getFirst() + rest)
                : quoted(exclusion) + "{" + String.join(",", names) + "}" + quoted(rest);
    }

    private static String value(@Nullable String label, Candidates values) {
        return label == null ? "" : ":" + escaped(label) + ":" + action(values);
    }

    private static String action(Candidates values) {
        return switch (values) {
            case Candidates.Words(List<String> words) -> "(" + String.join(" ", words) + ")";
            case Candidates.Listed.FILES -> "_files";
            case Candidates.Listed.FOLDERS -> "_files -/";
            case Candidates.Listed.SESSIONS -> "_mqkeep_sessions";
            case Candidates.Listed.PROFILES -> "_mqkeep_profiles";
            case Candidates.Listed.HOSTS -> "_hosts";
            case Candidates.Listed.VARIABLES -> "_parameters -g \"*export*\"";
            case Candidates.Listed.COMMANDS -> "_mqkeep_commands";
            // A blank: there is an argument, and nothing to offer for it.
            case Candidates.Anything _ -> " ";
        };
    }

    private static String described(String word, String meaning) {
        return quoted(word + ":" + meaning.replace(":", "\\:"));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
