package io.mqkeep.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell. What is in a cell may be a stranger's text. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    Table row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(Printable.of(cell));
        }
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Returns the lines, each after so many spaces. */
    List<String> lines(int indent) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < columns - 1; i++) {
                String cell = row.get(i);
                line.append(cell).repeat(' ', widths[i] - cell.length() + 2);
            }
            lines.add(line.append(row.getLast()).toString().stripTrailing());
        }
        return lines;
    }
}
