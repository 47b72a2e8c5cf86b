package io.mqkeep.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z][a-z0-9-]*)");

    @TempDir
    Path directory;

    @Test
    void every_link_leads_somewhere() throws IOException {
        for (DocumentPage page : DocumentPage.all()) {
            Matcher link = LINK.matcher(page.text());
            while (link.find()) {
                Path target = Path.of("").resolve(page.file()).resolveSibling(link.group(1));
                assertTrue(Files.exists(target), page + ": " + link.group(1));
            }
        }
    }

    @Test
    void the_tables_of_moving_name_options_that_exist() throws IOException {
        String help = everyHelp();
        for (String row : Files.readString(Path.of("docs/moving.md")).lines().toList()) {
            if (row.startsWith("| `")) {
                Matcher option = OPTION.matcher(row.split("\\|", -1)[2]);
                while (option.find()) {
                    assertTrue(help.contains(" " + option.group(1)), row);
                }
            }
        }
    }

    @Test
    void a_block_that_is_not_run_says_why() throws IOException {
        for (DocumentPage page : DocumentPage.all()) {
            for (DocumentPage.Block block : page.blocks()) {
                assertTrue(block.notRun() == null || block.notRun().length() > 10, page + ":" + block.line());
            }
        }
    }

    @Test
    void every_message_of_troubleshooting_is_one_that_is_printed() throws IOException {
        String sources = sources();
        for (String line :
                Files.readString(Path.of("docs/troubleshooting.md")).lines().toList()) {
            if (line.startsWith("### `")) {
                for (String part :
                        line.substring("### `".length(), line.length() - 1).split("…", -1)) {
                    assertTrue(sources.contains(part.strip()), part + " of: " + line);
                }
            }
        }
    }

    /** Returns the sources as if no literal went over a line's end. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private String everyHelp() {
        StringBuilder all = new StringBuilder();
        InProcess here = new InProcess(directory);
        for (String command : List.of("pub", "sub", "unsub", "connect")) {
            Ran ran = here.mqkeep(command, "--help-all");
            assertEquals("", ran.err());
            all.append(ran.out());
        }
        return all.toString();
    }

    @Test
    void the_release_has_the_version_of_the_pom() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+?)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(Path.of("pom.xml")));

        assertTrue(version.find());
        assertTrue(Files.readString(Path.of("jreleaser.yml")).contains("\n  version: " + version.group(1) + "\n"));
    }

    /** Keeps the list of pages from being empty by mistake. */
    @Test
    void there_are_pages_with_commands() throws IOException {
        List<String> pages = new ArrayList<>();
        for (DocumentPage page : DocumentPage.all()) {
            if (!page.blocks().isEmpty()) {
                pages.add(page.toString());
            }
        }
        assertTrue(
                pages.containsAll(List.of("README.md", "docs/sessions.md", "docs/moving.md", "docs/ci-recipes.md")),
                pages.toString());
    }
}
