package io.mqkeep.cli.options;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.protocol.Utf8;
import io.mqkeep.session.LostPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what was typed to what it means, one class for each kind of value, as picocli wants them. */
final class Converters {
    private Converters() {}

    /** What can be read or not: refusals are ends of sentences. */
    private interface Reader<T> {
        T read(String text);
    }

    private static <T> T converted(String text, Reader<T> reader) {
        try {
            return reader.read(text);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new TypeConversionException(message == null ? "is not understood" : message);
        }
    }

    private static String checked(String text, @Nullable String problem) {
        if (problem != null) {
            throw new TypeConversionException("'" + shortened(text) + "' " + problem);
        }
        return text;
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    static final class Host implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isEmpty()) {
                throw new TypeConversionException("the host is empty");
            }
            if (text.indexOf('@') >= 0) {
                // Not shown: it may hold a password.
                throw new TypeConversionException("what has an @ is a URL: give it with --url");
            }
            if (text.contains("://")) {
                throw new TypeConversionException("'" + text + "' is a URL: give it with --url");
            }
            if (text.startsWith("[") && text.endsWith("]")) {
                return new Host().convert(text.substring(1, text.length() - 1));
            }
            int colon = text.indexOf(':');
            if (colon >= 0 && colon == text.lastIndexOf(':')) {
                throw new TypeConversionException("'" + text + "' has a port in it: give it with --port");
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c <= ' ' || c == '/') {
                    throw new TypeConversionException("'" + shortened(text) + "' is not a host name or an address");
                }
            }
            return checked(text, Utf8.problem(text));
        }
    }

    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return converted(text, ServerUrl::port);
        }
    }

    static final class Url implements ITypeConverter<ServerUrl> {
        @Override
        public ServerUrl convert(String text) {
            return converted(text, ServerUrl::parse);
        }
    }

    static final class TlsVersion implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "1.2", "tlsv1.2", "12" -> "1.2";
                case "1.3", "tlsv1.3", "13" -> "1.3";
                default ->
                    throw new TypeConversionException(
                            "'" + text + "' is not a version of TLS that is safe" + " (1.2, 1.3)");
            };
        }
    }

    /** A SHA-256 in hexadecimal digits, as any tool writes it. */
    static final class Fingerprint implements ITypeConverter<String> {
        private static final int DIGITS = 64;

        @Override
        public String convert(String text) {
            String digits = text.toLowerCase(Locale.ROOT);
            for (String before : List.of("sha256 fingerprint=", "sha256=", "sha256:", "sha-256:")) {
                if (digits.startsWith(before)) {
                    digits = digits.substring(before.length());
                }
            }
            digits = digits.replace(":", "").replace(" ", "");
            boolean right = digits.length() == DIGITS;
            for (int i = 0; right && i < DIGITS; i++) {
                right = Character.digit(digits.charAt(i), 16) >= 0;
            }
            if (!right) {
                throw new TypeConversionException("'" + shortened(text) + "' is not a SHA-256 (64 hexadecimal digits);"
                        + " 'openssl x509 -noout -fingerprint -sha256' prints one");
            }
            return digits;
        }
    }

    static final class Text implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return checked(text, Utf8.problem(text));
        }
    }

    static final class Version implements ITypeConverter<MqttVersion> {
        @Override
        public MqttVersion convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "5", "5.0", "v5", "mqttv5", "50" -> MqttVersion.V5;
                case "3.1.1", "311", "v3.1.1", "mqttv311", "3", "4" -> MqttVersion.V3_1_1;
                default -> throw new TypeConversionException("'" + text + "' is not a version spoken here (5, 3.1.1)");
            };
        }
    }

    static final class KeepAlive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            long seconds = converted(text, DurationSyntax::parseSeconds);
            if (seconds > 65_535) {
                throw new TypeConversionException("'" + text + "' is more than 65535 seconds");
            }
            return (int) seconds;
        }
    }

    static final class Expiry implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return converted(text, SessionExpirySyntax::parse);
        }
    }

    /** A length of time to wait; none would be no wait at all. */
    static final class Wait implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration = converted(text, DurationSyntax::parse);
            if (duration.isZero()) {
                throw new TypeConversionException("'" + text + "' is no time at all");
            }
            return duration;
        }
    }

    static final class Inflight implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, 1, 65_535);
        }
    }

    static final class Attempts implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, 0, 1_000_000_000);
        }
    }

    static final class Delay implements ITypeConverter<ReconnectDelay> {
        @Override
        public ReconnectDelay convert(String text) {
            return converted(text, ReconnectDelay::parse);
        }
    }

    static final class Inbox implements ITypeConverter<InboxLimit> {
        @Override
        public InboxLimit convert(String text) {
            return converted(text, InboxLimit::parse);
        }
    }

    static final class OnSessionLost implements ITypeConverter<LostPolicy> {
        @Override
        public LostPolicy convert(String text) {
            return switch (text) {
                case "fail" -> LostPolicy.FAIL;
                case "republish" -> LostPolicy.REPUBLISH;
                case "discard" -> LostPolicy.DISCARD;
                default -> throw new TypeConversionException("'" + text + "' is not fail, republish or discard");
            };
        }
    }

    static final class Topic implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return checked(text, TopicName.problem(text));
        }
    }

    static final class Filter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return checked(text, TopicFilter.problem(text));
        }
    }

    static final class QualityOfService implements ITypeConverter<QoS> {
        @Override
        public QoS convert(String text) {
            return QoS.of((int) number(text, 0, 2));
        }
    }

    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return number(text, 1, 999_999_999_999L);
        }
    }

    static long number(String text, long least, long most) {
        boolean digits = !text.isEmpty() && text.length() <= 12;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        long number = digits ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new TypeConversionException("'" + shortened(text) + "' is not in " + least + " to " + most);
        }
        return number;
    }
}
