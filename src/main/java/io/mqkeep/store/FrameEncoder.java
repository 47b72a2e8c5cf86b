package io.mqkeep.store;

import java.util.zip.CRC32C;

/** Builds one frame at a time in one buffer: room for the header first, then records, then both checksums. */
final class FrameEncoder {
    private final RecordEncoder records = new RecordEncoder();
    private final CRC32C crc = new CRC32C();

    /** Starts a frame and returns where its records go. */
    RecordEncoder begin() {
        records.clear();
        records.skip(FrameHeader.LENGTH);
        return records;
    }

    boolean isEmpty() {
        return records.size() == FrameHeader.LENGTH;
    }

    /** Completes the frame; {@link #bytes} up to {@link #size} are what goes to the file. */
    void end(long sequence, long salt, long forced) {
        FrameHeader header = new FrameHeader(records.size() - FrameHeader.LENGTH, sequence, salt, forced);
        header.write(records.bytes(), 0, crc);
        records.int32(FrameHeader.checksum(records.bytes(), 0, records.size(), crc));
    }

    byte[] bytes() {
        return records.bytes();
    }

    int size() {
        return records.size();
    }
}
