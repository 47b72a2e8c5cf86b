package io.mqkeep.cli.output;

import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.OutputStream;

/** Messages in a format that was typed. */
final class TemplateMessagePrinter implements MessagePrinter {
    private final MessageFormat.Template format;
    private final boolean shown;
    private final Notes notes;

    TemplateMessagePrinter(MessageFormat.Template format, boolean terminal, Notes notes) {
        this.format = format;
        shown = terminal && !format.raw();
        this.notes = notes;
    }

    @Override
    public void print(Delivery delivery, OutputStream out) throws IOException {
        out.write(format.template().format(delivery, shown, notes));
        if (format.newline()) {
            out.write('\n');
        }
    }
}
