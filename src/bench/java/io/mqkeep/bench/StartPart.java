package io.mqkeep.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** How long a command takes that does little, beside a virtual machine that prints hello. */
final class StartPart {
    private static final String HELLO = "JVM that prints hello";
    private static final String HIVEMQ = "HiveMQ mqtt pub -q 1";
    private static final String MQTTX = "MQTTX mqttx pub -q 1";

    private StartPart() {}

    static List<Row> measure(BenchOptions options, Programs programs, int port) throws Exception {
        Path source = Files.writeString(
                programs.work().resolve("Hello.java"),
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", programs.work().toString(), source.toString());
        String[] publish = {"pub", "-h", "127.0.0.1", "-p", "" + port, "-t", "start", "-m", "m", "-q", "1"};
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(HELLO, programs.plainJava("Hello"));
        commands.put("mqkeep --version", programs.mqkeep("--version"));
        commands.put("mqkeep --help", programs.mqkeep("--help"));
        commands.put("mqkeep pub -q 1", programs.mqkeep(publish));
        commands.put("mqkeep pub -q 1 --session", with(programs.mqkeep(publish), "--session", "start"));
        // mosquitto_pub takes what the others call pub and the rest of the line.
        commands.put(
                "mosquitto_pub -q 1",
                with(List.of("mosquitto_pub"), List.of(publish).subList(1, publish.length)));
        put(commands, HIVEMQ, options.hivemq(), publish);
        put(commands, MQTTX, options.mqttx(), publish);

        Rounds rounds = new Rounds();
        commands.forEach((name, command) -> rounds.add(name, () -> 1000 * programs.seconds(command, null)));
        rounds.warm().run(4 * options.rounds());

        List<Row> rows = new ArrayList<>();
        for (String name : commands.keySet()) {
            Row row = Row.of(name, Row.Unit.MILLISECONDS, rounds.of(name));
            rows.add(
                    switch (name) {
                        case HELLO -> row;
                        case "mqkeep --version", "mqkeep --help" -> row.against(HELLO, 2.5);
                        case "mqkeep pub -q 1" -> row.against(HELLO, 4);
                        case "mqkeep pub -q 1 --session" -> row.against(HELLO, 4.5);
                        default -> row.against(HELLO);
                    });
        }
        for (String other : List.of(HIVEMQ, MQTTX)) {
            if (commands.containsKey(other)) {
                rows.add(Row.of("mqkeep pub -q 1, to " + other, Row.Unit.MILLISECONDS, rounds.of("mqkeep pub -q 1"))
                        .against(other, 0.125));
            }
        }
        return rows;
    }

    private static void put(Map<String, List<String>> commands, String name, @Nullable Path program, String... words) {
        if (program != null) {
            commands.put(name, with(List.of(program.toString()), List.of(words)));
        }
    }

    private static List<String> with(List<String> command, String... more) {
        return with(command, List.of(more));
    }

    private static List<String> with(List<String> command, List<String> more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(more);
        return all;
    }
}
