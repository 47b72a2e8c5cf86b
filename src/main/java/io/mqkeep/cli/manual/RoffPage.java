package io.mqkeep.cli.manual;

import io.mqkeep.cli.manual.ManualPage.Block;
import io.mqkeep.cli.manual.ManualPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page for man, in the macros of man(7). */
public final class RoffPage {
    private static final int WIDTH = 78;
    /** An option where a word may begin. */
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])-{1,2}[A-Za-z][\\w-]*");

    private final StringBuilder text = new StringBuilder();

    private RoffPage() {}

    /**
     * Returns the source of a page.
     *
     * @param date when it was written, like 2026-11-22
     */
    public static String text(ManualPage page, String date, String version) {
        RoffPage roff = new RoffPage();
        roff.line(".\\\" Written by the build from the commands and from prose; see CONTRIBUTING.md.");
        roff.line(".TH %s %d %s \"mqkeep %s\" \"mqkeep manual\""
                .formatted(page.name().toUpperCase(Locale.ROOT).replace("-", "\\-"), page.number(), date, version));
        roff.line(".SH NAME").flow(escaped(page.name()) + " \\- " + escaped(page.summary()));
        if (!page.synopsis().isEmpty()) {
            roff.line(".SH SYNOPSIS").line(".nf");
            page.synopsis().forEach(line -> roff.line(guarded(marked(line))));
            roff.line(".fi");
        }
        page.sections().forEach(roff::section);
        return roff.text.toString();
    }

    private void section(Section section) {
        line(".SH " + escaped(section.heading().toUpperCase(Locale.ROOT)));
        boolean first = true;
        for (Block block : section.blocks()) {
            switch (block) {
                case Block.Paragraph(String words) -> {
                    if (!first) {
                        line(".PP");
                    }
                    flow(marked(words));
                }
                case Block.Entry(String term, String meaning) -> {
                    line(".TP").line(guarded(term(term)));
                    flow(marked(meaning));
                }
                case Block.Lines(List<String> lines) -> {
                    line(first ? ".RS 4" : ".PP\n.RS 4").line(".nf");
                    lines.forEach(one -> line(guarded(escaped(one))));
                    line(".fi").line(".RE");
                }
                case Block.Subheading(String heading) -> line(".SS " + escaped(heading));
            }
            // A subheading makes room itself.
            first = block instanceof Block.Subheading;
        }
    }

    private RoffPage line(String line) {
        text.append(line).append('\n');
        return this;
    }

    private void flow(String words) {
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                line(guarded(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(guarded(line.toString()));
    }

    /** Options bold, what takes their place in italics, any other term bold. */
    private static String term(String term) {
        if (!term.startsWith("-")) {
            return "\\fB" + escaped(term.replace("`", "")) + "\\fR";
        }
        List<String> words = new ArrayList<>();
        for (String word : term.split(" ", -1)) {
            words.add(word.startsWith("-") ? marked(word) : "\\fI" + escaped(word) + "\\fR");
        }
        return String.join(" ", words);
    }

    /** Literals and options bold. */
    private static String marked(String words) {
        StringBuilder marked = new StringBuilder();
        boolean literal = false;
        for (String part : words.split("`", -1)) {
            marked.append(literal ? bold(part) : options(part));
            literal = !literal;
        }
        return marked.toString();
    }

    private static String options(String words) {
        StringBuilder marked = new StringBuilder();
        Matcher option = OPTION.matcher(words);
        int end = 0;
        while (option.find()) {
            marked.append(escaped(words.substring(end, option.start()))).append(bold(option.group()));
            end = option.end();
        }
        return marked.append(escaped(words.substring(end))).toString();
    }

    private static String bold(String words) {
        return "\\fB" + escaped(words) + "\\fR";
    }

    /** So that every character is printed as it is, and can be copied. */
    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '"' -> escaped.append("\\(dq");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '`' -> escaped.append("\\(ga");
                default -> {
                    if (c < 0x80) {
                        escaped.append(c);
                    } else {
                        escaped.append("\\[u%04X]".formatted((int) c));
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** A dot or a quote would make a request of the line. */
    private static String guarded(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }
}
