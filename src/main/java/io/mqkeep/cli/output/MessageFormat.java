package io.mqkeep.cli.output;

/** How a message is written. */
public sealed interface MessageFormat {
    /**
     * The payload as it is, with the topic before it and a line end after it, if wanted.
     *
     * @param raw whether a terminal too gets every byte as it came, and obeys what is in it
     */
    record Plain(boolean topic, boolean newline, boolean raw) implements MessageFormat {}

    /** One JSON object a line. */
    record Json() implements MessageFormat {}
}
