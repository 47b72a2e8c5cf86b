package io.mqkeep.cli.dispatch;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What mosquitto's clients, HiveMQ's mqtt and MQTTX call what has another name here. Asked only about words unknown here. */
final class OtherTools {
    private static final Map<String, String> COMMANDS = Map.of(
            "rr", "request", "conn", "connect", "con", "connect", "publish", "pub", "subscribe", "sub", "sh", "shell");

    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("-c", "--session NAME"),
            Map.entry("--disable-clean-session", "--session NAME"),
            Map.entry("--no-clean", "--session NAME"),
            Map.entry("--no-cleanStart", "--session NAME"),
            Map.entry("-I", "--id ID"),
            Map.entry("--id-prefix", "--id ID"),
            Map.entry("-M", "--max-inflight N"),
            Map.entry("-se", "--session-expiry TIME"),
            Map.entry("-ct", "--content-type TEXT"),
            Map.entry("-cd", "--correlation-data BYTES"),
            Map.entry("-Cup", "--connect-user-property NAME=VALUE"),
            Map.entry("-Wt", "--will-topic TOPIC"),
            Map.entry("-Wm", "--will-payload TEXT"),
            Map.entry("-Wq", "--will-qos 0|1|2"),
            Map.entry("-Wr", "--will-retain"),
            Map.entry("-J", "--json"),
            Map.entry("--outputToFile", "--output FILE"),
            Map.entry("--output-to-file", "--output FILE"),
            Map.entry("--file-write", "--output FILE"),
            Map.entry("--message-file", "--file FILE"),
            Map.entry("--file-read", "--file FILE"),
            Map.entry("--message-empty", "--null-message"),
            Map.entry("--ca", "--cafile FILE"),
            Map.entry("--ca-cert", "--cafile FILE"),
            Map.entry("--secure", "--tls"),
            Map.entry("-rp", "--reconnect-delay"),
            Map.entry("--maximum-reconnect-times", "--reconnect-limit"));

    private OtherTools() {}

    /** Returns our word for a command of another tool, or null. */
    static @Nullable String command(String word) {
        return COMMANDS.get(word);
    }

    /** Returns our option for one of another tool, with what follows it, or null. */
    static @Nullable String option(String option) {
        return OPTIONS.get(option);
    }

    /** Returns all options of other tools that have another name here. */
    static Set<String> options() {
        return OPTIONS.keySet();
    }
}
