package io.mqkeep.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosquittoLogTest {
    private static final String PUBLISHED = "17: Sending PUBLISH to s (d0, q2, r0, m5, 'a b', ... (3 bytes))";
    private static final String AGAIN = "19: Sending PUBLISH to s (d1, q2, r0, m5, 'a b', ... (3 bytes))";

    @TempDir
    Path temporary;

    private Path file;
    private MosquittoLog log;

    @BeforeEach
    void begin() throws IOException {
        file = Files.createFile(temporary.resolve("log"));
        log = new MosquittoLog(file);
    }

    @Test
    void what_is_published_to_it_is_open_until_pubrel() throws IOException {
        says(
                "17: New client connected from 127.0.0.1:4711 as p (p5, c0, k60).",
                "17: Received PUBLISH from p (d0, q2, r0, m1, 'a', ... (88 bytes))",
                "17: Received PUBLISH from p (d0, q1, r0, m2, 'a', ... (88 bytes))",
                "17: Received PUBLISH from p (d1, q2, r0, m1, 'a', ... (88 bytes))");
        assertEquals(1, log.openFrom("p"));
        assertTrue(log.isConnected("p"));
        says("18: Received PUBREL from p (Mid: 1)", "18: Client p closed its connection.");
        assertEquals(0, log.openFrom("p"));
        assertEquals(1, log.taken("p"));
        assertFalse(log.isConnected("p"));
    }

    @Test
    void what_it_publishes_is_open_until_pubcomp_also_when_it_restarts() throws IOException {
        says(PUBLISHED, "18: Received PUBREC from s (Mid: 5)");
        says("18: mosquitto version 2.0.11 terminating", "19: mosquitto version 2.0.11 starting", AGAIN);
        assertEquals(1, log.openTo("s"));
        says("19: Sending PUBREL to s (m5)", "19: Received PUBCOMP from s (Mid: 5, RC:0)", PUBLISHED);
        assertEquals(1, log.openTo("s"));
        assertEquals(1, log.delivered("s"));
        assertEquals(List.of(), log.violations());
    }

    @Test
    void publishing_again_after_pubrel_is_a_violation() throws IOException {
        says(PUBLISHED, "18: Sending PUBREL to s (m5)", AGAIN);
        assertEquals(List.of(AGAIN), log.violations());
    }

    @Test
    void half_a_line_is_read_when_it_is_whole() throws IOException {
        Files.writeString(file, PUBLISHED);
        assertEquals(0, log.readOn().openTo("s"));
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
        assertEquals(1, log.readOn().openTo("s"));
    }

    private void says(String... lines) throws IOException {
        Files.write(file, List.of(lines), StandardOpenOption.APPEND);
        log.readOn();
    }
}
