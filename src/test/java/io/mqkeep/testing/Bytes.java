package io.mqkeep.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Arrays of bytes as tests write and show them. */
public final class Bytes {
    private Bytes() {}

    /** Returns the bytes of a text such as {@code "20 02 00 00"}; blanks are for the reader only. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Returns the bytes of a text, as another protocol would send it. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the bytes as {@code "20 02 00 00"}. */
    public static String toHex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    /** Returns one array after the other. */
    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Returns a number as big-endian bytes. */
    public static byte[] number(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> (8 * (size - 1 - i)));
        }
        return bytes;
    }

    /** Returns a Variable Byte Integer in its shortest form (5.0: 1.5.5). */
    public static byte[] variableByteInteger(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int rest = value;
        do {
            int digit = rest & 0x7F;
            rest >>>= 7;
            bytes.write(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
        return bytes.toByteArray();
    }

    /** Returns a text as a UTF-8 Encoded String: two bytes of length, then the text (1.5.4). */
    public static byte[] text(String text) {
        return binary(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns bytes as Binary Data: two bytes of length, then the bytes (5.0: 1.5.6). */
    public static byte[] binary(byte[] data) {
        return concat(number(data.length, 2), data);
    }
}
