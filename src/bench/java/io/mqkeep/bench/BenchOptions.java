package io.mqkeep.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and how long.
 *
 * @param rounds how often the commands take turns; a start is measured four times as often
 * @param most the number of messages of the longest run of the memory part
 * @param mqttx where MQTTX's command line is, if anywhere
 * @param hivemq where HiveMQ's mqtt command line is, if anywhere
 */
record BenchOptions(
        Path image,
        int rounds,
        int most,
        boolean quick,
        Set<Part> parts,
        @Nullable Path mqttx,
        @Nullable Path hivemq) {
    static final String USAGE = """
        usage: Bench IMAGE [--quick] [--only PART,...] [--rounds N] [--ten-million] [--mqttx PATH] [--hivemq PATH]
        parts: start, publish, subscribe, memory, resume, inner\
        """;

    /** What can be asked for alone with {@code --only}. */
    enum Part {
        START,
        PUBLISH,
        SUBSCRIBE,
        MEMORY,
        RESUME,
        INNER
    }

    /** @throws IllegalArgumentException when something else was typed */
    static BenchOptions parse(String[] words) {
        @Nullable Path image = null;
        @Nullable Path mqttx = null;
        @Nullable Path hivemq = null;
        Set<Part> parts = EnumSet.allOf(Part.class);
        int rounds = 0;
        int most = 1_000_000;
        boolean quick = false;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--quick" -> quick = true;
                case "--ten-million" -> most = 10_000_000;
                case "--rounds" -> rounds = Integer.parseInt(value(words, ++i));
                case "--mqttx" -> mqttx = Path.of(value(words, ++i));
                case "--hivemq" -> hivemq = Path.of(value(words, ++i));
                case "--only" -> {
                    parts = EnumSet.noneOf(Part.class);
                    for (String part : value(words, ++i).split(",", -1)) {
                        parts.add(Part.valueOf(part.toUpperCase(Locale.ROOT)));
                    }
                }
                default -> {
                    if (words[i].isEmpty() || words[i].startsWith("-") || image != null) {
                        throw new IllegalArgumentException("unknown: '" + words[i] + "'");
                    }
                    image = Path.of(words[i]).toAbsolutePath();
                }
            }
        }
        if (image == null) {
            throw new IllegalArgumentException("which image?");
        }
        return new BenchOptions(image, rounds > 0 ? rounds : quick ? 3 : 7, most, quick, parts, mqttx, hivemq);
    }

    private static String value(String[] words, int index) {
        if (index == words.length) {
            throw new IllegalArgumentException(words[index - 1] + " needs a value");
        }
        return words[index];
    }

    boolean asksFor(Part part) {
        return parts.contains(part);
    }

    /** Whether this run is one whose table is kept: all of it, at full length. */
    boolean whole() {
        return !quick && parts.size() == Part.values().length;
    }
}
