package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.cli.output.format.FormatTemplate;
import io.mqkeep.cli.output.payload.PayloadFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How messages are printed, beyond payload, topic and line end. */
@Heading("Format options")
public final class FormatOptions {
    @Option(
            names = {"-F", "--output-format"},
            paramLabel = "FORMAT",
            description = "Print each message this way; the escapes are those of mosquitto_sub: %%t topic, %%p"
                + " payload, %%x %%X payload in hex, %%l its length, %%q QoS, %%r retain, %%m packet id, %%j %%J all"
                + " as JSON, %%I %%U time, %%A %%C %%D %%E %%F %%P %%R %%S properties, %%f %%d float and double, @Y @H"
                + " ... as strftime, @N nanoseconds, \\n"
                + " \\t \\0 ...; with width and precision, as in %%-20t or %%.2:x.")
    private @Nullable String template;

    @Option(names = "--pretty", description = "With -F: %%j and %%J over several lines.")
    private boolean pretty;

    @Option(
            names = "--format",
            paramLabel = "raw|hex|base64|json|pretty|msgpack|cbor",
            converter = Payloads.class,
            description = "Print payloads as they came, in hex, base64, json (checked, in one line), pretty (JSON over"
                    + " several lines), msgpack or cbor (as JSON). A payload that is not in its format is printed as a"
                    + " JSON string, and said on standard error. Default: raw.")
    private @Nullable PayloadFormat format;

    @Option(names = "--timestamps", description = "Print when each message came before it, in UTC.")
    private boolean timestamps;

    /**
     * Returns the format, checked.
     *
     * @param plain what the other options ask for
     * @param json whether each message is to be a JSON object
     * @throws Failure when options don't go together
     */
    public MessageFormat format(MessageFormat.Plain plain, boolean json) {
        if (json) {
            refuse(plain.topic(), "--json and --verbose: the JSON object already has the topic");
            refuse(!plain.newline(), "--json and --no-newline: every JSON object is a line");
            refuse(plain.raw(), "--json and --raw: JSON writes control characters its own way");
            refuse(template != null, "--json and --output-format both say how a message is printed");
            refuse(format != null, "--json and --format: the JSON object has the payload as it came");
            refuse(timestamps, "--json and --timestamps: the JSON object already has the time");
            return new MessageFormat.Json();
        }
        refuse(
                pretty && template == null,
                "--pretty is for %j and %J of --output-format; --format pretty is for payloads");
        if (template != null) {
            refuse(format != null, "--output-format and --format: %x prints the payload in hex, %J as JSON");
            refuse(timestamps, "--output-format and --timestamps: %I prints the time");
            return new MessageFormat.Template(template(template), plain.newline(), plain.raw());
        }
        if (format == null && !timestamps) {
            return plain;
        }
        return new MessageFormat.Shaped(plain, format == null ? PayloadFormat.RAW : format, timestamps);
    }

    private FormatTemplate template(String text) {
        try {
            return FormatTemplate.parse(text, pretty);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--output-format: " + e.getMessage());
        }
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw Failure.usage(sentence);
        }
    }

    /** As picocli wants it. */
    static final class Payloads implements ITypeConverter<PayloadFormat> {
        @Override
        public PayloadFormat convert(String text) {
            for (PayloadFormat format : PayloadFormat.values()) {
                if (format.word().equals(text)) {
                    return format;
                }
            }
            throw new TypeConversionException("'" + text + "' is not raw, hex, base64, json, pretty, msgpack or cbor");
        }
    }
}
