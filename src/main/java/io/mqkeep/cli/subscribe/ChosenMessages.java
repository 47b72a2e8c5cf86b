package io.mqkeep.cli.subscribe;

import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Reader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets only messages that count through to a sink, up to the one that is the last. The others are taken as well: they
 * are acknowledged and gone.
 */
final class ChosenMessages implements Sink {
    private final Reader reader;
    private final ReadingProgress progress;
    private final Sink sink;
    private final boolean oneByOne;

    /** @param oneByOne whether what a message holds decides if the next is still wanted */
    ChosenMessages(Reader reader, ReadingProgress progress, Sink sink, boolean oneByOne) {
        this.reader = reader;
        this.progress = progress;
        this.sink = sink;
        this.oneByOne = oneByOne;
    }

    @Override
    public List<OutputPosition> write(List<Delivery> batch) throws IOException {
        if (progress.contentFound()) {
            // Not taken: the session keeps it for the next command.
            throw new IOException("the last message was printed already");
        }
        progress.writing();
        List<Delivery> counted = new ArrayList<>(batch.size());
        for (Delivery delivery : batch) {
            if (reader.counts(delivery.message())) {
                counted.add(delivery);
            }
        }
        List<OutputPosition> outputs = counted.isEmpty() ? List.of() : sink.write(counted);
        progress.written(batch.size(), counted);
        return outputs;
    }

    @Override
    public boolean shown() {
        return sink.shown();
    }

    @Override
    public int batchLimit() {
        return oneByOne ? 1 : sink.batchLimit();
    }
}
