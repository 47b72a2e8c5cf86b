package io.mqkeep.cli.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    @TempDir
    Path directory;

    @Test
    void the_demo_shows_the_main_job_and_ends_with_its_verdict() {
        Ended demo = new Mqkeep(directory.resolve("home")).run("demo").withExit(0);

        assertTrue(demo.out().contains("✗ PUBREL, packet id 1   (never arrives)"), demo.out());
        assertTrue(demo.out().contains("→ PUBREL, packet id 1"), demo.out());
        assertTrue(demo.out().endsWith("Everything went as promised: nothing lost, nothing twice.\n"), demo.out());
    }
}
