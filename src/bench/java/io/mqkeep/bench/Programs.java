package io.mqkeep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the programs that are compared, each as a process of its own, and says how long they took and how large they grew. */
final class Programs {
    private final Path image;
    private final Path work;

    Programs(Path image, Path work) {
        this.image = image;
        this.work = work;
    }

    Path image() {
        return image;
    }

    Path work() {
        return work;
    }

    /** Returns the words that run the image's {@code mqkeep} with these. */
    List<String> mqkeep(String... words) {
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin/mqkeep").toString());
        command.addAll(List.of(words));
        return command;
    }

    /** Returns the words that run a class of the work folder, on the image's own virtual machine with nothing set. */
    List<String> plainJava(String className) {
        return List.of(image.resolve("runtime/bin/java").toString(), "-cp", work.toString(), className);
    }

    /** Returns the folder where sessions of {@code mqkeep} are. */
    Path sessions() {
        return work.resolve("home");
    }

    /** Returns how many seconds a command takes from its start to its end, reading this file or nothing. */
    double seconds(List<String> command, @Nullable Path input) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = start(command, input, null);
        finish(command, process);
        return (System.nanoTime() - began) / 1e9;
    }

    /** Starts a command that writes to this file, or whose output nobody wants. */
    Process start(List<String> command, @Nullable Path input, @Nullable Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input == null ? Path.of("/dev/null").toFile() : input.toFile())
                .redirectOutput(
                        output == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(output.toFile()))
                .redirectError(work.resolve("said").toFile());
        builder.environment().put("MQKEEP_HOME", sessions().toString());
        return builder.start();
    }

    /** @throws IOException when it ends with another status than 0 */
    void finish(List<String> command, Process process) throws IOException, InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + exit + ": "
                    + Files.readString(work.resolve("said")));
        }
    }

    /** Writes this many lines of 25 bytes, line ends included, each another. */
    Path lines(int count) throws IOException {
        Path file = work.resolve("lines-" + count);
        if (!Files.exists(file)) {
            try (var writer = Files.newBufferedWriter(file)) {
                for (int i = 0; i < count; i++) {
                    writer.write("a line of 25 bytes " + (10_000 + i % 90_000) + "\n");
                }
            }
        }
        return file;
    }
}
