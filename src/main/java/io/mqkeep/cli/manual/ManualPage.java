package io.mqkeep.cli.manual;

import java.util.List;

/**
 * A page of the manual.
 *
 * @param name as man knows it, like {@code mqkeep-pub}
 * @param number which section of the manual it belongs to
 * @param title what it is about, as typed
 * @param synopsis how it is typed, a line each; may be empty
 */
public record ManualPage(
        String name, int number, String title, String summary, List<String> synopsis, List<Section> sections) {

    /** A part under a heading. */
    public record Section(String heading, List<Block> blocks) {}

    /** What a section is made of. In its texts, {@code `} stands around what is typed literally. */
    public sealed interface Block {
        /** Words that flow. */
        record Paragraph(String text) implements Block {}

        /** A term and what it means. */
        record Entry(String term, String text) implements Block {}

        /** Lines as they are. */
        record Lines(List<String> lines) implements Block {}

        /** A heading within a section. */
        record Subheading(String text) implements Block {}
    }
}
