package io.mqkeep.session.model;

import java.util.ArrayList;
import java.util.List;

/** An output file of lines: what was forced survives everything. A length here counts lines. */
public final class ModelFile {
    private final List<Line> lines = new ArrayList<>();
    private int forced;

    void append(Line line) {
        lines.add(line);
    }

    void force() {
        forced = lines.size();
    }

    void cut(int length) {
        lines.subList(length, lines.size()).clear();
        forced = Math.min(forced, length);
    }

    public int length() {
        return lines.size();
    }

    public int forced() {
        return forced;
    }

    /** The power fails: of the lines that were not forced only the first ones are found again. */
    public void powerFailed(int survivors) {
        lines.subList(survivors, lines.size()).clear();
        forced = survivors;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }
}
