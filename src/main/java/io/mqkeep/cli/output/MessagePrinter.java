package io.mqkeep.cli.output;

import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.OutputStream;

/** Writes messages, each as it comes. */
public interface MessagePrinter {
    /** Writes one message; flushing is the caller's business. */
    void print(Delivery delivery, OutputStream out) throws IOException;

    /**
     * Returns the printer for a format.
     *
     * @param terminal whether somebody looks at the output: topics and payloads are a stranger's bytes then
     * @param notes hears of payloads that are not what the format wants
     */
    static MessagePrinter of(MessageFormat format, boolean terminal, Notes notes) {
        return switch (format) {
            case MessageFormat.Plain plain -> new PlainMessagePrinter(plain, terminal);
            case MessageFormat.Json _ -> new JsonMessagePrinter();
            case MessageFormat.Template template -> new TemplateMessagePrinter(template, terminal, notes);
            case MessageFormat.Shaped shaped ->
                new ShapedMessagePrinter(shaped, new PlainMessagePrinter(shaped.plain(), terminal), notes);
        };
    }
}
