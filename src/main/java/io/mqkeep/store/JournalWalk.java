package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.SessionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a journal from one end to the other, past whatever is broken in it: to say what is wrong, and to get out
 * what is whole.
 *
 * <p>Frames after a gap are taken only in rising order of their sequence: what lies in the gap may hold copies of older
 * ones, as a payload for instance. Changes after a gap may not fit, since others are missing; those are left out.
 */
final class JournalWalk {
    private final StoredFile file;
    private final long size;
    private final List<JournalFinding> findings = new ArrayList<>();
    private @Nullable SessionState state;
    /** Output files whose place is known from behind the last gap. */
    private final Set<String> certainOutputs = new HashSet<>();

    private long frames;
    private long changes;
    private boolean newer;

    private JournalWalk(StoredFile file, long size) {
        this.file = file;
        this.size = size;
    }

    /** Walks through a whole file and changes nothing. */
    static JournalWalk through(StoredFile file) throws IOException {
        JournalWalk walk = new JournalWalk(file, file.size());
        walk.walk();
        return walk;
    }

    /** Returns what is not whole or does not fit, in the order of the file. */
    List<JournalFinding> findings() {
        return findings;
    }

    /** Returns how many frames are whole. */
    long frames() {
        return frames;
    }

    /** Returns how many changes fitted. */
    long changes() {
        return changes;
    }

    /** Says whether nothing that is missing could have moved the place in this output file. */
    boolean isCertain(String outputFile) {
        return certainOutputs.contains(outputFile);
    }

    /** Says whether there are records that only a newer version knows. */
    boolean hasNewer() {
        return newer;
    }

    /** Returns the session that what is whole makes, or null when not even its head is whole. */
    @Nullable
    SessionState state() {
        return state;
    }

    private void walk() throws IOException {
        long salt = salt();
        FrameReader reader = new FrameReader(file, size, salt);
        long position = FileHeader.LENGTH;
        long sequence = 0;
        while (position < size) {
            FrameHeader header = reader.headerAt(position);
            RecordDecoder records = header == null ? null : reader.bodyAt(position, header);
            if (header == null || records == null || header.sequence() <= sequence) {
                long next = nextWhole(reader, position + 1, sequence);
                gap(position, next - position, "not whole");
                position = next;
                continue;
            }
            if (header.sequence() != sequence + 1) {
                gap(position, 0, "frame " + header.sequence() + " where " + (sequence + 1) + " was expected");
            }
            frames++;
            read(position, records);
            sequence = header.sequence();
            position += header.frameLength();
        }
    }

    /** Returns the salt, from the first frame when the header of the file is not whole. */
    private long salt() throws IOException {
        byte[] bytes = new byte[FileHeader.LENGTH + FrameHeader.LENGTH];
        int count = file.read(0, bytes, 0, bytes.length);
        FileHeader header = count < FileHeader.LENGTH ? null : FileHeader.of(bytes);
        if (header != null) {
            return header.salt();
        }
        find(0, Math.min(size, FileHeader.LENGTH), "not the beginning of a session file");
        FrameHeader first = count < bytes.length ? null : FrameHeader.read(bytes, FileHeader.LENGTH);
        return first == null ? 0 : first.salt();
    }

    /** Returns where the next frame after a gap begins, or the end of the file. */
    private long nextWhole(FrameReader reader, long from, long sequence) throws IOException {
        for (long at = reader.nextHeader(from); at >= 0; at = reader.nextHeader(at + 1)) {
            FrameHeader header = reader.headerAt(at);
            if (header != null && header.sequence() > sequence && reader.bodyAt(at, header) != null) {
                return at;
            }
        }
        return size;
    }

    private void read(long position, RecordDecoder records) {
        try {
            while (records.hasMore()) {
                read(position, records.octet(), records);
            }
        } catch (RecordException unreadable) {
            // Records have no length of their own: where one can't be read, neither can those after it.
            newer |= unreadable.isFromNewerVersion();
            gap(position, 0, "from somewhere in this frame to its end: " + unreadable.getMessage());
        }
    }

    private void read(long position, int type, RecordDecoder records) {
        if (type == SnapshotRecords.HEAD) {
            state = new SessionState(SnapshotRecords.readHead(records));
            return;
        }
        if (type == SnapshotRecords.END || type == SnapshotRecords.MARK) {
            return;
        }
        Change change = ChangeCodec.read(type, records);
        String name = change.getClass().getSimpleName();
        SessionState made = state;
        if (made == null) {
            find(position, 0, name + ": the head of the session is missing");
            return;
        }
        if (change instanceof Change.Sent sent) {
            endEarlierUseOf(sent.packetId(), position, made);
        }
        try {
            made.apply(change);
            changes++;
            if (change instanceof Change.OutputAt output) {
                certainOutputs.add(output.position().file());
            }
        } catch (IllegalStateException doesNotFit) {
            find(position, 0, name + ": what it speaks of is missing");
        }
    }

    /** An identifier is given out again only when its message was done with: that must be in what is missing. */
    private void endEarlierUseOf(int packetId, long position, SessionState made) {
        OutgoingMessage earlier = made.inFlight(packetId);
        if (earlier != null) {
            find(
                    position,
                    0,
                    "message " + earlier.number() + " must have been done with: packet identifier " + packetId
                            + " was used again");
            made.apply(new Change.Dropped(earlier.number(), packetId, Change.DropReason.ASKED));
        }
    }

    /** Changes may be missing here. */
    private void gap(long offset, long length, String what) {
        certainOutputs.clear();
        find(offset, length, what);
    }

    private void find(long offset, long length, String what) {
        findings.add(new JournalFinding(offset, length, what));
    }
}
