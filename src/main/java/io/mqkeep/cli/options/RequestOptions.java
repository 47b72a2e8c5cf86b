package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.QoS;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to ask, and how long to wait for answers. */
@Heading("Request options")
public final class RequestOptions {
    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            required = true,
            converter = Converters.Topic.class,
            description = "The topic to ask on.")
    private String topic = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "The payload.")
    private @Nullable String text;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The payload is this file.")
    private @Nullable Path file;

    @Option(
            names = {"-s", "--stdin-file"},
            description = "The payload is all of standard input.")
    private boolean standardInput;

    @Option(
            names = {"-n", "--null-message"},
            description = "The payload is empty.")
    private boolean empty;

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

    @Option(
            names = {"-v", "--verbose"},
            description = "Print the topic and a space before each answer.")
    private boolean verbose;

    @Option(
            names = {"-N", "--no-newline"},
            description = "Print no line end after an answer.")
    private boolean noNewline;

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

    public boolean verbose() {
        return verbose;
    }

    public boolean newline() {
        return !noNewline;
    }

    /**
     * Returns what is to be published.
     *
     * @param directory what a relative path starts from
     * @throws Failure when there is no payload, or more than one
     */
    public PublishRequest request(Path directory) {
        PayloadSource source = null;
        int given = 0;
        if (text != null) {
            source = new PayloadSource.Given(Binary.ofText(text));
            given++;
        }
        if (file != null) {
            source = new PayloadSource.InFile(directory.resolve(file));
            given++;
        }
        if (standardInput) {
            source = new PayloadSource.StandardInput();
            given++;
        }
        if (empty) {
            source = new PayloadSource.Given(Binary.EMPTY);
            given++;
        }
        if (source == null || given > 1) {
            throw Failure.usage("give one of --message, --file, --stdin-file and --null-message as the question");
        }
        PublishShape shape = new PublishManyOptions().shape(source, qos, false, null);
        return new PublishRequest(topic, source, qos, false, false, null, shape);
    }
}
