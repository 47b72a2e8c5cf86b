package io.mqkeep.cli.options;

import io.mqkeep.cli.ask.Probe;
import io.mqkeep.protocol.QoS;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure, and how often. */
@Heading("Ping options")
public final class PingOptions {
    @Option(
            names = {"-q", "--qos"},
            paramLabel = "0|1|2",
            converter = Converters.QualityOfService.class,
            description = "Measure a message with this QoS too; may be given several times.")
    private List<QoS> qos = new ArrayList<>();

    @Option(
            names = {"-C", "--count"},
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "End after this many rounds.")
    private @Nullable Long count;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "The time between two rounds. Default: 1s.")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = {"-W", "--duration"},
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "How long to wait for an answer. Default: 10s.")
    private Duration wait = Duration.ofSeconds(10);

    /** Returns after how many rounds to end. */
    public long count() {
        return count == null ? Long.MAX_VALUE : count;
    }

    public Duration interval() {
        return interval;
    }

    /** Returns how long to wait for an answer. */
    public Duration duration() {
        return wait;
    }

    /** Returns what to measure: PINGREQ, and whatever else was asked for. */
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(List.of(new Probe(null)));
        for (QoS each : qos) {
            Probe probe = new Probe(each);
            if (!probes.contains(probe)) {
                probes.add(probe);
            }
        }
        return probes;
    }
}
