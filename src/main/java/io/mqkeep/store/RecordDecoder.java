package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordEncoder} wrote. Strict: it never reads past its end, takes no length for granted before it
 * asks for memory, and knows one way only to write a value.
 */
final class RecordDecoder {
    private final byte[] bytes;
    private final int end;
    private int position;

    RecordDecoder(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    boolean hasMore() {
        return position < end;
    }

    int position() {
        return position;
    }

    int octet() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    boolean flag() {
        int value = octet();
        if (value > 1) {
            throw RecordException.malformed("a yes or no is " + value);
        }
        return value == 1;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            if (shift == 63 && octet > 1) {
                break;
            }
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                if (octet == 0 && shift > 0) {
                    throw RecordException.malformed("a number is longer than it need be");
                }
                return value;
            }
        }
        throw RecordException.malformed("a number has more than 64 bits");
    }

    int int32() {
        return octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }

    int number(int minimum, int maximum) {
        long value = number();
        if (value < minimum || value > maximum) {
            throw RecordException.malformed(value + " is not in " + minimum + " to " + maximum);
        }
        return (int) value;
    }

    @Nullable
    Long optionalNumber() {
        return flag() ? Long.valueOf(number()) : null;
    }

    String text() {
        int length = length();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            checkWellFormed(position, length);
        }
        position += length;
        return text;
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    Binary binary() {
        int length = length();
        Binary binary = Binary.wrap(Arrays.copyOfRange(bytes, position, position + length));
        position += length;
        return binary;
    }

    private int length() {
        long length = number();
        if (length < 0 || length > end - position) {
            throw RecordException.malformed("a length of " + length + " goes past the end of the frame");
        }
        return (int) length;
    }

    /** U+FFFD stands for what the fast decoding could not read, or for itself. */
    private void checkWellFormed(int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException notText) {
            throw RecordException.malformed("a text is not well-formed UTF-8");
        }
    }

    private void require(int count) {
        if (count > end - position) {
            throw RecordException.malformed("a record ends before its last field");
        }
    }
}
