package io.mqkeep.cli.manual;

import io.mqkeep.cli.manual.ManualPage.Block;
import io.mqkeep.cli.manual.ManualPage.Section;
import io.mqkeep.cli.output.TextLayout;

/** A page as plain text in 80 columns, for {@code mqkeep help}. */
public final class PlainPage {
    private static final int INDENT = 2;
    private static final int COLUMN = 28;

    private PlainPage() {}

    /** Returns the text. */
    public static String text(ManualPage page) {
        TextLayout text = new TextLayout();
        text.line(page.title() + ": " + page.summary()).line("");
        boolean firstLine = true;
        for (String synopsis : page.synopsis()) {
            text.line((firstLine ? "Usage: " : "       ") + synopsis);
            firstLine = false;
        }
        for (Section section : page.sections()) {
            text.line("").line(section.heading() + ":");
            boolean first = true;
            boolean afterEntry = false;
            for (Block block : section.blocks()) {
                boolean entry = block instanceof Block.Entry;
                if (!first && !(entry && afterEntry)) {
                    text.line("");
                }
                first = block instanceof Block.Subheading;
                afterEntry = entry;
                write(block, text);
            }
        }
        return text.toString();
    }

    private static void write(Block block, TextLayout text) {
        switch (block) {
            case Block.Paragraph(String words) -> text.paragraph(INDENT, plain(words));
            case Block.Entry(String term, String meaning) -> text.entry(INDENT, COLUMN, plain(term), plain(meaning));
            case Block.Lines(var lines) -> lines.forEach(line -> text.line("    " + line));
            case Block.Subheading(String heading) -> text.line(" " + heading + ":");
        }
    }

    /** Without the marks: what is typed stands out by itself, or not at all. */
    private static String plain(String words) {
        return words.replace("`", "");
    }
}
