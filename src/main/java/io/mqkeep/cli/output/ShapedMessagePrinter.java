package io.mqkeep.cli.output;

import io.mqkeep.cli.output.payload.PayloadShape;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Payloads as something else than they came, with the time before them if wanted. */
final class ShapedMessagePrinter implements MessagePrinter {
    private final MessageFormat.Shaped format;
    private final MessagePrinter plain;
    private final PayloadShape shape;
    private final Notes notes;

    ShapedMessagePrinter(MessageFormat.Shaped format, MessagePrinter plain, Notes notes) {
        this.format = format;
        this.plain = plain;
        this.notes = notes;
        shape = new PayloadShape(format.payload());
    }

    @Override
    public void print(Delivery delivery, OutputStream out) throws IOException {
        Message message = delivery.message();
        byte[] shown;
        try {
            shown = shape.of(message.payload());
        } catch (IOException notInFormat) {
            notes.warning("a message on '" + message.topic() + "' is not "
                    + format.payload().word() + ": " + firstLine(notInFormat) + "; it is printed as a string");
            shown = shape.asString(message.payload());
        }
        if (format.timestamps()) {
            out.write((Times.instant(delivery.at()) + " ").getBytes(StandardCharsets.US_ASCII));
        }
        plain.print(
                new Delivery(
                        message.withPayload(Binary.wrap(shown)),
                        delivery.dup(),
                        delivery.packetId(),
                        delivery.fromInbox(),
                        delivery.at()),
                out);
    }

    /** Jackson's messages go on with where in the source it was. */
    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
