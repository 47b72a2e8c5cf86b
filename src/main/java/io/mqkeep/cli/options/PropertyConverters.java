package io.mqkeep.cli.options;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.protocol.Utf8;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what was typed to the properties of MQTT 5, one class for each kind of value. */
final class PropertyConverters {
    private static final int LONGEST_BINARY = 65_535;

    private PropertyConverters() {}

    private static String checked(String text, @Nullable String problem) {
        if (problem != null) {
            throw new TypeConversionException(
                    "'" + (text.length() <= 64 ? text : text.substring(0, 64) + "…") + "' " + problem);
        }
        return text;
    }

    /** {@code NAME=VALUE}. A name with = or \ in it has a \ before each. */
    static final class User implements ITypeConverter<UserProperty> {
        @Override
        public UserProperty convert(String text) {
            StringBuilder name = new StringBuilder();
            int at = 0;
            while (at < text.length() && text.charAt(at) != '=') {
                boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
                name.append(text.charAt(escaped ? at + 1 : at));
                at += escaped ? 2 : 1;
            }
            if (at >= text.length()) {
                throw new TypeConversionException("'" + text + "' is not NAME=VALUE");
            }
            String value = text.substring(at + 1);
            checked(name.toString(), Utf8.problem(name.toString()));
            checked(value, Utf8.problem(value));
            return new UserProperty(name.toString(), value);
        }

        /** Returns what {@link #convert} makes this name and value of. */
        static String written(String name, String value) {
            return name.replace("\\", "\\\\").replace("=", "\\=") + "=" + value;
        }
    }

    /** Bytes as text, or as {@code hex:} or {@code base64:} says; {@code text:} for a text that begins like that. */
    static final class Bytes implements ITypeConverter<Binary> {
        @Override
        public Binary convert(String text) {
            Binary bytes = bytes(text);
            if (bytes.size() > LONGEST_BINARY) {
                throw new TypeConversionException(bytes.size() + " bytes are more than " + LONGEST_BINARY);
            }
            return bytes;
        }

        private static Binary bytes(String text) {
            try {
                if (text.startsWith("hex:")) {
                    return Binary.wrap(HexFormat.of().parseHex(text.substring(4)));
                }
                if (text.startsWith("base64:")) {
                    return Binary.wrap(Base64.getDecoder().decode(text.substring(7)));
                }
            } catch (IllegalArgumentException e) {
                // Not quoted: it may be a secret.
                throw new TypeConversionException("what follows " + text.substring(0, text.indexOf(':') + 1)
                        + " is not " + (text.startsWith("hex:") ? "hexadecimal digits, two a byte" : "base64"));
            }
            return Binary.ofText(text.startsWith("text:") ? text.substring(5) : text);
        }
    }

    /** Seconds in four bytes, as a length of time. */
    static final class Interval implements ITypeConverter<Long> {
        private static final long MOST = 0xFFFF_FFFFL;

        @Override
        public Long convert(String text) {
            try {
                long seconds = DurationSyntax.parseSeconds(text);
                if (seconds > MOST) {
                    throw new TypeConversionException("'" + text + "' is more than " + MOST + " seconds");
                }
                return seconds;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class TwoBytes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) Converters.number(text, 0, 65_535);
        }
    }

    static final class PacketSize implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return Converters.number(text, 1, 0xFFFF_FFFFL);
        }
    }

    static final class SubscriptionIdentifier implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) Converters.number(text, 1, 268_435_455);
        }
    }

    static final class ResponseTopic implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return checked(text, TopicName.problem(text));
        }
    }

    static final class Handling implements ITypeConverter<RetainHandling> {
        @Override
        public RetainHandling convert(String text) {
            return switch (text) {
                case "always", "0" -> RetainHandling.SEND;
                case "new", "1" -> RetainHandling.SEND_IF_NEW;
                case "never", "2" -> RetainHandling.DO_NOT_SEND;
                default -> throw new TypeConversionException("'" + text + "' is not always, new or never");
            };
        }
    }

    /** The reason codes a client may send in DISCONNECT (5.0: 3.14.2.1), as numbers. */
    static final class DisconnectReason implements ITypeConverter<ReasonCode> {
        private static final String NUMBERS = " is not a reason a client may give in DISCONNECT:"
                + " 0x00, 0x04, 0x80 to 0x83, 0x90, 0x93 to 0x97 or 0x99";

        @Override
        public ReasonCode convert(String text) {
            int number;
            try {
                number = text.toLowerCase(Locale.ROOT).startsWith("0x")
                        ? HexFormat.fromHexDigits(text, 2, text.length())
                        : (int) Converters.number(text, 0, 255);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "'" + NUMBERS);
            }
            boolean allowed = switch (number) {
                case 0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99 -> true;
                default -> false;
            };
            ReasonCode code = allowed ? ReasonCode.of(number) : null;
            if (code == null) {
                throw new TypeConversionException("'" + text + "'" + NUMBERS);
            }
            return code;
        }
    }
}
