package io.mqkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The promise in {@code ARCHITECTURE.md} names the tests that keep it: they exist, and each has what is said of it. */
class PromiseTest {
    private static final Path PAGE = Path.of("ARCHITECTURE.md");
    private static final Pattern NAMED =
            Pattern.compile("`([a-z/]+/)?([A-Z]\\w+(?:Test|Tests|IT|Fuzz))(?:\\.(\\w+))?`");

    @Test
    void every_test_that_the_promise_names_is_there() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher matcher = NAMED.matcher(promise());
        while (matcher.find()) {
            named++;
            String file = (matcher.group(1) == null ? "" : matcher.group(1)) + matcher.group(2) + ".java";
            String method = matcher.group(3);
            boolean found = false;
            for (String root : List.of("src/test/java/io/mqkeep/", "src/fuzz/java/io/mqkeep/")) {
                Path path = Path.of(root + file);
                found |= Files.exists(path)
                        && (method == null || Files.readString(path).contains(" " + method + "("));
            }
            if (!found) {
                missing.add(matcher.group());
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(named > 25, "named: " + named);
    }

    @Test
    void every_sentence_of_the_promise_names_a_test() throws IOException {
        List<String> without = promise()
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| sentence"))
                .filter(line -> !NAMED.matcher(line).find())
                .toList();
        assertEquals(List.of(), without);
    }

    private static String promise() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("## The promise");
        int to = page.indexOf("\n## ", from + 1);
        assertTrue(from >= 0 && to > from, "the page has no promise");
        return page.substring(from, to);
    }
}
