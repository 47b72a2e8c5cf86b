package io.mqkeep.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the ratios that have a goal, as an SVG: a bar for each, with a line at its goal. */
final class Chart {
    private static final int LEFT = 330;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 24;
    private static final int TOP = 34;
    /** A bar of a goal that is just reached ends here; a longer one than the picture is cut. */
    private static final double AT_GOAL = 0.5;

    private Chart() {}

    static String draw(List<Row> rows, Report report, String machine) {
        StringBuilder svg = new StringBuilder();
        int y = TOP;
        for (Row row : rows) {
            @Nullable Double ratio = report.ratio(row);
            @Nullable Double goal = row.goal();
            if (ratio == null || goal == null) {
                continue;
            }
            int length = (int) Math.min(WIDTH, Math.max(2, WIDTH * AT_GOAL * ratio / goal));
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
                            .formatted(LEFT - 8, y + 14, escape(row.name())))
                    .append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" fill=\"%s\"/>\n"
                            .formatted(LEFT, y + 2, length, row.unit().moreIsBetter() ? "#2e8b6f" : "#3b6fb0"))
                    .append("<text x=\"%d\" y=\"%d\">%s × %s (goal %s)</text>\n"
                            .formatted(
                                    LEFT + WIDTH + 8,
                                    y + 14,
                                    Row.number(ratio),
                                    escape(String.valueOf(row.against())),
                                    (row.unit().moreIsBetter() ? "≥ " : "≤ ") + goal));
            y += HEIGHT;
        }
        int goals = LEFT + (int) (WIDTH * AT_GOAL);
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="960" height="%d" font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="white"/>
            <text x="%d" y="20" text-anchor="middle">the goal</text>
            <line x1="%d" y1="24" x2="%d" y2="%d" stroke="#c33" stroke-dasharray="4 3"/>
            %s<text x="16" y="%d">Blue: time, less is better. Green: messages a second, more is better. %s</text>
            </svg>
            """.formatted(y + 34, goals, goals, goals, y, svg, y + 22, escape(machine));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
