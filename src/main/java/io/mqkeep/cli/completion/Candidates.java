package io.mqkeep.cli.completion;

import java.util.List;

/** What may stand where a value is asked for. */
public sealed interface Candidates {
    /** One of these words. */
    record Words(List<String> words) implements Candidates {}

    /** Something that is listed when Tab is pressed. */
    enum Listed implements Candidates {
        FILES,
        FOLDERS,
        SESSIONS,
        PROFILES,
        HOSTS,
        VARIABLES,
        COMMANDS
    }

    /** Anything: nothing can be offered. */
    record Anything() implements Candidates {}

    /**
     * Returns what a label in the help stands for: {@code FILE}, {@code DIR}, {@code NAME|PATH} (a session), {@code
     * PROFILE}, {@code HOST}, {@code VARIABLE}, {@code COMMAND}, {@code METHOD}
     * (of authentication), and words in small letters or digits with bars between
     * them. Any other label stands for anything.
     */
    static Candidates ofLabel(String label) {
        return switch (label) {
            case "FILE" -> Listed.FILES;
            case "DIR" -> Listed.FOLDERS;
            case "NAME|PATH", "SESSION" -> Listed.SESSIONS;
            case "PROFILE" -> Listed.PROFILES;
            case "HOST" -> Listed.HOSTS;
            case "VARIABLE" -> Listed.VARIABLES;
            case "COMMAND" -> Listed.COMMANDS;
            // Others may be given too, but these are known.
            case "METHOD" -> new Words(List.of("SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1"));
            default -> areWords(label) ? new Words(List.of(label.split("\\|", -1))) : new Anything();
        };
    }

    private static boolean areWords(String label) {
        boolean bar = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            bar |= c == '|';
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && "|-.".indexOf(c) < 0) {
                return false;
            }
        }
        return bar;
    }
}
