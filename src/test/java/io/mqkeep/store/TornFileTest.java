package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Cuts, flips and overwrites a recorded journal at every place, and opens it. What comes out is a state the session was
 * in, with a sentence about what was cut off, or a refusal that leaves the file as it is.
 */
final class TornFileTest {
    private static final SessionFile FILE = new SessionFile("till-7", Path.of("/sessions/till-7.mqs"));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Recording recording = Recording.of(seed, 12);

    @Test
    void every_prefix_is_the_session_as_it_was_after_its_last_whole_frame() {
        for (int length = 0; length < recording.bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(recording.bytes, length);
            int frame = recording.frameAt(length);
            if (frame == 0) {
                assertRefused(prefix, "cut to " + length);
            } else {
                assertOpens(prefix, frame - 1, "cut to " + length);
            }
        }
    }

    @Test
    void every_flipped_bit_is_found() {
        for (int position = 0; position < recording.bytes.length; position++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = recording.bytes.clone();
                flipped[position] ^= (byte) (1 << bit);
                assertFound(flipped, position, "bit " + bit + " of byte " + position + " flipped");
            }
        }
    }

    @Test
    void every_wrong_byte_is_found() {
        for (int position = 0; position < recording.bytes.length; position++) {
            byte[] flipped = recording.bytes.clone();
            flipped[position] ^= (byte) random.nextInt(1, 256);
            assertFound(flipped, position, "byte " + position + " wrong");
        }
    }

    @Test
    void zeros_or_garbage_after_the_last_frame_are_cut_off() {
        for (int length : new int[] {1, 3, 35, 36, 512, 4096, 300_000}) {
            byte[] zeros = Arrays.copyOf(recording.bytes, recording.bytes.length + length);
            assertOpens(zeros, recording.last(), length + " zeros at the end");
            byte[] garbage = zeros.clone();
            for (int i = recording.bytes.length; i < garbage.length; i++) {
                garbage[i] = (byte) random.nextInt();
            }
            assertOpens(garbage, recording.last(), length + " random bytes at the end");
        }
    }

    @Test
    void a_block_that_stands_twice_is_never_read_twice() {
        for (int frame = 1; frame <= recording.last(); frame++) {
            byte[] again = Arrays.copyOfRange(recording.bytes, recording.ends[frame - 1], recording.ends[frame]);
            assertOpens(concat(recording.bytes, again), recording.last(), "frame " + frame + " again at the end");
        }
    }

    @Test
    void a_frame_in_the_place_of_another_is_found() {
        for (int frame = 1; frame < recording.last(); frame++) {
            byte[] moved = recording.bytes.clone();
            int start = recording.ends[frame - 1];
            int length = Math.min(recording.ends[frame + 1] - recording.ends[frame], moved.length - start);
            System.arraycopy(recording.bytes, recording.ends[frame], moved, start, length);
            if (!Arrays.equals(moved, recording.bytes)) {
                assertFound(moved, start, "frame " + (frame + 1) + " in the place of " + frame);
            }
        }
    }

    @Test
    void a_missing_page_in_an_unforced_batch_cuts_the_batch_and_no_more() {
        Recording unforced = Recording.ofUnforcedBatch(seed);
        for (int page = unforced.ends[0]; page < unforced.bytes.length; page += 64) {
            byte[] torn = unforced.bytes.clone();
            Arrays.fill(torn, page, Math.min(page + 64, torn.length), (byte) 0);
            if (!Arrays.equals(torn, unforced.bytes)) {
                int frame = unforced.frameAt(firstDifference(torn, unforced.bytes));
                assertOpens(unforced, torn, frame - 1, "page at " + page + " missing");
            }
        }
    }

    @Test
    void a_header_that_is_not_whole_itself_proves_nothing() {
        Recording unforced = Recording.ofUnforcedBatch(seed);
        byte[] torn = unforced.bytes.clone();
        torn[unforced.ends[3] - 1] ^= 1;
        int forcedField = 20;
        torn[unforced.ends[5] + forcedField] = 1;
        assertOpens(unforced, torn, 2, "a frame torn, and the claim of a later one");
    }

    @Test
    void frames_of_a_former_file_are_no_part_of_this_one() {
        SimulatedDisk disk = new SimulatedDisk();
        Message large = Message.of("a", Binary.wrap(new byte[2 * Journal.SMALL]), QoS.AT_LEAST_ONCE);
        try (Journal journal = Journal.create(disk, FILE, new RandomChanges(seed).first())) {
            int start = disk.read(FILE.journal()).length;
            journal.commit(List.of(new Change.Closed(1)));
            byte[] former = disk.read(FILE.journal());
            journal.commit(List.of(new Change.Queued(1, large, 1)));
            journal.commit(List.of(new Change.Dropped(1, 0, Change.DropReason.ASKED)));
            journal.close();
            byte[] next = disk.read(FILE.journal());
            assertTrue(next.length < former.length, "it was not written anew");
            SimulatedDisk reused = diskWith(concat(next, Arrays.copyOfRange(former, start, former.length)));
            try (Journal again = Journal.open(reused, FILE)) {
                assertEquals(journal.snapshot(), again.snapshot());
                assertNotNull(again.notice());
            }
        }
    }

    @Test
    void a_left_over_temporary_file_is_deleted_and_not_read() {
        SimulatedDisk disk = diskWith(recording.bytes);
        disk.put(FILE.temporary(), new byte[100]);
        Journal.open(disk, FILE).close();
        assertEquals(List.of(FILE.journal()), disk.files());

        disk.put(FILE.temporary(), new byte[100]);
        Snapshot other = new RandomChanges(seed + 1).first();
        Journal.create(disk, FILE, other).close();
        assertEquals(List.of(FILE.journal()), disk.files());
        try (Journal journal = Journal.open(disk, FILE)) {
            assertEquals(other, journal.snapshot());
        }
    }

    @Test
    void two_names_for_one_file_after_a_move_do_no_harm() {
        SimulatedDisk disk = diskWith(recording.bytes);
        disk.link(FILE.journal(), FILE.temporary());
        try (Journal journal = Journal.open(disk, FILE)) {
            assertEquals(recording.states.get(recording.last()), journal.snapshot());
            journal.commit(List.of(new Change.Closed(1)));
        }
        assertEquals(List.of(FILE.journal()), disk.files());
        Journal.open(disk, FILE).close();
    }

    @Test
    void a_session_that_was_closed_in_peace_hides_no_damage_even_in_its_last_commit() {
        SimulatedDisk disk = new SimulatedDisk();
        RandomChanges changes = new RandomChanges(seed);
        int start;
        int end;
        try (Journal journal = Journal.create(disk, FILE, changes.first())) {
            start = disk.read(FILE.journal()).length;
            journal.commit(List.of(changes.apply(new Change.Connecting("last", true, 60, 1))));
            end = disk.read(FILE.journal()).length;
        }
        for (int position = start; position < end; position++) {
            byte[] flipped = disk.read(FILE.journal()).clone();
            flipped[position] ^= 1;
            assertRefused(flipped, "byte " + position + " of the last commit");
        }
        // Opened and closed again without a commit: the mark is there already.
        int size = disk.read(FILE.journal()).length;
        Journal.open(disk, FILE).close();
        assertEquals(size, disk.read(FILE.journal()).length);
    }

    @Test
    void a_flipped_length_does_not_hide_what_follows() {
        byte[] flipped = recording.bytes.clone();
        int second = recording.ends[0];
        flipped[second] = 0x7F;
        assertRefused(flipped, "length of the first commit made 2 GiB");
    }

    @Test
    void a_payload_that_holds_this_very_journal_does_not_confuse_the_judgement() {
        SimulatedDisk disk = new SimulatedDisk();
        RandomChanges changes = new RandomChanges(seed);
        try (Journal journal = Journal.create(disk, FILE, changes.first())) {
            journal.commit(changes.next(5));
            Change.Queued own = new Change.Queued(
                    1_000_000, Message.of("copy", Binary.wrap(disk.read(FILE.journal())), QoS.AT_LEAST_ONCE), 1);
            Snapshot before = journal.snapshot();
            int start = disk.read(FILE.journal()).length;
            journal.commit(List.of(own));
            byte[] all = disk.read(FILE.journal());
            for (int length = start + 1; length < all.length; length++) {
                SimulatedDisk torn = diskWith(Arrays.copyOf(all, length));
                try (Journal again = Journal.open(torn, FILE)) {
                    assertEquals(before, again.snapshot(), "seed " + seed + ", cut to " + length);
                    assertNotNull(again.notice());
                }
            }
        }
    }

    @Test
    void a_record_of_a_newer_version_is_refused_and_not_cut_off() {
        FrameEncoder frame = new FrameEncoder();
        frame.begin().octet(200);
        frame.end(recording.ends.length + 1L, recording.salt(), recording.bytes.length);
        byte[] newer = concat(recording.bytes, Arrays.copyOf(frame.bytes(), frame.size()));
        SimulatedDisk disk = diskWith(newer);
        assertThrows(StoreException.SessionFromNewerVersion.class, () -> Journal.open(disk, FILE));
        assertArrayEquals(newer, disk.read(FILE.journal()));
    }

    @Test
    void a_file_of_a_newer_format_is_refused() {
        byte[] newer = recording.bytes.clone();
        byte[] header = new FileHeader(2, recording.salt()).bytes();
        System.arraycopy(header, 0, newer, 0, header.length);
        assertThrows(StoreException.SessionFromNewerVersion.class, () -> Journal.open(diskWith(newer), FILE));
    }

    /** Something is wrong from this position on: it is damage exactly when a later frame shows that it had been forced. */
    private void assertFound(byte[] bytes, int position, String what) {
        int frame = recording.frameAt(position);
        if (frame == 0 || recording.forcedAfter(frame) > recording.ends[frame - 1]) {
            assertRefused(bytes, what);
        } else {
            assertOpens(bytes, frame - 1, what);
        }
    }

    private void assertRefused(byte[] bytes, String what) {
        SimulatedDisk disk = diskWith(bytes);
        assertThrows(
                StoreException.SessionDamaged.class, () -> Journal.open(disk, FILE), () -> what + ", seed " + seed);
        assertArrayEquals(bytes, disk.read(FILE.journal()), () -> what + ", seed " + seed);
        assertEquals(List.of(FILE.journal()), disk.files(), () -> what + ", seed " + seed);
    }

    private void assertOpens(byte[] bytes, int frame, String what) {
        assertOpens(recording, bytes, frame, what);
    }

    private void assertOpens(Recording from, byte[] bytes, int frame, String what) {
        SimulatedDisk disk = diskWith(bytes);
        String message = what + ", seed " + seed;
        byte[] cut = Arrays.copyOfRange(bytes, from.ends[frame], bytes.length);
        try (Journal journal = Journal.open(disk, FILE)) {
            assertEquals(from.states.get(frame), journal.snapshot(), message);
            if (cut.length == 0) {
                assertNull(journal.notice(), message);
                assertEquals(List.of(FILE.journal()), disk.files(), message);
            } else {
                String notice = journal.notice();
                assertTrue(notice != null && notice.contains(" " + cut.length + " bytes"), message);
                Path aside = FILE.setAside(from.salt(), from.ends[frame]);
                assertArrayEquals(cut, disk.read(aside), message);
                assertTrue(notice.contains(aside.toString()), message);
            }
        }
        // It is said once; after that the session is whole.
        try (Journal journal = Journal.open(disk, FILE)) {
            assertNull(journal.notice(), message);
            assertEquals(from.states.get(frame), journal.snapshot(), message);
        }
    }

    private static SimulatedDisk diskWith(byte[] bytes) {
        SimulatedDisk disk = new SimulatedDisk();
        disk.put(FILE.journal(), bytes);
        return disk;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static int firstDifference(byte[] a, byte[] b) {
        return Arrays.mismatch(a, b);
    }

    /** A journal with the states the session went through and where in the file each one ends. */
    private static final class Recording {
        final byte[] bytes;
        final int[] ends;
        final List<Snapshot> states;
        final long[] forced;

        Recording(byte[] bytes, int[] ends, List<Snapshot> states, long[] forced) {
            this.bytes = bytes;
            this.ends = ends;
            this.states = states;
            this.forced = forced;
        }

        static Recording of(long seed, int turns) {
            RandomChanges changes = new RandomChanges(seed).withFewPacketIds();
            List<List<Change>> commits = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                // Some commits that need not be forced, so that the file has both kinds.
                commits.add(turn % 3 == 1 ? List.of(new Change.Closed(turn)) : changes.next(2));
            }
            return record(changes, commits);
        }

        static Recording ofUnforcedBatch(long seed) {
            RandomChanges changes = new RandomChanges(seed);
            List<List<Change>> commits = new ArrayList<>();
            for (int turn = 0; turn < 20; turn++) {
                commits.add(List.of(new Change.Closed(turn), new Change.Closed(turn + 1)));
            }
            return record(changes, commits);
        }

        private static Recording record(RandomChanges changes, List<List<Change>> commits) {
            SimulatedDisk disk = new SimulatedDisk();
            List<Snapshot> states = new ArrayList<>();
            List<Integer> ends = new ArrayList<>();
            try (Journal journal = Journal.create(disk, FILE, changes.first())) {
                states.add(journal.snapshot());
                ends.add(disk.read(FILE.journal()).length);
                for (List<Change> commit : commits) {
                    journal.commit(commit);
                    states.add(journal.snapshot());
                    ends.add(disk.read(FILE.journal()).length);
                }
            }
            byte[] bytes = disk.read(FILE.journal());
            if (bytes.length > ends.getLast()) {
                // The mark that the close leaves.
                states.add(states.getLast());
                ends.add(bytes.length);
            }
            int[] offsets = ends.stream().mapToInt(Integer::intValue).toArray();
            long[] forced = new long[offsets.length];
            CRC32C crc = new CRC32C();
            for (int frame = 0; frame < offsets.length; frame++) {
                int start = frame == 0 ? FileHeader.LENGTH : offsets[frame - 1];
                FrameHeader header = FrameHeader.read(bytes, start, crc);
                assertNotNull(header);
                forced[frame] = header == null ? 0 : header.forced();
            }
            return new Recording(bytes, offsets, states, forced);
        }

        int last() {
            return ends.length - 1;
        }

        long salt() {
            @Nullable FileHeader header = FileHeader.of(bytes);
            assertFalse(header == null);
            return header == null ? 0 : header.salt();
        }

        /** Returns the frame a position is in; the file header counts with the first. */
        int frameAt(int position) {
            int frame = 0;
            while (frame < ends.length && ends[frame] <= position) {
                frame++;
            }
            return frame;
        }

        long forcedAfter(int frame) {
            return Arrays.stream(forced, frame + 1, forced.length).max().orElse(0);
        }
    }
}
