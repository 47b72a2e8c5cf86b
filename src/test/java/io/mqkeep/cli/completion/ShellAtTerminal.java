package io.mqkeep.cli.completion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A shell with a person before it: what is typed goes to a terminal of its own, Tab included. */
final class ShellAtTerminal implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final String NO_MORE = "";

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    /** @param directory where it runs, and its home; the program it completes is in {@code bin} there */
    ShellAtTerminal(String commandLine, Path directory) throws IOException {
        // script(1) makes the terminal.
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", commandLine, "/dev/null");
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("TERM", "dumb");
        process = builder.start();
        Thread reader = new Thread(this::read, "shell");
        reader.setDaemon(true);
        reader.start();
    }

    /** Types a line and returns the words that the program was then called with. */
    List<String> type(String line) throws IOException, InterruptedException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null || answer.equals(NO_MORE)) {
            synchronized (seen) {
                throw new AssertionError("no answer to " + line + " in:\n" + String.join("\n", seen));
            }
        }
        return List.of(answer.substring(answer.indexOf('<') + 1, answer.lastIndexOf('>'))
                .split("><", -1));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (seen) {
                    seen.add(line);
                }
                // Terminals put their codes before it.
                if (line.endsWith(">") && line.contains("<")) {
                    answers.add(line);
                }
            }
        } catch (IOException ended) {
            // As a terminal does when its last process has gone.
        }
        answers.add(NO_MORE);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
