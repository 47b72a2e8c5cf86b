package io.mqkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever has become of the cache of loaded classes, only the speed of the start changes: not a byte of the output. */
class AotCacheIT {
    private static final Path IMAGE =
            Path.of(System.getProperty("mqkeep.image", "target/mqkeep")).toAbsolutePath();

    /** Data on stdout, a note on stderr, a usage error. */
    private static final List<List<String>> COMMANDS =
            List.of(List.of("pub", "--help"), List.of("session", "list"), List.of("sub", "--nonsense"));

    @TempDir
    Path temporary;

    private Path image;
    private Path cache;

    @BeforeEach
    void copy_the_image() throws IOException {
        image = temporary.resolve("copied image");
        Files.createDirectories(image.resolve("bin"));
        Files.createDirectories(image.resolve("lib"));
        copy("bin/mqkeep");
        try (var files = Files.list(IMAGE.resolve("lib"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy("lib/" + file.getFileName());
            }
        }
        Files.createSymbolicLink(image.resolve("runtime"), IMAGE.resolve("runtime"));
        cache = image.resolve("lib/mqkeep.aot");
    }

    @AfterEach
    void unlink_the_runtime() throws IOException {
        Files.delete(image.resolve("runtime"));
    }

    @Test
    void the_cache_fits_the_copied_image() throws Exception {
        assertEquals(0, run(List.of("--version"), "-XX:AOTMode=on").exit());
    }

    @Test
    void a_missing_cache_changes_no_byte_of_the_output() throws Exception {
        List<Result> before = runAll();

        Files.delete(cache);

        assertEquals(before, runAll());
    }

    @Test
    void a_truncated_cache_changes_no_byte_of_the_output() throws Exception {
        List<Result> before = runAll();
        byte[] whole = Files.readAllBytes(cache);

        for (int length : new int[] {0, 100, whole.length / 2}) {
            Files.write(cache, Arrays.copyOf(whole, length));
            assertEquals(before, runAll(), "cut to " + length + " bytes");
            assertNotEquals(0, run(List.of("--version"), "-XX:AOTMode=on").exit());
        }
    }

    @Test
    void a_foreign_cache_changes_no_byte_of_the_output() throws Exception {
        List<Result> before = runAll();
        byte[] whole = Files.readAllBytes(cache);

        // Of another virtual machine: the name of the one that made it is in its header.
        int name = indexOf(whole, "OpenJDK".getBytes(StandardCharsets.US_ASCII));
        byte[] other = whole.clone();
        other[name] = 'X';
        Files.write(cache, other);
        assertEquals(before, runAll());
        assertNotEquals(0, run(List.of("--version"), "-XX:AOTMode=on").exit());

        // Of another program with other options.
        Files.delete(cache);
        makeCacheOfAnotherProgram();
        assertEquals(before, runAll());

        // No cache at all.
        Files.write(cache, "a text, ".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        assertEquals(before, runAll());
    }

    @Test
    void a_jar_that_has_taken_the_place_of_another_of_the_same_size_is_what_runs() throws Exception {
        Path jar = image.resolve("lib/mqkeep.jar");
        long size = Files.size(jar);

        replaceVersion(jar, "9.9.9");
        padWithComment(jar, size);
        Files.setLastModifiedTime(
                jar, FileTime.from(Files.getLastModifiedTime(cache).toInstant().plusSeconds(1)));

        assertEquals(size, Files.size(jar));
        assertEquals("mqkeep 9.9.9\n", run(List.of("--version"), "").out());
    }

    private void makeCacheOfAnotherProgram() throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        image.resolve("runtime/bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:AOTCacheOutput=" + cache,
                        "-classpath",
                        image.resolve("lib/mqkeep.jar").toString(),
                        "io.mqkeep.Main",
                        "--version")
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("making").toFile())
                .start()
                .waitFor();
        assertTrue(Files.exists(cache), () -> "no cache, status " + exit);
    }

    private void copy(String file) throws IOException {
        Files.copy(IMAGE.resolve(file), image.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private List<Result> runAll() throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (List<String> command : COMMANDS) {
            results.add(run(command, ""));
        }
        assertTrue(results.getFirst().out().startsWith("mqkeep pub: "));
        return results;
    }

    private Result run(List<String> arguments, String options) throws IOException, InterruptedException {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(image.resolve("bin/mqkeep").toString());
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("MQKEEP_HOME", temporary.resolve("home").toString());
        builder.environment().put("MQKEEP_JAVA_OPTS", options);
        int exit = builder.start().waitFor();
        return new Result(exit, Files.readString(out), Files.readString(err));
    }

    /** Writes a jar again, with another version in its manifest and without some entries that are not needed. */
    private static void replaceVersion(Path jar, String version) throws IOException {
        Path changed = jar.resolveSibling("changed");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (var entry : from.stream().toList()) {
                if (entry.getName().startsWith("META-INF/maven")
                        || entry.getName().startsWith("io/mqkeep/cli/demo/")) {
                    continue;
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("META-INF/MANIFEST.MF")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                            .replaceAll("Implementation-Version: [^\r]*", "Implementation-Version: " + version)
                            .getBytes(StandardCharsets.UTF_8);
                }
                to.write(bytes);
            }
        }
        Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a jar this long with a comment at its end, whose length is in the last two bytes. */
    private static void padWithComment(Path jar, long size) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        int length = (int) (size - bytes.length);
        assertTrue(length >= 0 && length < 1 << 16, "a comment of " + length + " bytes");
        byte[] padded = Arrays.copyOf(bytes, (int) size);
        padded[bytes.length - 2] = (byte) length;
        padded[bytes.length - 1] = (byte) (length >> 8);
        Files.write(jar, padded);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there: " + new String(part, StandardCharsets.US_ASCII));
    }

    private record Result(int exit, String out, String err) {}
}
