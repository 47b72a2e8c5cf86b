package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.publish.PayloadEncoding;
import io.mqkeep.protocol.QoS;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How messages are made and how fast they go out. */
@Heading("Publishing options")
public final class PublishManyOptions {
    @Option(
            names = "--null-delimited",
            description = "Every part of standard input, or of --file, up to a NUL is a message, as find -print0 writes"
                    + " them.")
    boolean nullDelimited;

    @Option(
            names = "--json-lines",
            description =
                    "Every line of standard input, or of --file, is a message as JSON: topic (or --topic), payload or"
                            + " payloadBase64, qos, retain, properties, and delay, the seconds to wait before it. What"
                            + " 'sub --json' prints is published as it was.")
    boolean jsonLines;

    @Option(
            names = "--payload-encoding",
            paramLabel = "text|hex|base64",
            converter = Encodings.class,
            description = "What is given as the payload stands for other bytes. Default: text.")
    PayloadEncoding encoding = PayloadEncoding.TEXT;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Publish the message so many times.")
    @Nullable
    Long repeat;

    @Option(
            names = "--repeat-delay",
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "Wait this time between two of them.")
    @Nullable
    Duration repeatDelay;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = Rates.class,
            description = "Publish no more messages a second than this, also written 10/m or 10/h.")
    @Nullable
    Double rate;

    @Option(
            names = "--template",
            description = "Fill in what stands in {{ }} in topic and payload: {{counter}} (from 1) or {{counter:100}},"
                    + " {{time}} (ISO-8601) or {{time:ms}} (since 1970), {{random:1:6}}, {{uuid}}, {{env:NAME}}.")
    boolean template;

    @Option(
            names = "--progress",
            description = "Say on standard error how it goes, every second, and at the end how it went. On a terminal a"
                    + " bar shows that without being asked when the end is known.")
    boolean progress;

    @Option(
            names = "--wait-subscriber",
            paramLabel = "SECONDS",
            converter = Waits.class,
            description =
                    "A message that nobody has subscribed to is a failure (MQTT 5; QoS 1 unless --qos says 2, with"
                            + " which mosquitto does not tell). One message is published again every half second until"
                            + " somebody has, for at most this time; 0 does not wait.")
    @Nullable
    Duration waitSubscriber;

    /** Returns by which option lines are messages, or null when they are not. */
    @Nullable
    String linesOption(boolean plainLines) {
        return plainLines ? "--stdin-line" : nullDelimited ? "--null-delimited" : jsonLines ? "--json-lines" : null;
    }

    /**
     * Returns what was asked, checked.
     *
     * @throws Failure when options don't go together
     */
    PublishShape shape(PayloadSource payload, @Nullable QoS qos, boolean offline, @Nullable String key) {
        boolean lines = payload instanceof PayloadSource.Lines;
        refuse(
                nullDelimited && jsonLines,
                "--null-delimited and --json-lines: only one of them can say where a message ends");
        refuse(jsonLines && template, "--json-lines and --template: what is filled in could break the JSON");
        refuse(
                jsonLines && encoding != PayloadEncoding.TEXT,
                "--json-lines and --payload-encoding: payloadBase64 says it");
        refuse(repeat != null && lines, "--repeat is for one message, and lines are many");
        refuse(repeat != null && key != null, "--repeat and --key: the key has the message published once");
        refuse(repeatDelay != null && repeat == null, "--repeat-delay needs --repeat");
        refuse(rate != null && repeat == null && !lines, "--rate is for many messages: --repeat, or lines");
        if (waitSubscriber != null) {
            refuse(qos == QoS.AT_MOST_ONCE, "--wait-subscriber needs an acknowledgement, and --qos 0 has none");
            refuse(offline, "--wait-subscriber and --offline: only a server knows who has subscribed");
            refuse(key != null, "--wait-subscriber and --key: the key has the message published once");
            refuse(
                    (lines || repeat != null) && !waitSubscriber.isZero(),
                    "--wait-subscriber waits with one message only; with many, 0 makes each that nobody gets a"
                            + " failure");
        }
        return new PublishShape(
                nullDelimited,
                jsonLines,
                encoding,
                repeat == null ? 1 : repeat,
                repeatDelay,
                rate,
                template,
                progress,
                waitSubscriber);
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw Failure.usage(sentence);
        }
    }

    /** As picocli wants it. */
    static final class Encodings implements ITypeConverter<PayloadEncoding> {
        @Override
        public PayloadEncoding convert(String text) {
            return switch (text) {
                case "text" -> PayloadEncoding.TEXT;
                case "hex" -> PayloadEncoding.HEX;
                case "base64" -> PayloadEncoding.BASE64;
                default -> throw new TypeConversionException("'" + text + "' is not text, hex or base64");
            };
        }
    }

    /** A length of time that may be none. */
    static final class Waits implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return text.equals("0") ? Duration.ZERO : new Converters.Wait().convert(text);
        }
    }

    /** Messages a second. */
    static final class Rates implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            int slash = text.indexOf('/');
            String number = slash < 0 ? text : text.substring(0, slash);
            double unit = switch (slash < 0 ? "s" : text.substring(slash + 1)) {
                case "s" -> 1;
                case "m" -> 60;
                case "h" -> 3600;
                default -> 0;
            };
            try {
                double rate = new BigDecimal(number).doubleValue() / unit;
                if (rate > 0 && rate <= 1e9) {
                    return rate;
                }
            } catch (NumberFormatException noNumber) {
                // Said below.
            }
            throw new TypeConversionException("'" + text + "' is not a rate such as 100/s, 0.5/s or 10/m");
        }
    }
}
