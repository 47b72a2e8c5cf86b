package io.mqkeep.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntSupplier;

/** How many rows the terminal has now. Java can't tell, so stty is asked, now and then. */
public final class TerminalRows implements IntSupplier {
    /** What a terminal has when nothing else is known of it. */
    private static final int USUAL = 24;

    private static final Duration FRESH = Duration.ofSeconds(1);

    private int rows = USUAL;
    private long asked;
    private boolean known;

    @Override
    public synchronized int getAsInt() {
        long now = System.nanoTime();
        if (!known || now - asked > FRESH.toNanos()) {
            known = true;
            asked = now;
            rows = ask();
        }
        return rows;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int rows = Integer.parseInt(said.substring(0, Math.max(0, said.indexOf(' '))));
            return rows > 0 ? rows : USUAL;
        } catch (IOException | NumberFormatException notKnown) {
            return USUAL;
        }
    }
}
