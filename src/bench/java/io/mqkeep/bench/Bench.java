package io.mqkeep.bench;

import io.mqkeep.bench.BenchOptions.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs every comparison and writes the table and its picture: of a whole run into {@code src/bench/results.md} and
 * {@code docs/benchmark.svg}, of any other into {@code target/bench}. Names what is worse by more than a quarter than in the table that
 * was kept, and ends with 1 then.
 */
final class Bench {
    private static final Path KEPT = Path.of("src/bench/results.md");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        BenchOptions options;
        try {
            options = BenchOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + BenchOptions.USAGE);
            System.exit(2);
            return;
        }
        Path work = Files.createTempDirectory("mqkeep-bench");
        List<Row> rows = new ArrayList<>();
        try {
            measure(options, new Programs(options.image(), work), rows);
        } finally {
            remove(work);
        }
        System.exit(report(options, rows) ? 0 : 1);
    }

    private static void measure(BenchOptions options, Programs programs, List<Row> rows) throws Exception {
        for (Part part : options.parts()) {
            System.err.println("measuring: " + part.name().toLowerCase(Locale.ROOT));
            if (part == Part.INNER) {
                rows.addAll(InnerPart.measure(options));
                continue;
            }
            // A broker of its own for each: one that has moved a million messages is another one.
            try (Mosquitto broker =
                    Mosquitto.start(programs.work(), part == Part.SUBSCRIBE ? SubscribePart.IN_FLIGHT : 0)) {
                rows.addAll(
                        switch (part) {
                            case START -> StartPart.measure(options, programs, broker.port());
                            case PUBLISH -> PublishPart.measure(options, programs, broker);
                            case SUBSCRIBE -> SubscribePart.measure(options, programs, broker.port());
                            case MEMORY -> MemoryPart.measure(options, programs, broker.port());
                            case RESUME -> ResumePart.measure(options, programs, broker.port());
                            case INNER -> throw new IllegalStateException("has no broker");
                        });
            }
            remove(programs.sessions());
        }
    }

    /** Returns whether nothing is much worse than before. */
    private static boolean report(BenchOptions options, List<Row> rows) throws IOException {
        Report report = new Report(rows);
        String machine = Machine.describe();
        List<String> worse = report.worseThan(KEPT);
        Path table = options.whole() ? KEPT : Path.of("target/bench/results.md");
        Path chart = options.whole() ? Path.of("docs/benchmark.svg") : Path.of("target/bench/benchmark.svg");
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(
                table,
                "# Measured\n\n%d rounds, starts four times as many. %s\n\n%s"
                        .formatted(options.rounds(), machine, report.table()));
        Files.writeString(chart, Chart.draw(rows, report, machine));
        System.out.println(report.table());
        System.out.println(machine + " Written: " + table + ", " + chart);
        if (!worse.isEmpty()) {
            System.out.println("\nworse by more than a quarter than in " + KEPT + ":");
            worse.forEach(System.out::println);
        }
        return worse.isEmpty();
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}
