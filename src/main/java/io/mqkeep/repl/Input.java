package io.mqkeep.repl;

/** What came from the person at the prompt. */
public sealed interface Input {
    /** A line, or several that belong together. */
    record Line(String text) implements Input {}

    /** Ctrl-C: what was typed so far is given up. */
    record Interrupted() implements Input {}

    /** Ctrl-D on an empty line, or the terminal is gone. */
    record End() implements Input {}
}
