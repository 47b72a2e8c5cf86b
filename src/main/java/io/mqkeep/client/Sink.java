package io.mqkeep.client;

import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.util.List;

/** Where messages go. It runs on a thread of its own and may block. */
public interface Sink {
    /**
     * Writes the messages and flushes them to where they are safe: when this returns they will be acknowledged.
     *
     * @param batch at least one message, in their order, at most {@link #batchLimit()}
     * @return how long the output files are now that the sink writes to
     * @throws IOException when they can't be written; none of them is acknowledged then and reading ends
     */
    List<OutputPosition> write(List<Delivery> batch) throws IOException;

    /**
     * Says whether somebody looks at the messages while they come. Faster than anybody can look they need not be written
     * at a prompt.
     */
    default boolean shown() {
        return false;
    }

    /** Returns the most messages to be written at a time: killed before they are acknowledged, they come again. */
    default int batchLimit() {
        return 64;
    }
}
