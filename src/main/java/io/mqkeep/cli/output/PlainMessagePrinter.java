package io.mqkeep.cli.output;

import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Payloads as they are; to a terminal, what it would obey is shown instead. */
final class PlainMessagePrinter implements MessagePrinter {
    private final MessageFormat.Plain format;
    private final boolean shown;

    PlainMessagePrinter(MessageFormat.Plain format, boolean terminal) {
        this.format = format;
        shown = terminal && !format.raw();
    }

    @Override
    public void print(Delivery delivery, OutputStream out) throws IOException {
        if (format.topic()) {
            String topic = delivery.message().topic();
            out.write((shown ? Printable.of(topic) : topic).getBytes(StandardCharsets.UTF_8));
            out.write(' ');
        }
        byte[] payload = delivery.message().payload().array();
        out.write(shown ? Printable.ofPayload(payload).getBytes(StandardCharsets.UTF_8) : payload);
        if (format.newline()) {
            out.write('\n');
        }
    }
}
