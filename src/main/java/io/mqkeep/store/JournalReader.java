package io.mqkeep.store;

import io.mqkeep.session.SessionState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a journal from its beginning as far as it is whole, and judges what comes after.
 *
 * <p>The first frame that is not whole is either where the last writes before a power cut stopped (an unforced tail), or
 * damage to what had been on the disk. Later frames tell: each says up to which offset the file was known to be forced
 * when it was written. So the rest of the file is searched for headers with this file's salt, whatever the broken
 * frame's length says.
 */
final class JournalReader {
    private JournalReader() {}

    /**
     * What a journal holds.
     *
     * @param sequence of the last whole frame
     * @param end offset after the last whole frame; what lies between it and {@code size} is an unforced tail
     * @param snapshotEnd offset after the session as it was when the file was written
     * @param forced offset up to which the file is known to have been on the disk
     * @param owed offset after the last frame that is of no use before it is on the disk
     * @param size bytes of the file
     */
    record Contents(
            SessionState state,
            long salt,
            long sequence,
            long end,
            long snapshotEnd,
            long forced,
            long owed,
            long size) {
        /**
         * Says whether a process died between the write of a frame and the force: the frame may be in memory only, and
         * whoever goes on from it must not lose it any more.
         */
        boolean mustBeForced() {
            return owed > forced;
        }

        boolean hasTail() {
            return end < size;
        }
    }

    /**
     * Reads a journal and changes nothing.
     *
     * @throws StoreException.SessionDamaged when something that had been on the disk is not whole
     * @throws StoreException.SessionFromNewerVersion when a record or the file itself is of a kind unknown here
     */
    static Contents read(Path path, StoredFile file) throws IOException {
        long size = file.size();
        long salt = readFileHeader(path, file);
        FrameReader frames = new FrameReader(file, size, salt);
        SessionFold fold = new SessionFold();
        long position = FileHeader.LENGTH;
        long sequence = 0;
        long snapshotEnd = 0;
        long forced = 0;
        long owed = 0;
        while (position < size) {
            FrameHeader header = frames.headerAt(position);
            if (header == null || header.sequence() != sequence + 1) {
                break;
            }
            RecordDecoder records = frames.bodyAt(position, header);
            if (records == null) {
                break;
            }
            long before = fold.toBeForced();
            read(path, position, records, fold);
            position += header.frameLength();
            if (fold.toBeForced() > before) {
                owed = position;
            }
            sequence = header.sequence();
            forced = Math.max(forced, header.forced());
            if (fold.complete() && snapshotEnd == 0) {
                snapshotEnd = position;
            }
        }
        if (!fold.complete()) {
            throw new StoreException.SessionDamaged(
                    path, position, "the session as it was when the file was written is not whole");
        }
        if (position < size && highestForced(frames, position) > position) {
            throw new StoreException.SessionDamaged(
                    path, position, "what follows shows that this part had been on the disk");
        }
        return new Contents(
                fold.state(), salt, sequence, position, snapshotEnd, Math.max(forced, snapshotEnd), owed, size);
    }

    private static long readFileHeader(Path path, StoredFile file) throws IOException {
        byte[] bytes = new byte[FileHeader.LENGTH];
        FileHeader header = file.read(0, bytes, 0, bytes.length) < bytes.length ? null : FileHeader.of(bytes);
        if (header == null) {
            throw new StoreException.SessionDamaged(path, 0, "it does not begin like a session file");
        }
        if (header.version() != FileHeader.VERSION) {
            throw new StoreException.SessionFromNewerVersion(path, "format " + header.version());
        }
        return header.salt();
    }

    private static void read(Path path, long position, RecordDecoder records, SessionFold fold) {
        try {
            while (records.hasMore()) {
                fold.read(records);
            }
        } catch (RecordException e) {
            String what = String.valueOf(e.getMessage());
            throw e.isFromNewerVersion()
                    ? new StoreException.SessionFromNewerVersion(path, what)
                    : new StoreException.SessionDamaged(path, position, what);
        }
    }

    /** Returns the highest offset that a frame after a position says had been forced. */
    private static long highestForced(FrameReader frames, long position) throws IOException {
        long highest = 0;
        for (long at = frames.nextHeader(position + 1); at >= 0; at = frames.nextHeader(at + 1)) {
            FrameHeader header = frames.headerAt(at);
            if (header != null) {
                highest = Math.max(highest, header.forced());
            }
        }
        return highest;
    }
}
