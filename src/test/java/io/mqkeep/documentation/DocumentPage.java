package io.mqkeep.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page in Markdown. Its command blocks are the indented ones, and they are run as they stand, unless a comment right
 * before one says {@code <!-- not run: WHY -->}.
 */
record DocumentPage(Path file, String text) {
    private static final String INDENT = "    ";
    private static final String NOT_RUN = "<!-- not run: ";

    /** What a fenced block may be: a file for another program, or the screen that PromptScreenIT keeps. */
    private static final Pattern OTHER_LANGUAGE = Pattern.compile("```(yaml|groovy|json|toml|screen)");

    /**
     * A block of commands.
     *
     * @param line where it begins, from 1
     * @param notRun why not, or null when it is
     */
    record Block(int line, List<String> commands, @Nullable String notRun) {}

    static List<DocumentPage> all() throws IOException {
        List<DocumentPage> pages = new ArrayList<>();
        pages.add(read(Path.of("README.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".md")) {
                    pages.add(read(file));
                }
            }
        }
        return pages;
    }

    private static DocumentPage read(Path file) throws IOException {
        return new DocumentPage(file, Files.readString(file));
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        String notRun = null;
        boolean fenced = false;
        int number = 0;
        for (String line : (text + "\n").split("\n", -1)) {
            number++;
            if (line.startsWith("```")) {
                fenced = !fenced;
            }
            boolean code = !fenced && line.startsWith(INDENT);
            if (code) {
                commands.add(line.substring(INDENT.length()));
            } else if (!commands.isEmpty()) {
                blocks.add(new Block(number - commands.size(), List.copyOf(commands), notRun));
                commands.clear();
                notRun = null;
            }
            if (line.startsWith(NOT_RUN)) {
                notRun = line.substring(NOT_RUN.length()).replace("-->", "").strip();
            }
        }
        return blocks;
    }

    /** Returns the lines with commands that stand in a block between fences, with their numbers: those are not run. */
    List<String> fencedCommands() {
        List<String> found = new ArrayList<>();
        boolean fenced = false;
        boolean looked = false;
        String before = "";
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.strip().startsWith("```") || line.strip().startsWith("~~~")) {
                fenced = !fenced;
                // A screen that a test of its own keeps is no list of commands.
                boolean screen = before.startsWith("<!-- the screen of ");
                looked = fenced
                        && !screen
                        && !OTHER_LANGUAGE.matcher(line.strip()).matches();
                if (looked && line.strip().matches("(```|~~~)\\s*(sh|bash|shell|console|zsh|fish)\\b.*")) {
                    found.add(number + ": " + line);
                }
            } else if (looked && line.strip().matches("([$>#] )?(mqkeep|mvn|packaging/|docs/)\\b.*")) {
                found.add(number + ": " + line);
            }
            before = line;
        }
        return found;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
