package io.mqkeep.store;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a file, reading it in large pieces. It reads no further than the size the file had at the start: a
 * command that only looks may look while another one writes.
 */
final class FrameReader {
    private static final int WINDOW = 256 * 1024;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final StoredFile file;
    private final long size;
    private final long salt;
    private final CRC32C crc = new CRC32C();

    private byte[] window;
    private long windowStart;
    private int windowLength;

    FrameReader(StoredFile file, long size, long salt) {
        this.file = file;
        this.size = size;
        this.salt = salt;
        window = new byte[(int) Math.min(WINDOW, size)];
    }

    /** Returns the header at a position, or null when no header of this file is there. */
    @Nullable
    FrameHeader headerAt(long position) throws IOException {
        if (size - position < FrameHeader.LENGTH) {
            return null;
        }
        int offset = load(position, FrameHeader.LENGTH);
        FrameHeader header = FrameHeader.read(window, offset, crc);
        return header == null || header.salt() != salt ? null : header;
    }

    /**
     * Returns the records of the frame whose header is at a position, or null when they are not what was written. They
     * are valid until the next call.
     */
    @Nullable
    RecordDecoder bodyAt(long position, FrameHeader header) throws IOException {
        if (size - position < header.frameLength()) {
            return null;
        }
        int length = (int) header.frameLength();
        int offset = load(position, length);
        int end = offset + length - FrameHeader.TRAILER_LENGTH;
        if ((int) INT.get(window, end) != FrameHeader.checksum(window, offset, end - offset, crc)) {
            return null;
        }
        return new RecordDecoder(window, offset + FrameHeader.LENGTH, end);
    }

    /** Returns the first position from one on at which there is a header of this file, or -1. */
    long nextHeader(long from) throws IOException {
        long position = from;
        while (size - position >= FrameHeader.LENGTH) {
            int offset = load(position, FrameHeader.LENGTH);
            int last = windowLength - FrameHeader.LENGTH;
            for (; offset <= last; offset++) {
                if (FrameHeader.saltIsAt(window, offset, salt) && FrameHeader.read(window, offset, crc) != null) {
                    return windowStart + offset;
                }
            }
            position = windowStart + offset;
        }
        return -1;
    }

    /** Makes bytes of the file available in the window and returns where in it they begin. */
    private int load(long position, int length) throws IOException {
        if (position < windowStart || position + length > windowStart + windowLength) {
            // The length was checked against the size of the file, so this is no more than the file really holds.
            if (length > window.length) {
                window = new byte[length];
            }
            windowStart = position;
            windowLength = file.read(position, window, 0, (int) Math.min(window.length, size - position));
            if (windowLength < length) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return (int) (position - windowStart);
    }
}
