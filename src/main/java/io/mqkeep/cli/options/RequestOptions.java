package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.QoS;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How to ask, and how long to wait for answers. */
@Heading("Request options")
public final class RequestOptions {
    @Option(
            names = {"-q", "--qos"},
            paramLabel = "0|1|2",
            converter = Converters.QualityOfService.class,
            description = "The quality of service of question and answers. Default: 1.")
    private QoS qos = QoS.AT_LEAST_ONCE;

    @Option(
            names = {"-C", "--count"},
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Wait for this many answers. Default: 1.")
    private long count = 1;

    @Option(
            names = {"-W", "--duration"},
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "How long to wait for them. Default: 30s.")
    private Duration wait = Duration.ofSeconds(30);

    public QoS qos() {
        return qos;
    }

    public long count() {
        return count;
    }

    /** Returns how long to wait for answers. */
    public Duration duration() {
        return wait;
    }

    /**
     * Returns what is to be published.
     *
     * @param directory what a relative path starts from
     * @throws Failure when there is no payload, or more than one
     */
    public PublishRequest request(MessageOptions message, Path directory) {
        PayloadSource source = message.source(directory);
        if (source == null) {
            throw Failure.usage("nothing to ask: give one of --message, --file, --stdin-file and --null-message");
        }
        PublishShape shape = new PublishManyOptions().shape(source, qos, false, null);
        return new PublishRequest(message.topic(true), source, qos, false, false, null, shape);
    }
}
