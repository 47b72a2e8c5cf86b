package io.mqkeep.cli;

/** A command can't do what was asked: the sentence for the person and the exit status for the script. */
public final class Failure extends RuntimeException {
    private final Exit exit;

    /**
     * @param sentence without the program's name before it and a full stop after it, such as {@code no session is named
     *     "x"}
     */
    public Failure(Exit exit, String sentence) {
        super(sentence);
        this.exit = exit;
    }

    public Failure(Exit exit, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exit = exit;
    }

    /** Refuses what was typed. */
    public static Failure usage(String sentence) {
        return new Failure(Exit.USAGE, sentence);
    }

    public Exit exit() {
        return exit;
    }

    /** Returns the sentence. */
    public String sentence() {
        String message = getMessage();
        return message == null ? exit.meaning() : message;
    }
}
