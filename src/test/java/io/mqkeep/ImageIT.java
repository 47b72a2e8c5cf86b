package io.mqkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.testing.Mqkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the image besides the program; {@code packaging/compare} compares two builds of it byte for byte. */
class ImageIT {
    private final Path image = Mqkeep.image();

    @Test
    void every_jar_is_in_the_table_of_licences_and_the_texts_that_the_table_names_are_there() throws IOException {
        everyJarIsListed(List.of("lib", "lib/prompt"), image.resolve("licences"));
        everyJarIsListed(List.of("lib/broker"), image.resolve("licences/broker"));
        assertTrue(Files.exists(image.resolve("LICENSE")));
        assertTrue(Files.readString(image.resolve("NOTICE")).contains("licences"));
    }

    private void everyJarIsListed(List<String> folders, Path licences) throws IOException {
        List<String> table = Files.readAllLines(licences.resolve("README"));
        for (String folder : folders) {
            for (Path jar : jars(image.resolve(folder))) {
                String name = folder + "/" + jar.getFileName();
                if (!name.equals("lib/mqkeep.jar")) {
                    String line = table.stream()
                            .filter(row -> row.startsWith(name + " "))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(name + " is not in " + licences));
                    String licence = line.substring(name.length()).strip();
                    assertFalse(licence.isEmpty(), line);
                    int texts = licence.indexOf("; see ");
                    if (texts >= 0) {
                        for (String text :
                                licence.substring(texts + "; see ".length()).split(", ", -1)) {
                            assertTrue(Files.size(licences.resolve(text)) > 500, text);
                        }
                    }
                }
            }
        }
    }

    @Test
    void every_module_of_the_runtime_brings_its_licence() throws IOException {
        Matcher modules =
                Pattern.compile("MODULES=\"([^\"]+)\"").matcher(Files.readString(image.resolve("runtime/release")));
        assertTrue(modules.find());
        for (String module : modules.group(1).split(" ", -1)) {
            assertTrue(Files.size(image.resolve("runtime/legal").resolve(module).resolve("LICENSE")) > 500, module);
        }
    }

    @Test
    void the_jars_that_the_build_writes_say_nothing_of_the_day_and_the_machine() throws IOException {
        Matcher instant = Pattern.compile("<project.build.outputTimestamp>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(instant.find());
        LocalDateTime fixed = OffsetDateTime.parse(instant.group(1)).toLocalDateTime();

        for (JarEntry entry : entries(image.resolve("lib/mqkeep.jar"))) {
            assertEquals(fixed, entry.getTimeLocal(), entry.getName());
        }
        // Written anew too, but with the times that they had.
        for (Path jar : List.of(picocli(), image.resolve("lib/broker/rocksdbjni.jar"))) {
            for (JarEntry entry : entries(jar)) {
                assertFalse(entry.getTimeLocal().isAfter(fixed), jar.getFileName() + ": " + entry.getName());
            }
        }
        try (JarFile jar = new JarFile(image.resolve("lib/mqkeep.jar").toFile())) {
            for (Object name : jar.getManifest().getMainAttributes().keySet()) {
                // The number of the Java version may be there: "Build-Jdk-Spec".
                assertFalse(
                        List.of("Built-By", "Build-Jdk", "Build-Os", "Created-By")
                                .contains(name.toString()),
                        name::toString);
            }
        }
    }

    private Path picocli() throws IOException {
        return jars(image.resolve("lib")).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("picocli"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JarEntry> entries(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return new ArrayList<>(Collections.list(jar.entries()));
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
