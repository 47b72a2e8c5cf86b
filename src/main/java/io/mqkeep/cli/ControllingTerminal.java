package io.mqkeep.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks whoever sits there, whatever standard input and output are connected to. */
public final class ControllingTerminal {
    private static final String DEVICE = "/dev/tty";
    private static final long LOOK_AGAIN_MILLIS = 50;

    private ControllingTerminal() {}

    /**
     * Asks for something that is not shown while it is typed; null when there is nobody to ask.
     *
     * @throws Failure with the status asked for when the wish to end comes first
     */
    public static char @Nullable [] askSecret(String question, Interruption interruption) {
        try (OutputStream out = new FileOutputStream(DEVICE);
                InputStream in = new FileInputStream(DEVICE)) {
            out.write(question.getBytes(StandardCharsets.UTF_8));
            stty("-echo");
            try {
                return line(in, interruption);
            } finally {
                stty("echo");
                out.write('\n');
            }
        } catch (IOException noTerminal) {
            return null;
        }
    }

    /** Looks whether a line is there before it reads: nothing ends a read that waits, and Ctrl-C must. */
    private static char[] line(InputStream in, Interruption interruption) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (in.available() == 0) {
                interruption.pauseOrFail(LOOK_AGAIN_MILLIS);
            }
            int octet = in.read();
            if (octet < 0 || octet == '\n') {
                return line.toString(StandardCharsets.UTF_8).toCharArray();
            }
            line.write(octet);
        }
    }

    private static void stty(String mode) throws IOException {
        try {
            new ProcessBuilder("stty", mode)
                    .redirectInput(new File(DEVICE))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
