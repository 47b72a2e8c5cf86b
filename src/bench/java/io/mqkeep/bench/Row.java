package io.mqkeep.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table: what one command took in each round.
 *
 * @param middle the value that counts, which is not the median of the rounds when it is a slope
 * @param against the row that this one is compared with, if any
 * @param limit the row that nothing can be better than, if any
 * @param goal the ratio that is wanted, if any; of a row that is compared with none, the value
 */
record Row(
        String name,
        Unit unit,
        double middle,
        List<Double> rounds,
        @Nullable String against,
        @Nullable String limit,
        @Nullable Double goal) {

    /** What was measured, and which way is better. */
    enum Unit {
        MILLISECONDS("ms", false),
        MEBIBYTES("MiB", false),
        MICROSECONDS_EACH("µs each", false),
        NANOSECONDS("ns", false),
        MESSAGES("messages/s", true);

        private final String words;
        private final boolean moreIsBetter;

        Unit(String words, boolean moreIsBetter) {
            this.words = words;
            this.moreIsBetter = moreIsBetter;
        }

        String words() {
            return words;
        }

        boolean moreIsBetter() {
            return moreIsBetter;
        }
    }

    static Row of(String name, Unit unit, List<Double> rounds) {
        return new Row(name, unit, median(rounds), rounds, null, null, null);
    }

    Row named(String other) {
        return new Row(other, unit, middle, rounds, against, limit, goal);
    }

    /** Returns this row, compared with another. */
    Row against(String other, double wanted) {
        return new Row(name, unit, middle, rounds, other, limit, wanted);
    }

    /** Returns this row, compared with another of which nothing is wanted. */
    Row against(String other) {
        return new Row(name, unit, middle, rounds, other, limit, null);
    }

    /** Returns this row, whose own value may be no more than this. */
    Row atMost(double wanted) {
        return new Row(name, unit, middle, rounds, null, limit, wanted);
    }

    Row limit(String other) {
        return new Row(name, unit, middle, rounds, against, other, goal);
    }

    /** Returns the one in the middle, or between the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the quarter and three quarters of the rounds, so that one disturbed round does not count. */
    String spread() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int quarter = sorted.size() / 4;
        return number(sorted.get(quarter)) + " – " + number(sorted.get(sorted.size() - 1 - quarter));
    }

    /** Returns whether a ratio, or the value of a row that has none, is as good as the one that is wanted. */
    boolean reaches(double ratio) {
        return goal == null || (unit.moreIsBetter() ? ratio >= goal : ratio <= goal);
    }

    static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 1000 ? "%.1f" : "%,.0f", value);
    }
}
