package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document may come from a stranger: it does not choose where it is written, and what it says is shown, not obeyed. */
class HostileDocumentTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private String document = "";

    @BeforeEach
    void save_a_session() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        here = new InProcess(Files.createDirectory(directory.resolve("here")));
        InProcess there = new InProcess(elsewhere);
        there.mqkeep("pub", "--session", "mallory", "-i", "mallory-id", "-t", "topic", "-m", "x", "--offline");
        document = there.mqkeep("save-session", "mallory").out();
        assertTrue(document.contains("\"mallory\"") && document.contains("\"mallory-id\""), document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "..",
                ".",
                "",
                "/tmp/outside",
                "a/../../outside",
                "\\u0000",
                "a\\u0000b",
                "..\\\\outside",
                "%2e%2e%2foutside",
                "con",
                "\\ud800",
                "\\u001b[2J",
            })
    void a_name_leads_nowhere_but_into_the_folder_of_sessions(String name) throws IOException {
        stays_inside(document.replace("\"mallory\"", "\"" + name + "\""));
        stays_inside(withoutName().replace("\"mallory-id\"", "\"" + name + "\""));
    }

    @Test
    void a_very_long_name_is_the_name_of_a_file_all_the_same() throws IOException {
        stays_inside(document.replace("\"mallory\"", "\"" + "x".repeat(60_000) + "\""));
        stays_inside(document.replace("\"mallory\"", "\"" + "ü".repeat(60_000) + "\""));
    }

    private String withoutName() {
        String without = document.replaceFirst("\"name\" : \"mallory\",\\s*", "");
        assertFalse(without.contains("\"mallory\""), without);
        return without;
    }

    private void stays_inside(String hostile) throws IOException {
        Set<String> before = outside();
        Ran ran = here.stdin(hostile).mqkeep("restore-session");

        assertEquals(before, outside());
        assertTrue(Set.of(Exit.DONE, Exit.USAGE, Exit.SESSION_UNUSABLE).contains(ran.exit()), ran.toString());
        assertFalse(ran.err().contains("\tat "), ran.err());
        assertHarmless(ran.out() + ran.err());
        Ran list = here.mqkeep("session", "list");
        assertEquals(Exit.DONE, list.exit(), list.err());
        assertHarmless(list.out() + list.err());
    }

    /** Everything in the world but the folder of sessions. */
    private Set<String> outside() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> !file.startsWith(directory.resolve("here").resolve("home")))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void what_a_document_says_is_shown_and_not_obeyed() {
        String evil = "\\u001b]0;pwned\\u0007\\u009b31m\\u007f\\u202e\\r\\n";
        String hostile = document.replace("\"topic\" : \"topic\"", "\"topic\" : \"" + evil + "\"")
                .replace("\"mallory\"", "\"s" + evil + "\"")
                .replace("\"mallory-id\"", "\"c" + evil + "\"");
        Ran restored = here.stdin(hostile).mqkeep("restore-session", "safe");

        assertEquals(Exit.DONE, restored.exit(), restored.err());
        for (String line : List.of(
                "session show safe",
                "session list",
                "session show --json safe",
                "session list --json",
                "session verify safe",
                "save-session safe",
                "connect --session safe -h 127.0.0.1 -p 1 -d",
                "session drop safe 99")) {
            Ran ran = here.mqkeep(line.split(" ", -1));
            assertHarmless(ran.out() + ran.err());
        }
        assertTrue(
                here.mqkeep("session", "show", "safe").out().contains("\\x1b]0;pwned\\x07\\x9b31m\\x7f\\u202e\\r\\n"));
    }

    private static void assertHarmless(String text) {
        text.chars()
                .forEach(c -> assertFalse(
                        (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x202e,
                        () -> "U+%04X in ".formatted(c) + text));
    }
}
