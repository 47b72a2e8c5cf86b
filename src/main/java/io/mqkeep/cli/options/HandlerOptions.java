package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.handler.HandlerRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that messages are handed to. */
@Heading("Handler options")
public final class HandlerOptions {
    @Option(
            names = "--exec",
            paramLabel = "CMD",
            description =
                    "Run this shell command for each message, with the payload on its standard input and MQTT_TOPIC,"
                        + " MQTT_QOS, MQTT_RETAIN, MQTT_CONTENT_TYPE, MQTT_USER_NAME for user property 'name', ... in"
                        + " its environment. What it prints is printed, and the message is acknowledged when it ends"
                        + " with 0, so that each is handled at least once. Any other status ends with exit status 10"
                        + " and leaves the message with the server, which sends it again to the session's next"
                        + " command.")
    private @Nullable String command;

    @Option(
            names = "--exec-retry",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Run a command that failed so many times again before that, after pauses of 0.1 s to 5 s.")
    private @Nullable Long retries;

    @Option(
            names = "--exec-skip",
            description = "Say so and acknowledge a message the command has failed for, and go on.")
    private boolean skip;

    /**
     * Returns what messages are handed to, or null.
     *
     * @throws Failure when options don't go together
     */
    public @Nullable HandlerRequest request() {
        if (command == null) {
            if (retries != null || skip) {
                throw Failure.usage((skip ? "--exec-skip" : "--exec-retry") + " needs --exec");
            }
            return null;
        }
        if (command.isBlank()) {
            throw Failure.usage("--exec: the command is empty");
        }
        return new HandlerRequest(command, retries == null ? 0 : (int) Math.min(retries, Integer.MAX_VALUE), skip);
    }
}
