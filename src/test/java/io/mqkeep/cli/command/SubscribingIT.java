package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.command.AtBroker.Way;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Every option of {@code sub} at real brokers: alone, with a session and at a prompt. */
@Execution(ExecutionMode.CONCURRENT)
class SubscribingIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    private static final String MESSAGES = """
        {"topic":"T/a","payload":"one"}
        {"topic":"T/b","payload":"{\\"state\\": \\"busy\\"}"}
        {"topic":"T/a","payload":"three"}
        {"topic":"T/b","payload":"{\\"state\\": \\"done\\"}"}
        {"topic":"T/c","payloadBase64":"oWFhAQ=="}
        {"topic":"T/d","payloadBase64":"gaFhAQ=="}
        """;

    @TempDir
    Path directory;

    /** Options, and what is printed when the messages above come. */
    private static final List<String[]> READINGS = List.of(
            row("-C 1", "one\n"),
            row("--count 2 --verbose", "T/a one\nT/b {\"state\": \"busy\"}\n"),
            row("-C 2 -N", "one{\"state\": \"busy\"}"),
            row("-C 2 -q 1 -F %q", "1\n1\n"),
            row("-C 1 -W 60", "one\n"),
            row("-C 1 --idle-timeout 60", "one\n"),
            row("-C 2 -T T/b", "one\nthree\n"),
            row("-C 1 --filter-out T/a --filter-out T/b -F %x", "a1616101\n"),
            row("-C 2 -R", "one\n{\"state\": \"busy\"}\n"),
            row("--until-match ^t.*e$", "one\n{\"state\": \"busy\"}\nthree\n"),
            row("--until-json /state=done -v -T T/a", "T/b {\"state\": \"busy\"}\nT/b {\"state\": \"done\"}\n"),
            row("-C 2 -F %t:%p:%l", "T/a:one:3\nT/b:{\"state\": \"busy\"}:17\n"),
            row("-C 1 --output-format %-8p| -N", "one     |"),
            row("-C 1 --format raw", "one\n"),
            row("-C 1 --format hex", "6f6e65\n"),
            row("-C 1 --format base64 -v", "T/a b25l\n"),
            row("-C 1 -T T/a --format json", "{\"state\":\"busy\"}\n"),
            row("-C 1 -T T/a --format pretty", "{\n  \"state\" : \"busy\"\n}\n"),
            row("-C 1 -T T/a -T T/b --format cbor", "{\"a\":1}\n"),
            row("-C 1 -T T/a -T T/b -T T/c --format msgpack", "{\"a\":1}\n"),
            row("-C 1 --timestamps", "2026-11-22T10:00:00Z one\n"),
            row("-C 2 --buffered", "one\n{\"state\": \"busy\"}\n"),
            row("-C 2 --raw", "one\n{\"state\": \"busy\"}\n"),
            row("-C 6 --count-by-topic", """
                MESSAGES  BYTES  TOPIC
                2         8      T/a
                2         34     T/b
                1         4      T/c
                1         4      T/d
                """),
            row("-C 2 --count-by-topic --json", """
                {"topic":"T/a","messages":1,"bytes":3}
                {"topic":"T/b","messages":1,"bytes":17}
                """),
            row("-C 2 --exec echo~$MQTT_TOPIC,$MQTT_QOS,$(cat)", "T/a,0,one\nT/b,0,{\"state\": \"busy\"}\n"),
            row("-C 2 --exec-skip --exec grep~busy", "{\"state\": \"busy\"}\n"),
            row("-C 1 --exec-retry 2 --exec echo~x>>tries;[~$(wc~-l<tries)~=~3~]&&cat", "one"));

    private static String[] row(String options, String printed) {
        return new String[] {options, printed};
    }

    static Stream<Arguments> readings() {
        List<Arguments> all = new ArrayList<>();
        for (String[] row : READINGS) {
            all.add(Arguments.of(Ground.MOSQUITTO_5, Way.ALONE, row[0], row[1]));
            all.add(Arguments.of(Ground.MOSQUITTO_3_1_1, Way.SESSION, row[0], row[1]));
            all.add(Arguments.of(Ground.EMBEDDED_5, Way.PROMPT, row[0], row[1]));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("readings")
    void what_comes_is_printed_as_asked(Ground ground, Way way, String options, String printed) throws Exception {
        AtBroker at = at(ground);
        Files.writeString(directory.resolve("messages"), at.with(MESSAGES));
        // So that the command's environment says the same everywhere.
        String qos = options.contains("--exec") ? " -q 0 " : " ";

        Ran ran = at.meanwhile(way, "sub -t T/#" + qos + options, "pub --json-lines -f messages -q 1");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(at.with(printed), ran.out().replaceFirst("\\.\\d{3}Z", "Z"));
    }

    @ParameterizedTest
    @EnumSource
    void an_output_file_is_appended_to(Ground ground) throws Exception {
        AtBroker at = at(ground);
        Path file = directory.resolve("out");
        Files.writeString(file, "before\n");
        for (Way way : Way.values()) {
            Ran ran = at.meanwhile(
                    way, "sub -t T/" + way + " -C 2 -o out", "pub -t T/" + way + " -m " + way + " --repeat 2 -q 1");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
        assertEquals("before\nALONE\nALONE\nSESSION\nSESSION\nPROMPT\nPROMPT\n", Files.readString(file));
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "EMBEDDED_3_1_1"})
    void a_time_that_is_over_is_a_failure_when_something_was_waited_for(Ground ground) throws Exception {
        AtBroker at = at(ground);
        for (Way way : Way.values()) {
            for (String over : List.of("-W 0.1", "--idle-timeout 100ms")) {
                Ran ran = at.meanwhile(way, "sub -t T " + over);
                assertEquals(Exit.DONE, ran.exit(), ran.err());
            }
            for (String over : List.of(
                    "--duration 0.1 -C 1", "--idle-timeout 0.1 --until-match x", "-W 100ms --until-json /a=1")) {
                Ran ran = at.meanwhile(way, "sub -t T " + over);
                assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void retained_messages_are_chosen_passed_over_and_removed(Ground ground) throws Exception {
        AtBroker at = at(ground);
        for (Way way : Way.values()) {
            at.done("pub -t T/kept -m old -r -q 1", "");
            Ran passedOver = at.meanwhile(way, "sub -t T/# -R -C 1", "pub -t T/live -m new -q 1");
            assertEquals("new\n", passedOver.out(), passedOver.err());
            Ran only = at.meanwhile(way, "sub -t T/# --retained-only -F %r%p --idle-timeout 0.3");
            assertEquals("1old\n", only.out(), only.err());
            Ran removing = at.meanwhile(way, "sub -t T/# --retained-only --remove-retained -C 1");
            assertEquals("old\n", removing.out(), removing.err());
            assertEquals("", at.done("retained list T/# --idle-timeout 0.1", "").out());
        }
    }

    @ParameterizedTest
    @EnumSource
    void subscribing_alone_keeps_messages_for_the_session_and_unsubscribing_first_ends_that(Ground ground)
            throws Exception {
        AtBroker at = at(ground);
        assertEquals("", at.done("sub -t T/1 -t T/2 -q 1 -E --session s", "").out());
        at.done("pub -t T/1 -m waits -q 1", "");
        assertEquals("waits\n", at.done("sub --session s -C 1 -W 60", "").out());

        at.done("sub -U T/1 -t T/3 -E --session s", "");
        at.done("pub -t T/1 -m nobody -q 1", "");
        at.done("pub -t T/2 -m still -q 1", "");
        at.done("pub -t T/3 -m too -q 1", "");
        Ran rest = at.done("sub --session s -C 2 -W 60 -v", "");
        assertEquals(at.with("T/2 still\nT/3 too\n"), rest.out());
    }

    @ParameterizedTest
    @EnumSource(names = "EMBEDDED_5")
    void what_is_wrong_is_said_in_a_sentence_each_wherever_it_is_typed(Ground ground) throws Exception {
        AtBroker at = at(ground);
        for (Way way : Way.values()) {
            for (String[] wrong : List.of(
                    row("--until-match [a", "--until-match: '[a' is not a regular expression: Unclosed"),
                    row("--until-json state=1", "--until-json: "),
                    row("-F %Y", "--output-format: "),
                    row("--format yaml", "--format: 'yaml' is not raw, hex"),
                    row("-T a/#/b", "--filter-out: 'a/#/b'"))) {
                Ran ran = at.meanwhile(way, "sub -t T " + wrong[0]);
                assertEquals(Exit.USAGE, ran.exit(), ran.err());
                assertTrue(ran.err().contains("mqkeep: " + wrong[1]), ran.err());
            }
        }
    }

    private AtBroker at(Ground ground) {
        return new AtBroker(BROKERS.on(ground), ground, directory);
    }
}
