package io.mqkeep.cli.output.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How a field is laid out: what stands between {@code %} and the letter.
 *
 * @param left whether it is filled up on its right
 * @param zeros whether it is filled up with zeros
 * @param width bytes to fill up to, or 0
 * @param precision bytes to cut to, or -1
 * @param separator between groups of hex digits, or 0 for none
 */
record Field(boolean left, boolean zeros, int width, int precision, char separator) {

    /** Writes a number, which precision means nothing to. */
    void number(int value, ByteArrayOutputStream out) {
        String digits = Integer.toString(value);
        if (left || !zeros) {
            fill(digits, ' ', out);
            return;
        }
        int sign = value < 0 ? 1 : 0;
        out.writeBytes(ascii(digits.substring(0, sign)));
        repeat('0', width - digits.length(), out);
        out.writeBytes(ascii(digits.substring(sign)));
    }

    /** Writes text: never filled up with zeros. */
    void text(byte[] value, ByteArrayOutputStream out) {
        int length = precision < 0 ? value.length : Math.min(precision, value.length);
        int pad = width - length;
        if (!left) {
            repeat(' ', pad, out);
        }
        out.write(value, 0, length);
        if (left) {
            repeat(' ', pad, out);
        }
    }

    void text(String value, ByteArrayOutputStream out) {
        text(value.getBytes(StandardCharsets.UTF_8), out);
    }

    /** Writes a fraction with as many digits as the precision says, six when it says nothing. */
    void fraction(double value, ByteArrayOutputStream out) {
        String digits = CNumbers.fixed(value, precision < 0 ? 6 : precision);
        if (left || !zeros || !Double.isFinite(value)) {
            fill(digits, ' ', out);
            return;
        }
        int sign = digits.startsWith("-") ? 1 : 0;
        out.writeBytes(ascii(digits.substring(0, sign)));
        repeat('0', width - digits.length(), out);
        out.writeBytes(ascii(digits.substring(sign)));
    }

    /** Writes the room of a field that the message doesn't have. */
    void blank(ByteArrayOutputStream out) {
        repeat(zeros ? '0' : ' ', width, out);
    }

    /** Writes the room of a text that the message doesn't have. */
    void blankText(ByteArrayOutputStream out) {
        repeat(' ', width, out);
    }

    /** Writes a payload as it is; the width cuts it as well. */
    void payload(byte[] payload, ByteArrayOutputStream out) {
        int length = width > 0 ? Math.min(width, payload.length) : payload.length;
        int pad = width - length;
        if (!left) {
            repeat(zeros ? '0' : ' ', pad, out);
        }
        out.write(payload, 0, length);
        if (left) {
            // C takes a width below zero for its opposite: without a width as many blanks follow as the payload has
            // bytes.
            repeat(' ', Math.abs(pad), out);
        }
    }

    /** Writes a payload in hexadecimal; a width counts digits and cuts as well. */
    void hex(byte[] payload, String digits, ByteArrayOutputStream out) {
        if (separator != 0) {
            separatedHex(payload, digits, out);
            return;
        }
        int length = width > 0 ? Math.min(width, payload.length) / 2 : payload.length;
        int pad = width > 0 ? width - length * 2 : -payload.length;
        if (!left) {
            repeat(zeros ? '0' : ' ', pad, out);
        }
        for (int i = 0; i < length; i++) {
            out.write(digits.charAt(payload[i] >> 4 & 0xF));
            out.write(digits.charAt(payload[i] & 0xF));
        }
        if (left) {
            repeat(' ', Math.abs(pad), out);
        }
    }

    /** As version 2.1 has it: the separator after every group of as many digits as the precision says. */
    private void separatedHex(byte[] payload, String digits, ByteArrayOutputStream out) {
        int length = width > 0 ? Math.min(width, payload.length) : payload.length;
        int pad = width > 0 ? width - length * 2 : -payload.length;
        int position = 0;
        if (!left) {
            for (int i = 0; i < pad; i++) {
                out.write(zeros ? '0' : ' ');
                separate(position++, out);
            }
        }
        for (int i = 0; i < length; i++) {
            out.write(digits.charAt(payload[i] >> 4 & 0xF));
            separate(position++, out);
            out.write(digits.charAt(payload[i] & 0xF));
            if (i < length - 1) {
                separate(position++, out);
            }
        }
        if (left) {
            repeat(' ', Math.abs(pad), out);
        }
    }

    private void separate(int position, ByteArrayOutputStream out) {
        if (precision > 0 && position % precision == precision - 1) {
            out.write(separator);
        }
    }

    private void fill(String text, char pad, ByteArrayOutputStream out) {
        if (!left) {
            repeat(pad, width - text.length(), out);
        }
        out.writeBytes(ascii(text));
        if (left) {
            repeat(pad, width - text.length(), out);
        }
    }

    private static void repeat(char c, int times, ByteArrayOutputStream out) {
        for (int i = 0; i < times; i++) {
            out.write(c);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
