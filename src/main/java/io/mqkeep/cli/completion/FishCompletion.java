package io.mqkeep.cli.completion;

import io.mqkeep.cli.completion.CompletedCommand.Argument;
import io.mqkeep.cli.completion.CompletedCommand.CompletedOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The script for fish: one {@code complete} for every word and every option. */
public final class FishCompletion {
    private FishCompletion() {}

    /** Returns the script that completes these commands. */
    public static String script(List<CompletedCommand> commands) {
        CommandWords words = CommandWords.of(commands);
        StringBuilder text = new StringBuilder();
        for (String first : words.firstWords()) {
            text.append(word("__mqkeep_needs_command", first, words.meaning(first)));
            text.append(word("__mqkeep_is help", first, words.meaning(first)));
            if (words.isGroup(first)) {
                for (CompletedCommand member : words.members(first)) {
                    text.append(word("__mqkeep_is " + first, member.secondWord(), member.summary()));
                    text.append(word("__mqkeep_is help " + first, member.secondWord(), member.summary()));
                }
            }
        }
        for (CompletedCommand command : commands) {
            text.append("\n# mqkeep ").append(command.commandLine()).append('\n');
            for (CompletedOption option : command.options()) {
                text.append(option(command, option));
            }
            for (Argument argument : command.arguments()) {
                String values = values(argument.values());
                if (!values.isEmpty()) {
                    text.append(
                            "complete -c mqkeep -n '__mqkeep_begins %s'%s\n".formatted(command.commandLine(), values));
                }
            }
        }
        return Frame.of("fish").lines("COMMANDS", text).toString();
    }

    private static String word(String condition, @Nullable String word, String meaning) {
        return "complete -c mqkeep -n '%s' -a %s -d %s\n".formatted(condition, word, quoted(meaning));
    }

    private static String option(CompletedCommand command, CompletedOption option) {
        StringBuilder text = new StringBuilder("complete -c mqkeep -n '__mqkeep_begins " + command.commandLine() + "'");
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        if (option.takesValue()) {
            boolean path = option.values() == Candidates.Listed.FILES;
            text.append(path ? " -r" : " -x").append(values(option.values()));
        }
        return text.append(" -d ").append(quoted(option.meaning())).append('\n').toString();
    }

    private static String values(Candidates values) {
        return switch (values) {
            case Candidates.Words(List<String> words) -> " -a " + quoted(String.join(" ", words));
            case Candidates.Listed.FILES -> " -F";
            case Candidates.Listed.FOLDERS -> " -a '(__fish_complete_directories)'";
            case Candidates.Listed.SESSIONS -> " -a '(__mqkeep_sessions)'";
            case Candidates.Listed.PROFILES -> " -a '(__mqkeep_profiles)'";
            case Candidates.Listed.HOSTS -> " -a '(__fish_print_hostnames)'";
            case Candidates.Listed.VARIABLES -> " -a '(set -nx)'";
            case Candidates.Listed.COMMANDS -> " -a '(__fish_complete_subcommand)'";
            case Candidates.Anything _ -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
