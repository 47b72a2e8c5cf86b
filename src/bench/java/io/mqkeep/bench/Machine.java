package io.mqkeep.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What was measured on, in a sentence; not which machine it was. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        String processor = "unknown";
        Path known = Path.of("/proc/cpuinfo");
        if (Files.exists(known)) {
            processor = Files.readAllLines(known).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(processor);
        }
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s %s, JDK %s, a load of %.1f at the end.",
                Runtime.getRuntime().availableProcessors(),
                processor,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
