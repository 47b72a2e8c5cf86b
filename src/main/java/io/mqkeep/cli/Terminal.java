package io.mqkeep.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whoever sits there, whatever standard input and output are connected to. */
public final class Terminal {
    private static final String DEVICE = "/dev/tty";

    private Terminal() {}

    /** Asks for something that is not shown while it is typed; null when there is nobody to ask. */
    public static char @Nullable [] askSecret(String question) {
        @SuppressWarnings("SystemConsoleNull") // Without jdk.internal.le, which the image has no use for, it is.
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return console.readPassword("%s", question);
        }
        try (OutputStream out = new FileOutputStream(DEVICE);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(new FileInputStream(DEVICE), StandardCharsets.UTF_8))) {
            out.write(question.getBytes(StandardCharsets.UTF_8));
            stty("-echo");
            String answer;
            try {
                answer = in.readLine();
            } finally {
                stty("echo");
                out.write('\n');
            }
            return answer == null ? null : answer.toCharArray();
        } catch (IOException noTerminal) {
            return null;
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
