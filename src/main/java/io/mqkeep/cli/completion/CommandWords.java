package io.mqkeep.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands as a list of first words; some of them need a second one. */
record CommandWords(Map<String, List<CompletedCommand>> byFirstWord) {

    static CommandWords of(List<CompletedCommand> commands) {
        Map<String, List<CompletedCommand>> words = new LinkedHashMap<>();
        for (CompletedCommand command : commands) {
            words.computeIfAbsent(command.firstWord(), _ -> new ArrayList<>()).add(command);
        }
        return new CommandWords(words);
    }

    List<String> firstWords() {
        return List.copyOf(byFirstWord.keySet());
    }

    /** Says whether a word needs a second one. */
    boolean isGroup(String firstWord) {
        return members(firstWord).getFirst().secondWord() != null;
    }

    List<CompletedCommand> members(String firstWord) {
        return byFirstWord.getOrDefault(firstWord, List.of());
    }

    List<String> groups() {
        return firstWords().stream().filter(this::isGroup).toList();
    }

    List<String> secondWords(String group) {
        List<String> words = new ArrayList<>();
        for (CompletedCommand member : members(group)) {
            String second = member.secondWord();
            if (second != null) {
                words.add(second);
            }
        }
        return words;
    }

    /** Returns what a first word does, for the list of commands. */
    String meaning(String firstWord) {
        return isGroup(firstWord)
                ? String.join(", ", secondWords(firstWord))
                : members(firstWord).getFirst().summary();
    }
}
