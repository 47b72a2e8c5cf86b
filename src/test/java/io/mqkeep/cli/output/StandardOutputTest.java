package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    @Test
    void nothing_is_out_before_it_is_flushed() throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        StandardOutput out = new StandardOutput(raw, () -> false);

        out.println("grün");
        assertEquals(0, raw.size());
        out.flush();
        assertEquals(6, raw.size());
    }

    @Test
    void a_reader_who_has_left_is_told_by_the_words() {
        StandardOutput out = new StandardOutput(failing("Broken pipe"), () -> false);

        assertThrows(ClosedPipeException.class, () -> printed(out));
    }

    @Test
    void a_reader_who_has_left_is_told_by_the_pipe_in_every_language() {
        StandardOutput out = new StandardOutput(failing("Datenübergabe unterbrochen"), () -> true);

        assertThrows(ClosedPipeException.class, () -> printed(out));
    }

    @Test
    void a_full_disk_is_a_failure() {
        StandardOutput out = new StandardOutput(failing("No space left on device"), () -> false);

        IOException failure = assertThrows(OutputFailedException.class, () -> printed(out));
        assertEquals("cannot write standard output: No space left on device", failure.getMessage());
    }

    @Test
    void one_above_another_says_it_once() {
        StandardOutput full = new StandardOutput(failing("No space left on device"), () -> false);

        IOException failure =
                assertThrows(OutputFailedException.class, () -> printed(new StandardOutput(full, () -> false)));
        assertEquals("cannot write standard output: No space left on device", failure.getMessage());
    }

    @Test
    void a_large_payload_fails_without_a_flush() {
        StandardOutput out = new StandardOutput(failing("Broken pipe"), () -> false);

        assertThrows(ClosedPipeException.class, () -> out.write(new byte[1_000_000]));
    }

    @Test
    void closing_leaves_the_stream_of_the_process_open() throws IOException {
        boolean[] closed = {false};
        StandardOutput out = new StandardOutput(
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                },
                () -> false);

        out.close();
        assertTrue(!closed[0]);
    }

    private static void printed(StandardOutput out) throws IOException {
        out.print("x");
        out.flush();
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
