package io.mqkeep.cli.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.InputPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    Path temporary;

    private Path file;

    @BeforeEach
    void name_the_file() {
        file = temporary.resolve("lines");
    }

    @Test
    void lines_are_taken_without_their_ends_and_the_last_one_with_or_without_one() throws IOException {
        assertEquals(List.of("one", "", "two\r", "three"), texts("one\n\ntwo\r\nthree"));
        assertEquals(List.of("one", "two"), texts("one\ntwo\n"));
        assertEquals(List.of(), texts(""));
        assertEquals(List.of(""), texts("\n"));
    }

    @Test
    void every_place_is_the_same_whether_the_file_was_read_from_its_beginning_or_from_a_place_before()
            throws IOException {
        // Lines longer than the buffer among them.
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("x".repeat(random.nextInt(i % 10 == 0 ? 200_000 : 300))).append('\n');
        }
        Files.writeString(file, text + "the end");
        List<LineSource.Line> all = lines(null);

        for (int i = 0; i < all.size(); i++) {
            assertEquals(all.subList(i + 1, all.size()), lines(after(all.get(i))), "after line " + (i + 1));
        }
        assertEquals(Files.size(file), after(all.getLast()).offset());
        assertEquals(41, after(all.getLast()).lines());
    }

    @Test
    void a_file_that_grew_goes_on_after_the_place() throws IOException {
        Files.writeString(file, "one\ntwo\n");
        InputPosition place = after(lines(null).getLast());
        append("three\n");

        assertEquals(List.of("three"), texts(lines(place)));
    }

    @Test
    void an_unterminated_last_line_is_taken_once_also_when_its_end_comes_later() throws IOException {
        Files.writeString(file, "one\ntwo");
        InputPosition place = after(lines(null).getLast());
        assertEquals(List.of(), lines(place));

        append("\n");
        assertEquals(List.of(), lines(place));

        append("three\n");
        List<LineSource.Line> more = lines(place);
        assertEquals(List.of("three"), texts(more));
        assertEquals(3, after(more.getLast()).lines());
        assertEquals(after(lines(null).getLast()), after(more.getLast()));
    }

    @Test
    void a_file_that_changed_before_the_place_is_refused() throws IOException {
        Files.writeString(file, "one\ntwo\n");
        InputPosition place = after(lines(null).getLast());

        Files.writeString(file, "one\ntwO\nthree\n");
        assertTrue(refusal(place).contains("2 lines were sent"), refusal(place));
        assertTrue(refusal(place).contains("--restart"), refusal(place));

        Files.writeString(file, "one\ntw");
        assertTrue(refusal(place).contains("shorter"), refusal(place));
    }

    @Test
    void a_line_that_is_too_long_is_told_and_the_next_one_comes_whole() throws IOException {
        Files.writeString(file, "12345\n123456\n123");
        try (InputFile input = InputFile.open(key(file), '\n', 5)) {
            List<Boolean> tooLong = new ArrayList<>();
            for (LineSource.Line line = input.next(); line != null; line = input.next()) {
                tooLong.add(line.tooLong());
            }
            assertEquals(List.of(false, true, false), tooLong);
        }
    }

    private static InputPosition.Key key(Path file) {
        return new InputPosition.Key(file.toString(), "t", QoS.EXACTLY_ONCE);
    }

    private static InputPosition after(LineSource.Line line) {
        return Objects.requireNonNull(line.after());
    }

    private String refusal(InputPosition place) {
        return assertThrows(Failure.class, () -> lines(place)).sentence();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private List<String> texts(String content) throws IOException {
        Files.writeString(file, content);
        return texts(lines(null));
    }

    private static List<String> texts(List<LineSource.Line> lines) {
        return lines.stream().map(line -> text(line.payload())).toList();
    }

    private static String text(Binary payload) {
        return new String(payload.array(), StandardCharsets.UTF_8);
    }

    private List<LineSource.Line> lines(@Nullable InputPosition place) throws IOException {
        List<LineSource.Line> lines = new ArrayList<>();
        try (InputFile input = InputFile.open(key(file), '\n', 1_000_000)) {
            if (place != null) {
                input.resume(place);
            }
            for (LineSource.Line line = input.next(); line != null; line = input.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
