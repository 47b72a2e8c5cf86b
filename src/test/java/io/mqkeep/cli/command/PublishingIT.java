package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.command.AtBroker.Way;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of {@code pub} at real brokers: alone, with a session and at a prompt. */
@Execution(ExecutionMode.CONCURRENT)
class PublishingIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    /** What stands in a file, or comes on standard input. */
    private static final String INPUT = "one\ntwo\n";

    private static final String JSON = """
        {"topic":"T/j","payload":"text","qos":1,"delay":0.01}
        {"topic":"T/k","payloadBase64":"AP8=","retain":true}
        {"payload":"as the command says"}
        """;

    @TempDir
    Path directory;

    record Row(String options, List<String> seen) {}

    /** Options, and what a subscriber sees: topic without T, and payload. */
    private static final List<Row> PUBLICATIONS = List.of(
            new Row("-m hello", List.of(" hello")),
            new Row("--message hello -q 2", List.of(" hello")),
            new Row("-f input", List.of(" one\ntwo\n")),
            new Row("-n", List.of(" ")),
            new Row("-l -f input", List.of(" one", " two")),
            new Row("--null-delimited -f parts", List.of(" a\nb", " c")),
            new Row("--json-lines -f json", List.of("/j text", "/k \0\u00ff", " as the command says")),
            new Row("-m 00FF --payload-encoding hex", List.of(" \0\u00ff")),
            new Row("-m AP8= --payload-encoding base64", List.of(" \0\u00ff")),
            new Row("-l -f hex --payload-encoding hex", List.of(" \0", " \u00ff")),
            new Row("-m x --payload-encoding text", List.of(" x")),
            new Row("-m x --repeat 3", List.of(" x", " x", " x")),
            new Row("-m x --repeat 2 --repeat-delay 10ms", List.of(" x", " x")),
            new Row("-l -f input --rate 100/s", List.of(" one", " two")),
            new Row("-m {{counter}}-{{counter:7}}-{{random:5:5}} --template --repeat 2", List.of(" 1-7-5", " 2-8-5")),
            new Row("-m {{time}} --template", List.of(" 2026-11-22T10:00:00Z")),
            new Row("-m {{uuid}} --template", List.of(" UUID")),
            new Row("-l -f templates --template", List.of(" 1: me", " (2)")));

    static Stream<Arguments> publications() {
        List<Arguments> all = new ArrayList<>();
        for (Row row : PUBLICATIONS) {
            all.add(Arguments.of(Ground.MOSQUITTO_5, Way.SESSION, row));
            all.add(Arguments.of(Ground.MOSQUITTO_3_1_1, Way.ALONE, row));
            all.add(Arguments.of(Ground.EMBEDDED_5, Way.PROMPT, row));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("publications")
    void a_subscriber_sees_what_was_to_be_published(Ground ground, Way way, Row row) throws Exception {
        AtBroker at = at(ground);
        Files.writeString(directory.resolve("input"), INPUT);
        Files.writeString(directory.resolve("parts"), "a\nb\0c");
        Files.writeString(directory.resolve("json"), at.with(JSON));
        Files.writeString(directory.resolve("hex"), "00\nff\n");
        Files.writeString(directory.resolve("templates"), "{{counter}}: {{env:WHO}}\n({{counter}})\n");
        String session = way == Way.SESSION ? " --session p" : "";
        String qos = row.options.contains("-q") || way == Way.SESSION ? "" : " -q 1";

        Ran ran = at.meanwhile(
                way == Way.PROMPT ? way : Way.ALONE,
                "sub -t T/# -F %t~%x -C " + row.seen.size(),
                "pub -t T " + row.options + qos + session);

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(row.seen.stream().map(seen -> at.topic() + seen).toList(), seen(ran));
    }

    /** Topics and payloads, whose hexadecimal digits are bytes again and the bytes characters. */
    private static List<String> seen(Ran ran) {
        return ran.out()
                .lines()
                .map(line -> {
                    int space = line.indexOf(' ');
                    byte[] payload = HexFormat.of().parseHex(line.substring(space + 1));
                    return line.substring(0, space + 1) + new String(payload, StandardCharsets.ISO_8859_1);
                })
                .map(line -> line.replaceFirst("\\.\\d{3}Z$", "Z")
                        .replaceFirst("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "MOSQUITTO_3_1_1", "EMBEDDED_5"})
    void standard_input_is_one_message_or_many(Ground ground) throws Exception {
        AtBroker at = at(ground);
        at.done("sub --session s -t T -E", "");
        at.done("pub -t T -q 1 -s", "whole\ninput\n");
        at.done("pub -t T -q 1 -l", "one\ntwo");
        at.done("pub -t T -q 1 --null-delimited", "a\0b\0");
        at.done("pub -t T -q 1 --json-lines", "{\"payload\":\"json\"}\n");

        assertEquals(
                "whole\ninput\n|one|two|a|b|json|",
                at.done("sub --session s -C 6 -F %p| -N", "").out());
    }

    @ParameterizedTest
    @EnumSource
    void a_retained_message_waits_and_an_empty_one_deletes_it(Ground ground) throws Exception {
        AtBroker at = at(ground);
        at.done("pub -t T -m kept -r", "");
        at.done("pub -t T/2 -m kept --retain --session s", "");
        assertEquals(
                at.with("T kept\nT/2 kept\n"), sorted(at.done("sub -t T/# --retained-only -v --idle-timeout 0.2", "")));
        at.done("pub -t T -n -r -q 1", "");
        assertEquals(
                at.with("T/2\n"),
                at.done("retained list T/# --idle-timeout 0.2", "").out());
        at.done("retained clear T/# --idle-timeout 0.1", "");
    }

    @ParameterizedTest
    @EnumSource
    void how_it_went_is_summed_up(Ground ground) throws Exception {
        AtBroker at = at(ground);
        Ran lines = at.done("pub -t T -q 1 -l --progress", "1\n2\n3\n");
        assertTrue(lines.err().startsWith("mqkeep: 3 sent, 3 acknowledged, "), lines.err());
        Ran bar = at.atTerminal("pub -t T -q 1 -m x --repeat 3 --repeat-delay 150ms", "");
        assertTrue(bar.err().contains("\r[####") && bar.err().contains("mqkeep: 3 sent, 3 acknowledged, "), bar.err());
        Ran json = at.done("pub -t T -q 2 -m x --repeat 2 --json", "");
        assertTrue(json.out().contains("\"acknowledged\":2"), json.out());
    }

    @ParameterizedTest
    @EnumSource
    void nobody_who_has_subscribed_is_a_failure_when_asked_for(Ground ground) throws Exception {
        AtBroker at = at(ground);
        Ran nobody = at.mqkeep("pub -t T -m x --wait-subscriber 0");
        if (ground.version() == MqttVersion.V3_1_1) {
            assertEquals(Exit.USAGE, nobody.exit());
            assertTrue(nobody.err().contains("--wait-subscriber is not in MQTT 3.1.1"), nobody.err());
            return;
        }
        assertEquals(Exit.REFUSED, nobody.exit(), nobody.err());
        assertEquals(at.with("mqkeep: nobody has subscribed to 'T'\n"), nobody.err());
        // Mosquitto tells it for QoS 1 alone.
        String qos = ground.kind() == Ground.Kind.MOSQUITTO ? "" : " -q 2";
        Ran many = at.mqkeep("pub -t T -l --session w --wait-subscriber 0" + qos, "1\n2\n");
        assertEquals(Exit.REFUSED, many.exit(), many.err());
        assertTrue(many.err().contains("2 of 2 lines were refused"), many.err());

        Ran somebody = at.meanwhile(
                Way.ALONE,
                "sub -t T -C 2",
                "pub -t T -m x --wait-subscriber 30",
                "pub -t T -m y --wait-subscriber 0 --session w");
        assertEquals("x\ny\n", somebody.out(), somebody.err());
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "MOSQUITTO_3_1_1", "EMBEDDED_5"})
    void what_sub_prints_as_json_is_published_again_as_it_was(Ground ground) throws Exception {
        AtBroker at = at(ground);
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        Files.write(directory.resolve("every"), every);
        boolean v5 = ground.version() == MqttVersion.V5;
        String properties = v5
                ? " --message-expiry 40000 --content-type text/plain;~\"ü\" -e an/answer --correlation-data hex:00FF7F"
                        + " --user-property key=value --user-property key=another --user-property a=:"
                : "";
        String sub = "sub -t T/# -q 2 --json -C 5" + (v5 ? " --retain-as-published --subscription-identifier 7" : "");

        Ran first = at.meanwhile(
                Way.ALONE,
                sub,
                "pub -t T/ü -q 2 -r -f every" + properties,
                "pub -t T -q 1 -m \"quoted\"~\\~{}~ü\uD83D\uDE00" + properties
                        + (v5 ? " --payload-format-indicator" : ""),
                "pub -t T/empty -n",
                "pub -t T/nul -q 1 -m 610062 --payload-encoding hex",
                "pub -t T/cut -q 2 -m c3 --payload-encoding hex");
        at.done("pub -t T/ü -n -r -q 1", "");
        Ran second = at.meanwhile(Way.ALONE, sub, () -> at.done("pub --json-lines", first.out()));

        assertEquals(5, first.out().lines().count(), first.err());
        assertEquals(v5, first.out().contains("\"correlationDataBase64\":\"AP9/\""), first.out());
        assertEquals(withoutTime(first), withoutTime(second));
        at.done("pub -t T/ü -n -r -q 1", "");
    }

    /**
     * When a message came is not of the message; how long it is still worth delivering may be a second less; messages on
     * several topics come in any order.
     */
    private static String withoutTime(Ran ran) {
        return sorted(ran)
                .replaceAll("\"timestamp\":\"[^\"]*\"", "")
                .replaceAll("\"messageExpiryInterval\":(40000|39\\d{3})", "");
    }

    private static String sorted(Ran ran) {
        return ran.out().lines().sorted().map(line -> line + "\n").reduce("", String::concat);
    }

    private AtBroker at(Ground ground) {
        return new AtBroker(BROKERS.on(ground), ground, directory);
    }
}
