package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of records into a buffer that grows and is used again.
 *
 * <p>Numbers are little-endian base 128 with a continuation bit, read as unsigned 64 bits. A text or a byte string is its
 * length in bytes, then the bytes. What may be absent is preceded by a byte, 0 or 1.
 */
final class RecordEncoder {
    private static final int INITIAL_CAPACITY = 8 * 1024;
    private static final int KEPT_CAPACITY = 1024 * 1024;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int size;

    /** Returns the buffer itself; only the first {@link #size} bytes mean anything, until the next write. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Empties the buffer and gives back the memory that one large message took. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[INITIAL_CAPACITY];
        }
    }

    /** Leaves room for a field that is known only later. */
    void skip(int count) {
        ensure(count);
        size += count;
    }

    void setInt32(int position, int value) {
        INT.set(bytes, position, value);
    }

    void setInt64(int position, long value) {
        LONG.set(bytes, position, value);
    }

    void int32(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    void octet(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    void number(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void optionalNumber(@Nullable Long value) {
        flag(value != null);
        if (value != null) {
            number(value);
        }
    }

    void text(String text) {
        int length = Utf8.length(text);
        number(length);
        ensure(length);
        if (length == text.length()) {
            for (int i = 0; i < length; i++) {
                bytes[size++] = (byte) text.charAt(i);
            }
        } else {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            if (encoded.length != length) {
                throw new IllegalStateException("text with a lone surrogate: " + text);
            }
            System.arraycopy(encoded, 0, bytes, size, length);
            size += length;
        }
    }

    void optionalText(@Nullable String text) {
        flag(text != null);
        if (text != null) {
            text(text);
        }
    }

    void binary(Binary binary) {
        number(binary.size());
        ensure(binary.size());
        System.arraycopy(binary.array(), 0, bytes, size, binary.size());
        size += binary.size();
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            long wanted = (long) size + more;
            if (wanted > FrameHeader.MAXIMUM_FRAME) {
                throw new IllegalStateException("the changes of one turn take more than 2 GiB");
            }
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Math.max(wanted, bytes.length * 2L), FrameHeader.MAXIMUM_FRAME));
        }
    }
}
