package io.mqkeep.cli.output;

import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Payloads as they are. */
final class PlainMessagePrinter implements MessagePrinter {
    private final MessageFormat.Plain format;
    private final boolean terminal;

    PlainMessagePrinter(MessageFormat.Plain format, boolean terminal) {
        this.format = format;
        this.terminal = terminal;
    }

    @Override
    public void print(Delivery delivery, OutputStream out) throws IOException {
        if (format.topic()) {
            String topic = delivery.message().topic();
            out.write((terminal ? Printable.of(topic) : topic).getBytes(StandardCharsets.UTF_8));
            out.write(' ');
        }
        out.write(delivery.message().payload().array());
        if (format.newline()) {
            out.write('\n');
        }
    }
}
