package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionHomeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "till-7, till-7",
        "orders.eu_1, orders.eu_1",
        "Till-7, %54ill-7",
        ".hidden, %2ehidden",
        "a b, a%20b",
        "50%, 50%25",
        "Größe, %47r%c3%b6%c3%9fe",
        "nul, %6eul",
        "com1.x, %63om1.x",
        "console, console"
    })
    void anOrdinaryNameCanBeReadInItsFileName(String name, String encoded) {
        assertEquals(folder.resolve(encoded + ".mqs"), home().file(name).journal());
    }

    @Test
    void two_names_never_have_one_file_even_where_capitals_do_not_count() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "aAbB.%~-/\\ ä\u212A0:*?";
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder(random.nextInt(30) == 0 ? "x".repeat(150) : "");
            for (int length = random.nextInt(1, 5); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String encoded = SessionHome.encode(name.toString());
            assertTrue(encoded.matches("[a-z0-9_.%~-]{1,150}"), encoded);
            String other = names.put(encoded.toLowerCase(Locale.ROOT), name.toString());
            assertTrue(other == null || other.contentEquals(name), other + " and " + name + ", seed " + seed);
        }
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"", ".", "..", "/", "a/", "./", "../", "a/..", "a/.", "a\0b", "a\uD800"})
    void aNameThatCanNotBeAFileIsRefused(String name) {
        assertThrows(StoreException.InvalidSessionName.class, () -> home().file(name));
    }

    @Test
    void anything_with_a_slash_is_a_path() {
        assertEquals(Path.of("/srv/x/S"), home().file("/srv/x/S").journal());
        assertEquals(Path.of("rel/s").toAbsolutePath(), home().file("rel/s").journal());
        assertEquals("./s", home().file("./s").name());
    }

    @Test
    void sessions_are_listed_by_name() throws IOException {
        Journals journals = new Journals(new SessionLocks("test"));
        String tooLong = "Long".repeat(100);
        for (String name : List.of("b", "A", "ü", tooLong)) {
            journals.openOrCreate(home().file(name), new RandomChanges(1)::identity)
                    .close();
        }
        Files.writeString(folder.resolve("notes.txt"), "no session");
        List<String> names = home().list().stream().map(SessionFile::name).toList();
        String path = home().file(tooLong).journal().toString();
        assertEquals(List.of(path, "A", "b", "ü"), names);
        // What the list says is what can be typed.
        for (String name : names) {
            journals.open(home().file(name)).close();
        }
    }

    @Test
    void a_home_that_is_not_there_has_no_sessions() {
        assertEquals(List.of(), new SessionHome(folder.resolve("none")).list());
    }

    private SessionHome home() {
        return new SessionHome(folder);
    }
}
