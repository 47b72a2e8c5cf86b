package io.mqkeep.store;

import java.io.Closeable;
import java.io.IOException;

/** One file of frames with its salt, and how much of it is written and how much is on the disk. */
final class JournalFile implements Closeable {
    private final StoredFile file;
    private final long salt;
    private long sequence;
    private long size;
    private long forced;
    /** Up to where the file itself says that it was forced. */
    private long told;

    private JournalFile(StoredFile file, long salt, long sequence, long size, long forced) {
        this.file = file;
        this.salt = salt;
        this.sequence = sequence;
        this.size = size;
        this.forced = forced;
        this.told = forced;
    }

    /** Begins an empty file. */
    static JournalFile begin(StoredFile file, long salt) throws IOException {
        byte[] header = new FileHeader(FileHeader.VERSION, salt).bytes();
        file.write(0, header, 0, header.length);
        return new JournalFile(file, salt, 0, header.length, 0);
    }

    /** Goes on after the last whole frame of a file that was read. */
    static JournalFile goOn(StoredFile file, JournalReader.Contents contents) {
        return new JournalFile(file, contents.salt(), contents.sequence(), contents.end(), contents.forced());
    }

    /** Returns the bytes written. */
    long size() {
        return size;
    }

    /** Completes a frame and writes it, in one piece. */
    void append(FrameEncoder frame) throws IOException {
        frame.end(sequence + 1, salt, forced);
        file.write(size, frame.bytes(), 0, frame.size());
        told = forced;
        sequence++;
        size += frame.size();
    }

    /** Says whether frames were forced and no frame after them tells so. */
    boolean hasUntold() {
        return told < forced;
    }

    /** Brings all frames to the disk. */
    void force() throws IOException {
        if (forced < size) {
            file.force();
            forced = size;
        }
    }

    /** Brings the session that the file begins with to the disk. Its end record tells so by being there. */
    void forceBeginning() throws IOException {
        force();
        told = forced;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
