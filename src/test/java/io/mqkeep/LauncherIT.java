package io.mqkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, moved to a folder with spaces in its name, on a machine with no Java. */
class LauncherIT {

    @TempDir
    static Path temporary;

    private static Path moved;

    @BeforeAll
    static void move_the_image() throws IOException {
        moved = temporary.toRealPath().resolve("moved here/my mqkeep");
        Path image = Path.of(System.getProperty("mqkeep.image"));
        try (var paths = Files.walk(image)) {
            for (Path path : paths.toList()) {
                Path target = moved.resolve(image.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target, new CopyOption[] {StandardCopyOption.COPY_ATTRIBUTES});
            }
        }
    }

    @Test
    void it_runs_after_being_moved() throws Exception {
        assertImage(moved, run(temporary, moved + "/bin/mqkeep"));
    }

    @Test
    void it_runs_from_its_own_folders() throws Exception {
        assertImage(moved, run(moved, "bin/mqkeep"));
        assertImage(moved, run(moved.resolve("bin"), "./mqkeep"));
        assertImage(moved, run(moved.resolve("lib"), "../bin/mqkeep"));
        assertImage(moved, run(moved.resolve("bin"), "/bin/sh", "mqkeep"));
    }

    @Test
    void it_runs_through_a_chain_of_symbolic_links() throws Exception {
        Path links = Files.createDirectories(temporary.resolve("links/deeper"));
        Files.createSymbolicLink(links.resolve("absolute"), moved.resolve("bin/mqkeep"));
        Files.createSymbolicLink(temporary.resolve("links/relative"), Path.of("deeper/absolute"));
        Files.createSymbolicLink(temporary.resolve("chain"), Path.of("links/relative"));

        assertImage(moved, run(Path.of("/"), temporary + "/chain"));
        assertImage(moved, run(temporary, "./chain"));
    }

    @Test
    void it_runs_in_a_folder_that_is_a_symbolic_link() throws Exception {
        Path linked = temporary.toRealPath().resolve("linked");
        Files.createSymbolicLink(linked, moved);

        assertImage(linked, run(temporary, linked + "/bin/mqkeep"));
    }

    @Test
    void options_for_other_java_programs_are_left_alone() throws Exception {
        Result result =
                run(temporary, Map.of("JAVA_TOOL_OPTIONS", "-Dx=y", "_JAVA_OPTIONS", "-Dx=y"), moved + "/bin/mqkeep");

        assertFalse(result.err().contains("Picked up"), result.err());
    }

    @Test
    void the_cache_of_loaded_classes_works_where_the_image_was_moved() throws Exception {
        Result result = run(
                temporary,
                Map.of("MQKEEP_JAVA_OPTS", "-XX:AOTMode=on -XshowSettings:properties"),
                moved + "/bin/mqkeep",
                "--version");

        assertEquals(0, result.exit(), result.err());
    }

    private static void assertImage(Path expected, Result result) {
        assertTrue(result.err().contains("mqkeep.image = " + expected + "\n"), result.err());
        // Also with no locale at all: a topic may be typed in any script.
        assertTrue(result.err().contains("sun.jnu.encoding = UTF-8\n"), result.err());
        assertFalse(result.err().contains("WARNING"), result.err());
        assertEquals("", result.out());
    }

    private static Result run(Path folder, String... command) throws IOException, InterruptedException {
        return run(folder, Map.of("MQKEEP_JAVA_OPTS", "-XshowSettings:properties"), command);
    }

    private static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(temporary, "out", "");
        Path err = Files.createTempFile(temporary, "err", "");
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Result(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Result(int exit, String out, String err) {}
}
