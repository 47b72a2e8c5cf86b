package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to publish, and where to. */
@Heading("Message options")
public final class MessageOptions {
    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            converter = Converters.Topic.class,
            description = "The topic to publish to.")
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

    /**
     * Returns the topic.
     *
     * @param needed whether there must be one
     * @throws Failure when there must be one and none is given
     */
    String topic(boolean needed) {
        if (needed && topic.isEmpty()) {
            throw Failure.usage("--topic is missing");
        }
        return topic;
    }

    /**
     * Returns where the payload is, or null when nothing gives one.
     *
     * @param directory what a relative path starts from
     * @throws Failure when more than one option gives it
     */
    @Nullable
    PayloadSource source(Path directory) {
        return source(directory, null, null);
    }

    /**
     * Returns where the payloads are, or null when nothing gives one.
     *
     * @param lines what they are when linesOption was given; it has the file then
     * @throws Failure when more than one option gives them
     */
    @Nullable
    PayloadSource source(Path directory, @Nullable String linesOption, PayloadSource.@Nullable Lines lines) {
        String option = null;
        PayloadSource source = null;
        if (text != null) {
            option = "--message";
            source = new PayloadSource.Given(Binary.ofText(text));
        }
        if (file != null && lines == null) {
            option = onlyOne(option, "--file");
            source = new PayloadSource.InFile(directory.resolve(file));
        }
        if (standardInput) {
            option = onlyOne(option, "--stdin-file");
            source = new PayloadSource.StandardInput();
        }
        if (lines != null) {
            option = onlyOne(option, linesOption);
            source = lines;
        }
        if (empty) {
            onlyOne(option, "--null-message");
            source = new PayloadSource.Given(Binary.EMPTY);
        }
        return source;
    }

    /** Returns the file that was given, or null. */
    @Nullable
    Path file(Path directory) {
        return file == null ? null : directory.resolve(file);
    }

    private static @Nullable String onlyOne(@Nullable String before, @Nullable String option) {
        if (before != null) {
            throw Failure.usage(before + " and " + option + " both give the payload");
        }
        return option;
    }
}
