package io.mqkeep.cli.output.format;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.Printable;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** A format, read once: text, fields of the message and parts of the time, in their order. */
public final class FormatTemplate {
    private static final String LETTERS = "%ACDEFIJPRSUXdfjlmpqrtx";
    private static final String SEPARATORS = "!\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~ ";

    private final List<Piece> pieces;
    private final ZoneId zone = ZoneId.systemDefault();

    /** One part of a format. */
    private sealed interface Piece {
        record Text(Binary bytes) implements Piece {}

        record Letter(char letter, Field field) implements Piece {}

        record Time(char letter) implements Piece {}
    }

    private final boolean pretty;

    private FormatTemplate(List<Piece> pieces, boolean pretty) {
        this.pieces = pieces;
        this.pretty = pretty;
    }

    /**
     * Reads a format.
     *
     * @param pretty whether JSON has several lines
     * @throws IllegalArgumentException with a sentence when it is not understood
     */
    public static FormatTemplate parse(String text, boolean pretty) {
        return new FormatTemplate(new Parser(text).pieces(), pretty);
    }

    /**
     * Returns a message in this format.
     *
     * @param shown whether somebody looks at it: the bytes of a stranger are shown then, not obeyed
     * @param notes hears of a payload that is not what the format wants
     */
    public byte[] format(Delivery delivery, boolean shown, Notes notes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageFields fields =
                new MessageFields(delivery, Instant.ofEpochMilli(delivery.at()).atZone(zone), pretty, notes);
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Text(Binary bytes) -> out.writeBytes(bytes.array());
                case Piece.Letter(char letter, Field field) -> {
                    ByteArrayOutputStream value = new ByteArrayOutputStream();
                    fields.write(letter, field, value);
                    out.writeBytes(
                            shown
                                    ? Printable.ofPayload(value.toByteArray()).getBytes(StandardCharsets.UTF_8)
                                    : value.toByteArray());
                }
                case Piece.Time(char letter) -> out.writeBytes(time(letter, fields.time()));
            }
        }
        return out.toByteArray();
    }

    private static byte[] time(char letter, ZonedDateTime time) {
        String text = letter == 'N' ? MessageFields.nanos(time) : Strftime.of(letter, time);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** From characters to pieces. */
    private static final class Parser {
        private final String text;
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Piece> pieces() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '%' -> field();
                    case '@' -> time();
                    case '\\' -> escape();
                    default -> literal.append(c);
                }
            }
            endLiteral();
            return pieces;
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                pieces.add(new Piece.Text(Binary.ofText(literal.toString())));
                literal.setLength(0);
            }
        }

        private char next(String what) {
            if (at >= text.length()) {
                throw new IllegalArgumentException("'" + text + "' ends in the middle of " + what);
            }
            return text.charAt(at++);
        }

        private void field() {
            int start = at - 1;
            String what = "an escape that begins with %; %% is the sign itself";
            char c = next(what);
            boolean left = c == '-';
            if (left) {
                c = next(what);
            }
            boolean zeros = c == '0';
            if (zeros) {
                c = next(what);
            }
            int width = 0;
            for (; c >= '0' && c <= '9'; c = next(what)) {
                width = digit(width, c);
            }
            int precision = -1;
            if (c == '.') {
                precision = 0;
                for (c = next(what); c >= '0' && c <= '9'; c = next(what)) {
                    precision = digit(precision, c);
                }
            }
            char separator = 0;
            if (SEPARATORS.indexOf(c) >= 0) {
                separator = c;
                c = next(what);
            }
            if (LETTERS.indexOf(c) < 0 || (separator != 0 && c != 'x' && c != 'X')) {
                throw new IllegalArgumentException("'" + text.substring(start, at) + "' is no escape");
            }
            if (c == '%') {
                literal.append('%');
                return;
            }
            endLiteral();
            pieces.add(new Piece.Letter(c, new Field(left, zeros, width, precision, separator)));
        }

        private int digit(int number, char digit) {
            int next = number * 10 + digit - '0';
            if (next > 10_000) {
                throw new IllegalArgumentException("'" + text + "' has a width of more than 10000");
            }
            return next;
        }

        private void time() {
            char c = next("a part of the time that begins with @; @@ is the sign itself");
            if (c == '@') {
                literal.append('@');
                return;
            }
            endLiteral();
            pieces.add(new Piece.Time(c));
        }

        private void escape() {
            char c = next("an escape that begins with \\; \\\\ is the sign itself");
            literal.append(
                    switch (c) {
                        case '\\' -> '\\';
                        case '0' -> '\0';
                        case 'a' -> '\u0007';
                        case 'e' -> '\u001b';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'v' -> '\u000b';
                        default -> throw new IllegalArgumentException("'\\" + c + "' is no escape");
                    });
        }
    }
}
