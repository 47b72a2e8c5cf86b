package io.mqkeep.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One {@code mqkeep} process of the story, with its own home folder. What it prints goes to files, so that no process ever waits
 * for somebody to read.
 */
final class Told {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path out;
    private final Path err;

    private Told(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a command.
     *
     * @param scratch where its output goes
     */
    static Told start(Path image, Path home, Path scratch, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin").resolve("mqkeep").toString());
        command.addAll(arguments);
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.createTempFile(scratch, "in", ".txt").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // The demonstration is the same for everybody, whatever they have set.
        builder.environment().keySet().removeIf(name -> name.startsWith("MQKEEP_") && !name.equals("MQKEEP_JAVA_OPTS"));
        builder.environment().put("MQKEEP_CONFIG", "");
        builder.environment().put("MQKEEP_HOME", home.toString());
        return new Told(builder.start(), out, err);
    }

    /** Kills it as {@code kill -9} does: it gets no chance to write or say anything more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Returns its exit code, or -1 when it had to be killed because it did not end. */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
            return -1;
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }
}
