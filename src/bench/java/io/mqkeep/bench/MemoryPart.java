package io.mqkeep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How large a publisher grows by how much it publishes, and what a message costs then; and how large the image is. */
final class MemoryPart {
    private MemoryPart() {}

    static List<Row> measure(BenchOptions options, Programs programs, int port) throws Exception {
        String[] where = {"pub", "-h", "127.0.0.1", "-p", "" + port, "-t", "memory", "-q", "1"};
        List<Row> rows = new ArrayList<>();
        List<Double> once = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            once.add(
                    run(programs, with(programs.mqkeep(where), "-m", "m"), null).mebibytes());
        }
        rows.add(Row.of("peak memory of mqkeep pub -q 1", Row.Unit.MEBIBYTES, once)
                .atMost(60));
        for (List<String> session : List.of(List.<String>of(), List.of("--session", "memory"))) {
            String which = "mqkeep pub -l -q 1" + (session.isEmpty() ? "" : " --session");
            for (int count = 10_000; count <= (options.quick() ? 100_000 : options.most()); count *= 10) {
                List<String> command = with(programs.mqkeep(where), "-l");
                command.addAll(session);
                Ran ran = run(programs, command, programs.lines(count));
                String lines = "%s, %,d lines".formatted(which, count);
                rows.add(Row.of("peak memory of " + lines, Row.Unit.MEBIBYTES, List.of(ran.mebibytes()))
                        .atMost(120));
                rows.add(Row.of(
                        "a message of " + lines, Row.Unit.MICROSECONDS_EACH, List.of(1e6 * ran.seconds() / count)));
            }
        }
        double image;
        try (Stream<Path> files = Files.walk(programs.image())) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += file.startsWith(programs.image().resolve("lib/broker")) ? 0 : Files.size(file);
            }
            image = bytes / 1048576.0;
        }
        rows.add(Row.of("image on the disk without its broker", Row.Unit.MEBIBYTES, List.of(image)));
        rows.add(Row.of("the same as .tar.gz", Row.Unit.MEBIBYTES, List.of(compressed(programs)))
                .atMost(60));
        return rows;
    }

    private static double compressed(Programs programs) throws IOException, InterruptedException {
        Path archive = programs.work().resolve("image.tar.gz");
        programs.seconds(
                List.of(
                        "tar",
                        "--exclude=lib/broker",
                        "-czf",
                        archive.toString(),
                        "-C",
                        programs.image().toString(),
                        "bin",
                        "lib",
                        "runtime"),
                null);
        return Files.size(archive) / 1048576.0;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** How long a process ran, and the most memory it had at a time. */
    private record Ran(double seconds, double mebibytes) {}

    private static Ran run(Programs programs, List<String> command, @Nullable Path input)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = programs.start(command, input, null);
        // The launcher becomes the virtual machine, so the process stays the same. Its peak only grows, so the last
        // look counts.
        Path status = Path.of("/proc", "" + process.pid(), "status");
        long peak = 0;
        while (process.isAlive()) {
            try (Stream<String> lines = Files.lines(status)) {
                peak = lines.filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(peak);
            } catch (IOException | UncheckedIOException ended) {
                break;
            }
            Thread.sleep(1);
        }
        programs.finish(command, process);
        return new Ran((System.nanoTime() - began) / 1e9, peak / 1024.0);
    }
}
