package io.mqkeep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parts that run for every message, measured by JMH with the virtual machine's options of the image. */
final class InnerPart {
    private InnerPart() {}

    static List<Row> measure(BenchOptions options) throws RunnerException {
        var jmh = new OptionsBuilder()
                .include("io\\.mqkeep\\..*\\.(SessionTurn|RecordCodec|Formatter)Jmh\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(options.quick() ? 2 : 5)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(options.quick() ? 3 : 10)
                .measurementTime(TimeValue.milliseconds(300))
                .forks(options.quick() ? 1 : 3)
                .jvmArgs(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx1g",
                        "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .build();
        List<Row> rows = new ArrayList<>();
        for (RunResult result : new Runner(jmh).run()) {
            List<Double> each = new ArrayList<>();
            result.getBenchmarkResults()
                    .forEach(fork -> fork.getIterationResults()
                            .forEach(iteration ->
                                    each.add(iteration.getPrimaryResult().getScore())));
            String name = result.getParams().getBenchmark();
            rows.add(Row.of(name.substring(name.lastIndexOf('.') + 1).replace('_', ' '), Row.Unit.NANOSECONDS, each));
        }
        return rows;
    }
}
