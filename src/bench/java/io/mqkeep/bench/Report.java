package io.mqkeep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of all rows, in Markdown; an older one can be read back, to compare. */
final class Report {
    /** A ratio that is worse than before by more than this is named. */
    private static final double QUARTER = 0.25;

    private final List<Row> rows;

    Report(List<Row> rows) {
        this.rows = rows;
    }

    String table() {
        StringBuilder table = new StringBuilder("""
            | what | middle | half of the rounds | ratio | to | goal | of the limit |
            | --- | ---: | ---: | ---: | --- | ---: | ---: |
            """);
        for (Row row : rows) {
            @Nullable Double ratio = ratio(row);
            @Nullable Double share = share(row);
            table.append("| %s | %s %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            row.name(),
                            Row.number(row.middle()),
                            row.unit().words(),
                            row.spread(),
                            ratio == null ? "" : Row.number(ratio),
                            row.against() == null ? "" : row.against(),
                            goal(row, ratio == null ? row.middle() : ratio),
                            share == null ? "" : Row.number(share)));
        }
        return table.toString();
    }

    private static String goal(Row row, double reached) {
        if (row.goal() == null) {
            return "";
        }
        return (row.unit().moreIsBetter() ? "≥ " : "≤ ")
                + String.format(Locale.ROOT, "%s", row.goal()).replaceAll("\\.0$", "")
                + (row.reaches(reached) ? "" : " **missed**");
    }

    /** Returns how many times the row it is compared with a row is, or null. */
    @Nullable
    Double ratio(Row row) {
        return row.against() == null
                ? null
                : (Double) (row.middle() / find(row.against()).middle());
    }

    private @Nullable Double share(Row row) {
        return row.limit() == null
                ? null
                : (Double) (row.middle() / find(row.limit()).middle());
    }

    private Row find(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no row " + name));
    }

    /** Names the rows whose ratio is worse by more than a quarter than in an older table; rows it doesn't have are new. */
    List<String> worseThan(Path older) throws IOException {
        Map<String, Double> before = Files.exists(older) ? ratios(Files.readAllLines(older)) : Map.of();
        List<String> worse = new ArrayList<>();
        for (Row row : rows) {
            @Nullable Double ratio = ratio(row);
            @Nullable Double old = before.get(row.name());
            if (ratio != null
                    && old != null
                    && (row.unit().moreIsBetter() ? ratio < old * (1 - QUARTER) : ratio * (1 - QUARTER) > old)) {
                worse.add(row.name() + ": the ratio was " + Row.number(old) + " and is " + Row.number(ratio));
            }
        }
        return worse;
    }

    private static Map<String, Double> ratios(List<String> table) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (String line : table) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 4 && cells[4].strip().matches("[\\d.,]+")) {
                ratios.put(cells[1].strip(), Double.parseDouble(cells[4].strip().replace(",", "")));
            }
        }
        return ratios;
    }
}
