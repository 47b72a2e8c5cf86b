package io.mqkeep.cli.output;

import io.mqkeep.cli.output.format.FormatTemplate;
import io.mqkeep.cli.output.payload.PayloadFormat;

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

    /**
     * As a format says that was typed, and a line end after it, if wanted.
     *
     * @param raw whether a terminal too gets every byte as it came
     */
    record Template(FormatTemplate template, boolean newline, boolean raw) implements MessageFormat {}

    /**
     * The payload as something else than it came.
     *
     * @param plain what stands around it
     * @param timestamps whether the time it came stands before all of it
     */
    record Shaped(Plain plain, PayloadFormat payload, boolean timestamps) implements MessageFormat {}
}
