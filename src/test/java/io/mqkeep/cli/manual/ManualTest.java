package io.mqkeep.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.manual.ManualPage.Block;
import io.mqkeep.cli.manual.ManualPage.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void every_page_is_clean_for_mandoc() throws Exception {
        assumeTrue(isHere("mandoc"), "mandoc is not installed");
        List<String> command = new ArrayList<>(List.of("mandoc", "-T", "lint"));
        pages().forEach(page -> command.add(page.toString()));

        // Whether another page is installed where the test runs says nothing about this one.
        assertEquals(
                List.of(),
                run(command).stream()
                        .filter(line -> !line.contains("referenced manual not found"))
                        .toList());
    }

    @Test
    void every_page_is_clean_for_man() throws Exception {
        assumeTrue(isHere("man"), "man is not installed");
        List<String> command = new ArrayList<>(List.of("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"));
        pages().forEach(page -> command.add(page.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MANWIDTH", "80");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String warnings = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("", warnings);
        assertEquals(0, process.waitFor());
    }

    @Test
    void man_shows_the_words_that_help_shows() throws Exception {
        assumeTrue(isHere("mandoc"), "mandoc is not installed");
        Path page = pages().stream()
                .filter(file -> file.endsWith("mqkeep-pub.1"))
                .findFirst()
                .orElseThrow();
        String shown = words(String.join("\n", run(List.of("mandoc", "-T", "utf8", "-O", "width=80", page.toString())))
                .replaceAll(".\b", ""));
        String help = new InProcess(directory).mqkeep("help", "pub").out();

        for (String part : help.split("\n\\s*\n|:\n", -1)) {
            for (String sentence : words(part).split("\\. ", -1)) {
                if (!sentence.startsWith("usage") && !sentence.startsWith("mqkeep pub")) {
                    for (String word : sentence.split(" ", -1)) {
                        assertTrue(shown.contains(word), word + " of: " + sentence);
                    }
                }
            }
        }
    }

    @Test
    void help_has_the_prose_the_statuses_and_the_environment() {
        InProcess.Ran ran = new InProcess(directory).mqkeep("help", "sub");

        assertEquals(Exit.DONE, ran.exit());
        assertTrue(ran.out().contains("\nInto a file:\n"), ran.out());
        assertTrue(ran.out().contains("MQKEEP_HOME"), ran.out());
        for (Exit exit : Exit.values()) {
            assertTrue(ran.out().contains("\n  " + exit.status() + " "), exit.name());
        }
    }

    @Test
    void every_file_of_prose_belongs_to_a_page() throws IOException {
        List<String> names = new ArrayList<>(List.of("common", "session-file"));
        for (String file : GeneratedFiles.all(REPOSITORY).keySet()) {
            names.add(file.replaceFirst("^man/", "").replaceFirst("\\.1$", ""));
        }
        Path prose = REPOSITORY.resolve("src/main/resources/io/mqkeep/cli/manual");
        try (Stream<Path> files = Files.list(prose)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".txt", "");
                assertTrue(names.contains(name) || names.contains("mqkeep-" + name), name);
            }
        }
    }

    @Test
    void a_page_escapes_what_roff_would_obey() {
        String roff = RoffPage.text(
                new ManualPage(
                        "x",
                        1,
                        "x",
                        "summary",
                        List.of(),
                        List.of(new Section(
                                "One",
                                List.of(
                                        new Block.Paragraph(".TH is not obeyed, nor 'this', \\fB, `--code` or --key"),
                                        new Block.Entry("-q, --qos 0|1|2", "…"),
                                        new Block.Lines(List.of(".so /etc/passwd", "'quoted")))))),
                "2026-11-22",
                "1");

        assertEquals("""
            .SH ONE
            \\&.TH is not obeyed, nor \\(aqthis\\(aq, \\efB, \\fB\\-\\-code\\fR or \\fB\\-\\-key\\fR
            .TP
            \\fB\\-q\\fR, \\fB\\-\\-qos\\fR \\fI0|1|2\\fR
            \\[u2026]
            .PP
            .RS 4
            .nf
            \\&.so /etc/passwd
            \\(aqquoted
            .fi
            .RE
            """, roff.substring(roff.indexOf(".SH ONE")));
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Map.Entry<String, String> file : GeneratedFiles.all(REPOSITORY).entrySet()) {
            if (file.getKey().startsWith("man/")) {
                Path page = directory.resolve(file.getKey().substring("man/".length()));
                pages.add(Files.writeString(page, file.getValue()));
            }
        }
        return pages;
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static List<String> run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static boolean isHere(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
