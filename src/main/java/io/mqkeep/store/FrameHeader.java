package io.mqkeep.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What precedes the records of one turn.
 *
 * @param bodyLength bytes of records, at least 1: a run of zeros is no frame
 * @param sequence 1 for the first frame of the file, then one more each
 * @param salt the file's
 * @param forced offset up to which the file was known to be on the disk when this frame was written
 */
record FrameHeader(int bodyLength, long sequence, long salt, long forced) {
    /** Bytes of the header with its own checksum. */
    static final int LENGTH = 32;
    /** Bytes of the checksum after the records, which is taken over the header too. */
    static final int TRAILER_LENGTH = 4;
    /** The longest frame, header and checksums included. */
    static final int MAXIMUM_FRAME = Integer.MAX_VALUE - 8;

    static final int SALT_AT = 12;
    private static final int SEQUENCE_AT = 4;
    private static final int FORCED_AT = 20;
    private static final int CHECKSUM_AT = 28;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Returns the bytes of the whole frame. */
    long frameLength() {
        return (long) LENGTH + bodyLength + TRAILER_LENGTH;
    }

    void write(byte[] into, int offset, CRC32C crc) {
        INT.set(into, offset, bodyLength);
        LONG.set(into, offset + SEQUENCE_AT, sequence);
        LONG.set(into, offset + SALT_AT, salt);
        LONG.set(into, offset + FORCED_AT, forced);
        INT.set(into, offset + CHECKSUM_AT, checksum(into, offset, CHECKSUM_AT, crc));
    }

    /** Returns the header at the offset, or null when there is none. */
    static @Nullable FrameHeader read(byte[] bytes, int offset, CRC32C crc) {
        int bodyLength = (int) INT.get(bytes, offset);
        if (bodyLength < 1
                || bodyLength > MAXIMUM_FRAME - LENGTH - TRAILER_LENGTH
                || (int) INT.get(bytes, offset + CHECKSUM_AT) != checksum(bytes, offset, CHECKSUM_AT, crc)) {
            return null;
        }
        return new FrameHeader(
                bodyLength,
                (long) LONG.get(bytes, offset + SEQUENCE_AT),
                (long) LONG.get(bytes, offset + SALT_AT),
                (long) LONG.get(bytes, offset + FORCED_AT));
    }

    /** Returns the header at the offset, or null when there is none. */
    static @Nullable FrameHeader read(byte[] bytes, int offset) {
        return read(bytes, offset, new CRC32C());
    }

    /** Says whether the salt stands where that of a header at the offset would: a quick look before the checksum. */
    static boolean saltIsAt(byte[] bytes, int offset, long salt) {
        return (long) LONG.get(bytes, offset + SALT_AT) == salt;
    }

    static int checksum(byte[] bytes, int offset, int length, CRC32C crc) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
