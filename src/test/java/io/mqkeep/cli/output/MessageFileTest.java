package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.OutputPosition;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageFileTest {
    private static final MessagePrinter PRINTER =
            MessagePrinter.of(new MessageFormat.Plain(false, true, false), false, new Notes(System.err));

    @TempDir
    Path temporary;

    private Path path;

    @BeforeEach
    void name_the_file() {
        path = temporary.resolve("out");
    }

    @Test
    void messages_are_appended_and_every_batch_has_the_place_after_it() throws IOException {
        Files.writeString(path, "before\n");
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            assertEquals(7, place(file.place()).length());
            assertEquals(11, place(file.write(messages("one"))).length());
            assertEquals(21, place(file.write(messages("two", "three"))).length());
        }
        assertEquals("before\none\ntwo\nthree\n", Files.readString(path));
    }

    @Test
    void what_is_beyond_the_place_is_cut_off_and_said() throws IOException {
        OutputPosition known;
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            known = place(file.write(messages("one")));
            file.write(messages("not stored"));
        }
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            assertEquals(11, file.resume(known));
            assertEquals(known, file.place());
            file.write(messages("two"));
        }
        assertEquals("one\ntwo\n", Files.readString(path));
    }

    @Test
    void another_file_with_the_name_is_not_cut() throws IOException {
        OutputPosition known;
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            known = place(file.write(messages("one")));
        }
        Files.move(path, temporary.resolve("old"));
        Files.writeString(path, "somebody else's words");
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            assertEquals(0, file.resume(known));
        }
        assertEquals("somebody else's words", Files.readString(path));
    }

    @Test
    void a_file_that_was_removed_is_begun_again_although_the_new_one_may_have_its_inode() throws IOException {
        OutputPosition known;
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            known = place(file.write(messages("one")));
        }
        Files.delete(path);
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            assertEquals(0, file.resume(known));
            assertEquals(0, place(file.place()).length());
        }
    }

    @Test
    void a_file_that_was_shortened_is_refused() throws IOException {
        OutputPosition known;
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            known = place(file.write(messages("one")));
        }
        Files.writeString(path, "o", StandardOpenOption.TRUNCATE_EXISTING);
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            String words = String.valueOf(assertThrows(OutputShorterException.class, () -> file.resume(known))
                    .getMessage());
            assertTrue(words.contains("has 1 bytes") && words.contains("byte 4"), words);
        }
    }

    @Test
    void a_file_that_another_command_writes_to_is_refused() throws IOException {
        try (MessageFile file = MessageFile.open(path, PRINTER, true)) {
            Failure refused = assertThrows(Failure.class, () -> MessageFile.open(path, PRINTER, true));
            assertEquals(Exit.CANNOT_WRITE, refused.exit());
            assertEquals(4, place(file.write(messages("one"))).length());
        }
        MessageFile.open(path, PRINTER, true).close();
    }

    @Test
    void a_batch_and_the_name_of_its_file_are_on_the_disk_before_its_place_is_given_out() throws IOException {
        List<String> forced = new ArrayList<>();
        MessageFile.Disk disk = new MessageFile.Disk() {
            @Override
            public void force(FileDescriptor file) throws IOException {
                forced.add("file of " + Files.size(path));
            }

            @Override
            public void forceFolder(Path folder) {
                forced.add("folder " + temporary.relativize(folder));
            }
        };
        try (MessageFile file = MessageFile.open(path, PRINTER, true, disk)) {
            assertEquals(4, place(file.write(messages("one"))).length());
            assertEquals(List.of("file of 4", "folder "), forced);
            assertEquals(8, place(file.write(messages("two"))).length());
            assertEquals(List.of("file of 4", "folder ", "file of 8"), forced);
        }
        try (MessageFile file = MessageFile.open(path, PRINTER, false, disk)) {
            assertEquals(List.of(), file.write(messages("without a session")));
            assertEquals(3, forced.size());
        }
    }

    @Test
    void a_file_that_does_not_reach_the_disk_has_no_new_place() throws IOException {
        MessageFile.Disk failing = new MessageFile.Disk() {
            @Override
            public void force(FileDescriptor file) throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public void forceFolder(Path folder) {}
        };
        try (MessageFile file = MessageFile.open(path, PRINTER, true, failing)) {
            assertThrows(OutputFailedException.class, () -> file.write(messages("one")));
            assertEquals(0, place(file.place()).length());
        }
    }

    @Test
    void a_device_has_no_place() throws IOException {
        try (MessageFile file = MessageFile.open(Path.of("/dev/null"), PRINTER, true)) {
            assertNull(file.place());
            assertEquals(List.of(), file.write(messages("one")));
        }
    }

    @Test
    void a_file_in_a_folder_that_is_not_there_is_named() {
        IOException failed =
                assertThrows(IOException.class, () -> MessageFile.open(temporary.resolve("no/out"), PRINTER, true));
        assertTrue(String.valueOf(failed.getMessage()).contains("no/out"), failed.getMessage());
    }

    private static OutputPosition place(@Nullable OutputPosition place) {
        return Objects.requireNonNull(place);
    }

    private static OutputPosition place(List<OutputPosition> places) {
        return places.getFirst();
    }

    private static List<Delivery> messages(String... payloads) {
        return Stream.of(payloads)
                .map(payload ->
                        new Delivery(Message.of("t", Binary.ofText(payload), QoS.EXACTLY_ONCE), false, 1, false, 0))
                .toList();
    }
}
