package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.client.Sink;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** How many messages came on each topic: printed at the end, and all the time to somebody who looks. */
public final class TopicCounts implements Sink {
    private static final long REDRAW_MILLIS = 250;

    /** Has the terminal break no line: a line on two rows could not be drawn over. */
    private static final String CLIP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    /** The rows of a terminal that are not for topics: the heading, how many more there are, and where the cursor stands. */
    private static final int OTHER_ROWS = 3;

    private final StandardOutput out;
    private final boolean live;
    private final IntSupplier rows;
    private final boolean json;
    private final Map<String, Count> counts = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread drawing = new Thread(this::redraw, "mqkeep-table");
    private int drawn;
    private boolean changed;

    private static final class Count {
        private long messages;
        private long bytes;
    }

    /**
     * @param live whether a table is drawn over itself while messages come
     * @param rows how many rows the terminal has; asked each time
     * @param json whether the end is told as JSON, one object a line
     */
    public TopicCounts(StandardOutput out, boolean live, IntSupplier rows, boolean json) {
        this.out = out;
        this.live = live && !json;
        this.rows = rows;
        this.json = json;
        if (this.live) {
            drawing.setDaemon(true);
            drawing.start();
        }
    }

    @Override
    public synchronized List<OutputPosition> write(List<Delivery> batch) {
        for (Delivery delivery : batch) {
            Count count = counts.computeIfAbsent(delivery.message().topic(), _ -> new Count());
            count.messages++;
            count.bytes += delivery.message().payload().size();
        }
        changed = true;
        return List.of();
    }

    private void redraw() {
        try {
            while (!ended.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
                synchronized (this) {
                    if (changed) {
                        changed = false;
                        draw(Math.max(1, rows.getAsInt() - OTHER_ROWS), true);
                    }
                }
            }
        } catch (InterruptedException | IOException nobodyLooks) {
            // The end prints all of it, and says why when it can't.
        }
    }

    /** Prints what was counted; nothing is counted after that. */
    public synchronized void end() throws IOException {
        ended.countDown();
        if (json) {
            JsonLine lines = new JsonLine();
            for (Map.Entry<String, Count> entry : sorted()) {
                JsonGenerator line = lines.begin(out);
                line.writeStringField("topic", entry.getKey());
                line.writeNumberField("messages", entry.getValue().messages);
                line.writeNumberField("bytes", entry.getValue().bytes);
                lines.end(line);
            }
        } else {
            draw(Integer.MAX_VALUE, false);
        }
        out.flush();
    }

    private void draw(int most, boolean clipped) throws IOException {
        StringBuilder page = new StringBuilder(clipped ? CLIP : "");
        if (drawn > 0) {
            // Up over what was drawn last, and everything below is cleared.
            page.append("\r\u001b[").append(drawn).append("A\u001b[J");
        }
        List<Map.Entry<String, Count>> topics = sorted();
        Table table = new Table("MESSAGES", "BYTES", "TOPIC");
        for (Map.Entry<String, Count> entry : topics.subList(0, Math.min(most, topics.size()))) {
            table.row(Long.toString(entry.getValue().messages), Long.toString(entry.getValue().bytes), entry.getKey());
        }
        List<String> lines = new ArrayList<>(table.lines(0));
        if (topics.size() > most) {
            lines.add("… and " + (topics.size() - most) + " more topics");
        }
        for (String line : lines) {
            page.append(line).append('\n');
        }
        page.append(clipped ? WRAP : "");
        drawn = lines.size();
        out.print(page.toString());
        out.flush();
    }

    /** Most messages first. */
    private List<Map.Entry<String, Count>> sorted() {
        List<Map.Entry<String, Count>> all = new ArrayList<>(counts.entrySet());
        all.sort(Comparator.comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().messages)
                .thenComparing(Map.Entry::getKey));
        return all;
    }
}
