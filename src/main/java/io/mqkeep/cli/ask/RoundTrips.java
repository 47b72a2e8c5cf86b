package io.mqkeep.cli.ask;

import java.util.Locale;

/** What came of one kind of probe. */
final class RoundTrips {
    private final String name;
    private long sent;
    private long received;
    private double least = Double.MAX_VALUE;
    private double most;
    private double sum;
    private double squares;

    RoundTrips(String name) {
        this.name = name;
    }

    void sent() {
        sent++;
    }

    void received(double millis) {
        received++;
        least = Math.min(least, millis);
        most = Math.max(most, millis);
        sum += millis;
        squares += millis * millis;
    }

    boolean allCame() {
        return sent == received;
    }

    long received() {
        return received;
    }

    /** Returns a line as ping(8) ends with. */
    String summary() {
        String counts = String.format(
                Locale.ROOT,
                "%s: %d sent, %d received, %.0f%% lost",
                name,
                sent,
                received,
                sent == 0 ? 0.0 : 100.0 * (sent - received) / sent);
        if (received == 0) {
            return counts;
        }
        double mean = sum / received;
        double deviation = Math.sqrt(Math.max(0, squares / received - mean * mean));
        return counts
                + String.format(
                        Locale.ROOT, ", min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms", least, mean, most, deviation);
    }
}
