package io.mqkeep.cli.output;

/** How a message is written. */
public sealed interface MessageFormat {
    /** The payload as it is, with the topic before it and a line end after it, if wanted. */
    record Plain(boolean topic, boolean newline) implements MessageFormat {}

    /** One JSON object a line. */
    record Json() implements MessageFormat {}
}
