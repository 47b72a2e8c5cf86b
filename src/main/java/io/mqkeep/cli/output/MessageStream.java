package io.mqkeep.cli.output;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Messages to a pipe or a terminal: out before they are acknowledged. */
public final class MessageStream implements Sink {
    private final MessagePrinter printer;
    private final OutputStream out;
    private final boolean oneByOne;
    private final boolean shown;

    /**
     * @param oneByOne whether every message leaves in a write of its own
     * @param shown whether the stream ends in a terminal
     */
    public MessageStream(MessagePrinter printer, OutputStream out, boolean oneByOne, boolean shown) {
        this.printer = printer;
        this.out = out;
        this.oneByOne = oneByOne;
        this.shown = shown;
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) throws IOException {
        for (Delivery delivery : batch) {
            printer.print(delivery, out);
            if (oneByOne) {
                out.flush();
            }
        }
        out.flush();
        return List.of();
    }

    @Override
    public boolean shown() {
        return shown;
    }
}
