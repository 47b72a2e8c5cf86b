/**
 * Makes a session's changes durable, and carries a session from place to place.
 *
 * <h2>Theory of operation</h2>
 *
 * <p>The client commits the changes of one turn to a {@link io.mqkeep.store.SessionStore} before any packet of that turn
 * leaves. {@link io.mqkeep.store.EphemeralStore} forgets them: commands without a session have nothing to come back to.
 * {@link io.mqkeep.store.JournalStore} appends them to the one file of the session, as one frame with one write, and
 * forces the file once; nothing is ever overwritten. What a session is, is what comes out when the changes are folded
 * ({@link io.mqkeep.session.SessionState}), here as in the live session, so the two cannot drift.
 *
 * <p>When most of the file is history, the session as it is now is written to a new file, which is complete on the disk
 * before it takes the old one's name in one step. So there is a whole session under the name at any moment, and the
 * file's size follows what is in flight. Making a session, restoring one and repairing one are the same act.
 *
 * <p>Opening reads the file from the front. The first frame that is not whole is either where the last writes before a
 * power cut stopped, or damage. The frames tell which: each says how much of the file was known to be on the disk when it
 * was written. If a later frame says so of the broken one, it is damage, and nothing is changed. Otherwise the tail was
 * never promised to anybody: it is kept in a file beside the journal, cut off, and spoken of. A store that is closed in
 * peace leaves a last frame for this purpose alone, so that only the last commit of a killed process can be taken for a
 * torn write when it was damaged.
 *
 * <p>One command at a time has a session ({@link io.mqkeep.store.SessionLocks}). Files are made for their owner alone, and
 * refused when others could have written them. A failed write or force is final for the store it happened in. The journal
 * reaches the disk through one small seam, {@code Storage}, and the tests put a disk behind it that fails at every
 * operation and forgets, at a power cut, any of the blocks and names that were not forced.
 *
 * <p>A {@link io.mqkeep.store.SavedDocument} is the same session as readable JSON. It goes through the same {@link
 * io.mqkeep.session.Snapshot}; {@link io.mqkeep.store.Restoration} makes a session of it again, unless that would undo
 * what the session here has done since.
 *
 * <p>Where to find what: names and places in {@code SessionHome} and {@code SessionFile}; everything done to a whole
 * session in {@code Journals}; the order of write, force and move in {@code Journal}; the judgement of a broken file in
 * {@code JournalReader}; records in {@code ChangeCodec} and {@code SnapshotRecords}.
 *
 * <h2>The format of a session file, version 1</h2>
 *
 * <p>Integers of fixed size are big-endian; offsets and lengths are bytes; checksums are CRC-32C.
 *
 * <pre>
 * file    = header frame+
 *
 * header    8  "mqkeep" 00 0A
 *           4  format version, 1
 *           8  salt, random, new for every file
 *           4  checksum of the 20 bytes before
 *
 * frame     4  length of the records, at least 1
 *           8  sequence: 1, 2, 3 …
 *           8  the file's salt
 *           8  offset up to which the file was forced when this frame was written
 *           4  checksum of the 28 bytes before
 *           n  records
 *           4  checksum of all of the frame before
 *
 * record  = type octet, then its fields
 * number  = 7 bits an octet, lowest first, high bit set on all but the last; at most 64 bits
 * text    = number of octets, UTF-8
 * binary  = number of octets, octets
 * absent? = octet 0, or octet 1 and the value
 * </pre>
 *
 * <p>The first records are the session as it was when the file was written: one HEAD (64) with what is single in a
 * session, changes that make the rest, one END (65). They may take several frames, and all of them were forced before the
 * file got its name: a file without its END is damaged. After that each frame holds the changes of one turn. MARK (66)
 * changes nothing. The other types are the changes themselves ({@code ChangeCodec} has the table); a type once given out
 * keeps its fields for ever, and an unknown one means that a newer version wrote the file.
 *
 * <p>For example, the frame of {@code Released(packetId 7)}, second in its file, when 116 bytes were forced:
 *
 * <pre>
 * 00000002  0000000000000002  0123456789abcdef  0000000000000074  d43246c5  09 07  5ad23c45
 * </pre>
 *
 * <p>Beside the journal {@code NAME.mqs} there may be {@code NAME.mqs.lock} (locked while the session is in use, never
 * deleted, never read), {@code .holder} (who has the lock: process id, command), {@code .tmp} (the next journal being
 * written; deleted at the next opening) and {@code .aside-*} (what was cut off or replaced because it was broken).
 *
 * <p>What the format can't do: tell damage to the last commit of a killed process from a torn write (it is cut off, kept
 * aside and said); notice that a whole older copy of the file was put in its place. Durability is promised on Linux with
 * a local file system that keeps what it has forced.
 */
@NullMarked
package io.mqkeep.store;

import org.jspecify.annotations.NullMarked;
