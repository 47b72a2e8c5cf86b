package io.mqkeep.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a journal: magic, format version, salt, checksum. Every later version keeps these, so that an older
 * one can tell a newer file from a damaged one.
 *
 * @param salt random, new whenever the journal is written anew: no frame of an older file can pass for one of this
 */
record FileHeader(int version, long salt) {
    static final int LENGTH = 24;
    static final int VERSION = 1;

    private static final byte[] MAGIC = "mqkeep\0\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 8;
    private static final int SALT_AT = 12;
    private static final int CHECKSUM_AT = 20;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(MAGIC, LENGTH);
        INT.set(bytes, VERSION_AT, version);
        LONG.set(bytes, SALT_AT, salt);
        INT.set(bytes, CHECKSUM_AT, checksum(bytes));
        return bytes;
    }

    /** Returns the header these bytes are, or null when they are none. */
    static @Nullable FileHeader of(byte[] bytes) {
        if (!Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)
                || (int) INT.get(bytes, CHECKSUM_AT) != checksum(bytes)) {
            return null;
        }
        return new FileHeader((int) INT.get(bytes, VERSION_AT), (long) LONG.get(bytes, SALT_AT));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
