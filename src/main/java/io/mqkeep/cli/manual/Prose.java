package io.mqkeep.cli.manual;

import io.mqkeep.cli.manual.ManualPage.Block;
import io.mqkeep.cli.manual.ManualPage.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Prose written by hand: {@code # Heading}, {@code ## Subheading}, paragraphs with an empty line after each, {@code term
 * :: meaning} (which goes on in the following lines), and lines that begin with four spaces and stay as they are.
 */
public final class Prose {
    private static final String LITERAL = "    ";
    private static final String MEANS = " :: ";

    private Prose() {}

    /** Returns the sections of a file of prose, none when there is no such file. */
    public static List<Section> read(String name) {
        try (InputStream in = Prose.class.getResourceAsStream(name + ".txt")) {
            return in == null ? List.of() : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Section> parse(String text) {
        List<Section> sections = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String line : (text + "\n").split("\n", -1)) {
            boolean literal = line.startsWith(LITERAL);
            boolean goesOn = !open.isEmpty()
                    && !line.isEmpty()
                    && literal == open.getFirst().startsWith(LITERAL)
                    && !line.contains(MEANS)
                    && !line.startsWith("#");
            if (!goesOn && !open.isEmpty()) {
                blocks.add(block(open));
                open = new ArrayList<>();
            }
            if (line.startsWith("# ")) {
                blocks = new ArrayList<>();
                sections.add(new Section(line.substring(2), blocks));
            } else if (!line.isEmpty()) {
                open.add(line);
            }
        }
        return sections;
    }

    private static Block block(List<String> lines) {
        String first = lines.getFirst();
        if (first.startsWith(LITERAL)) {
            return new Block.Lines(
                    lines.stream().map(line -> line.substring(LITERAL.length())).toList());
        }
        if (first.startsWith("## ")) {
            return new Block.Subheading(first.substring(3));
        }
        String text = String.join(" ", lines.stream().map(String::strip).toList());
        int means = text.indexOf(MEANS);
        return means < 0
                ? new Block.Paragraph(text)
                : new Block.Entry(text.substring(0, means), text.substring(means + MEANS.length()));
    }
}
