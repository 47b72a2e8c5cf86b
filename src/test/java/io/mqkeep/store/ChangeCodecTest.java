package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.session.Change;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChangeCodecTest {
    private static final int WALK = 20_000;

    @Test
    void every_kind_of_change_is_read_back_as_it_was_written() {
        RandomChanges changes = new RandomChanges(System.nanoTime());
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < WALK; i++) {
            Change change = changes.next();
            seen.add(change.getClass());
            RecordDecoder in = decoder(encode(change));
            assertEquals(change, ChangeCodec.read(in.octet(), in), () -> "seed " + changes.seed);
            assertFalse(in.hasMore(), () -> change + ", seed " + changes.seed);
        }
        assertEquals(Set.of(Change.class.getPermittedSubclasses()), seen, () -> "seed " + changes.seed);
    }

    @Test
    void a_record_that_ends_early_is_malformed() {
        RandomChanges changes = new RandomChanges(System.nanoTime());
        for (int i = 0; i < 500; i++) {
            byte[] bytes = encode(changes.next());
            for (int length = 1; length < bytes.length; length++) {
                RecordDecoder in = decoder(Arrays.copyOf(bytes, length));
                RecordException e = assertThrows(
                        RecordException.class, () -> ChangeCodec.read(in.octet(), in), "seed " + changes.seed);
                assertFalse(e.isFromNewerVersion(), () -> "seed " + changes.seed);
            }
        }
    }

    @Test
    void an_unknown_type_comes_from_a_newer_version() {
        for (int type : new int[] {0, 27, 64, 255}) {
            RecordException e = assertThrows(RecordException.class, () -> ChangeCodec.read(type, decoder(new byte[9])));
            assertTrue(e.isFromNewerVersion());
        }
    }

    @Test
    void random_bytes_are_read_or_refused_and_nothing_else() {
        RandomChanges changes = new RandomChanges(System.nanoTime());
        Random random = new Random(changes.seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = encode(changes.next());
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            RecordDecoder in = decoder(bytes);
            try {
                ChangeCodec.read(in.octet(), in);
            } catch (RecordException refused) {
                // Any other exception fails the test.
            }
        }
    }

    private static byte[] encode(Change change) {
        RecordEncoder out = new RecordEncoder();
        ChangeCodec.write(change, out);
        return Arrays.copyOf(out.bytes(), out.size());
    }

    private static RecordDecoder decoder(byte[] bytes) {
        return new RecordDecoder(bytes, 0, bytes.length);
    }
}
