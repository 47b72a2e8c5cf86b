package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table of topics. */
class TopicCountsTest {
    /** No line is broken, and none is above the first row, whatever the terminal is like: all can be drawn over. */
    @Test
    @Timeout(60)
    void a_table_fits_a_terminal_that_grows_and_the_end_is_all_of_it() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] rows = {5};
        TopicCounts counts = new TopicCounts(new StandardOutput(bytes, () -> false), true, () -> rows[0]++, false);
        List<Delivery> ten =
                IntStream.range(0, 10).mapToObj(i -> delivery("t" + i)).toList();
        awaitAfter(counts, ten, bytes, "1         1      t1\n… and 8 more topics\n\u001b[?7h");
        awaitAfter(counts, ten, bytes, "\u001b[?7l\r\u001b[4A\u001b[JMESSAGES  BYTES  TOPIC\n2         2      t0\n");
        awaitAfter(counts, ten, bytes, "3         3      t3\n… and 6 more topics\n\u001b[?7h");
        counts.end();

        String end = bytes.toString(StandardCharsets.UTF_8);
        end = end.substring(end.lastIndexOf("MESSAGES"));
        assertEquals(11, end.lines().count(), end);
        assertTrue(end.endsWith("3         3      t9\n"), end);
    }

    private static void awaitAfter(TopicCounts counts, List<Delivery> batch, ByteArrayOutputStream out, String text)
            throws InterruptedException {
        counts.write(batch);
        while (!out.toString(StandardCharsets.UTF_8).contains(text)) {
            Thread.sleep(5);
        }
    }

    private static Delivery delivery(String topic) {
        return new Delivery(Message.of(topic, Binary.ofText("x"), QoS.AT_MOST_ONCE), false, 0, false, 0);
    }
}
