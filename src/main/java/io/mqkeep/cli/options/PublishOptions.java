package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.Utf8;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to publish. */
@Heading("Message options")
public final class PublishOptions {
    @Option(
            names = {"-l", "--stdin-line"},
            description =
                    "Every line of standard input, or of --file, is a message. With a session and a regular file it"
                            + " goes on after the last line that was sent.")
    private boolean lines;

    @Option(names = "--restart", description = "Send the lines of --file from its beginning again.")
    private boolean restart;

    @Option(
            names = {"-q", "--qos"},
            paramLabel = "0|1|2",
            converter = Converters.QualityOfService.class,
            description = "The quality of service. Default: 0, or 2 with a session (less if the server takes less).")
    private @Nullable QoS qos;

    @Option(
            names = {"-r", "--retain"},
            description = "The server keeps the message for later subscribers; an empty one deletes what it keeps.")
    private boolean retain;

    @Option(names = "--offline", description = "Only queue it in the session; the next command that connects sends it.")
    private boolean offline;

    @Option(
            names = "--idempotency-key",
            paramLabel = "ID",
            converter = Converters.Text.class,
            description =
                    "Publish once under this key (without --cert, --key is short for it): the session remembers it,"
                            + " and the same command again waits for the first message instead of sending another.")
    private @Nullable String idempotencyKey;

    /**
     * Returns what was asked, checked.
     *
     * @param directory what a relative path starts from
     * @param shortKey the idempotency key when it was given as {@code --key}
     * @throws Failure when options don't go together
     */
    public PublishRequest request(
            MessageOptions message,
            PublishManyOptions many,
            @Nullable SessionRequest session,
            Path directory,
            @Nullable String shortKey) {
        if (idempotencyKey != null && shortKey != null) {
            throw Failure.usage("--key and --idempotency-key both give the idempotency key; with --cert, --key is its"
                    + " private key");
        }
        String key = shortKey == null ? idempotencyKey : shortKey;
        PayloadSource source = source(message, many, directory);
        String topic = message.topic(!many.jsonLines);
        if (session == null) {
            SessionOptions.refuseWithoutSession(offline, "--offline");
            if (shortKey != null) {
                throw Failure.usage("--key needs --session, for which it is an idempotency key, or --cert, whose"
                        + " private key it is then");
            }
            SessionOptions.refuseWithoutSession(key != null, "--idempotency-key");
        }
        if (key != null) {
            if (source instanceof PayloadSource.Lines) {
                throw Failure.usage("--key is for one message, and " + many.linesOption(lines) + " sends many");
            }
            if (qos == QoS.AT_MOST_ONCE) {
                throw Failure.usage("--key waits for an acknowledgement, and --qos 0 has none");
            }
            checkText(key);
            if (key.isEmpty()) {
                throw Failure.usage("--key: the key is empty");
            }
        }
        PublishShape shape = many.shape(source, qos, offline, key);
        QoS meant = shape.waitSubscriber() != null && qos == null ? QoS.AT_LEAST_ONCE : qos;
        return new PublishRequest(topic, source, meant, retain, offline, key, shape);
    }

    private static void checkText(String key) {
        String problem = Utf8.problem(key);
        if (problem != null) {
            throw Failure.usage("--key: the key " + problem);
        }
    }

    private PayloadSource source(MessageOptions message, PublishManyOptions many, Path directory) {
        Path file = message.file(directory);
        String linesOption = many.linesOption(lines);
        if (restart && (linesOption == null || file == null)) {
            throw Failure.usage("--restart is for --stdin-line with --file: nothing else has a place to go on from");
        }
        PayloadSource source = message.source(
                directory, linesOption, linesOption == null ? null : new PayloadSource.Lines(file, restart));
        if (source == null) {
            throw Failure.usage("nothing to publish: give one of --message, --file, --stdin-file, --stdin-line and"
                    + " --null-message");
        }
        return source;
    }
}
