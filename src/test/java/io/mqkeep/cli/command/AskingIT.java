package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.command.AtBroker.Way;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions at real brokers, both sides of them, in both versions: alone, with a session and at a prompt. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class AskingIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path directory;

    static Stream<Arguments> questions() {
        String[][] rows = {
            {"-m abc", "ABC\n"},
            {"--message abc -q 0", "ABC\n"},
            {"-m abc -q 2", "ABC\n"},
            {"-f question", "FROM A FILE\n"},
            {"-n", "\n"},
            {"-m abc -N", "ABC"},
            {"-m abc -v", "T/a ABC\n"},
            {"-m abc -F %l,%t,%p", "3,T/a,ABC\n"},
            {"-m abc --format hex", "414243\n"},
            {"-m abc --timestamps", "2026-11-22T10:00:00Z ABC\n"},
            {"-m abc -C 1 -W 60 --raw", "ABC\n"},
        };
        List<Arguments> all = new ArrayList<>();
        for (String[] row : rows) {
            all.add(Arguments.of(Ground.MOSQUITTO_5, Way.SESSION, row[0], row[1]));
            all.add(Arguments.of(Ground.MOSQUITTO_3_1_1, Way.ALONE, row[0], row[1]));
            all.add(Arguments.of(Ground.EMBEDDED_5, Way.PROMPT, row[0], row[1]));
            all.add(Arguments.of(Ground.EMBEDDED_3_1_1, Way.SESSION, row[0], row[1]));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_question_is_answered(Ground ground, Way way, String options, String printed) throws Exception {
        AtBroker at = at(ground);
        Files.writeString(directory.resolve("question"), "from a file");
        // In MQTT 3.1.1 both sides have to know it.
        String responder = ground.version() == MqttVersion.V5 ? "" : " -e T/a";
        String respond = "respond -t T/q -C 1 -W 60 --exec tr~a-z~A-Z" + responder;
        String request = "request -t T/q -e T/a " + options;

        String out;
        if (way == Way.PROMPT) {
            out = at.meanwhile(way, respond, request).out();
        } else {
            List<String> answers = new ArrayList<>();
            Ran responded = at.meanwhile(
                    way,
                    respond,
                    () -> answers.add(at.done(request + (way == Way.SESSION ? " --session asking" : ""), "")
                            .out()));
            assertEquals(Exit.DONE, responded.exit(), responded.err());
            out = answers.getFirst();
        }
        assertEquals(at.with(printed), out.replaceFirst("\\.\\d{3}Z", "Z"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "EMBEDDED_5"})
    void response_topic_and_correlation_data_are_made_and_several_may_answer(Ground ground) throws Exception {
        AtBroker at = at(ground);
        List<Ran> asked = new ArrayList<>();
        Ran one = at.meanwhile(Way.ALONE, "respond -t T/# -C 1 --exec echo~-n~one", () -> {
            Ran other = at.meanwhile(
                    Way.SESSION,
                    "respond -t T/# -C 1 --exec echo~-n~other",
                    () -> asked.add(at.done("request -t T/q -s -C 2 --json", "question")));
            assertEquals(Exit.DONE, other.exit(), other.err());
        });
        assertEquals(Exit.DONE, one.exit(), one.err());
        String out = asked.getFirst().out();
        assertEquals(2, out.lines().count(), out);
        assertTrue(out.contains("\"payload\":\"one\"") && out.contains("\"payload\":\"other\""), out);
        assertTrue(out.contains("\"topic\":\"mqkeep/response/") && out.contains("correlationDataBase64"), out);
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_does_not_come_is_a_failure(Ground ground) throws Exception {
        AtBroker at = at(ground);
        for (Way way : Way.values()) {
            Ran ran = at.meanwhile(way, "request -t T/nobody -e T/a -n -W 0.1");
            assertEquals(Exit.TIMED_OUT, ran.exit(), ran.err());
            assertTrue(ran.err().contains("0 of 1 answer came within 0.1 s\n"), ran.err());
        }
        // A retained message was there before the question, and another's answer is not ours.
        at.done("pub -t T/a -m old -r -q 1", "");
        Ran old = at.meanwhile(Way.ALONE, "request -t T/nobody -e T/a -n -W 0.5", "pub -t T/b -m x -q 1");
        assertEquals(Exit.TIMED_OUT, old.exit(), old.err());
        assertEquals("", old.out());
        at.done("pub -t T/a -n -r -q 1", "");
    }

    @ParameterizedTest
    @EnumSource
    void a_command_that_fails_is_run_again_skipped_or_the_end(Ground ground) throws Exception {
        AtBroker at = at(ground);
        String question = ground.version() == MqttVersion.V5 ? "pub -t T/q -m x -q 1 -e T/a" : "pub -t T/q -m x -q 1";
        String respond = "respond -t T/q -e T/a -C 1 ";
        Ran retried = at.meanwhile(
                Way.ALONE, respond + "--exec-retry 1 --exec mkdir~made~2>&-||echo~done", "sub -t T/a -E", question);
        assertEquals(Exit.DONE, retried.exit(), retried.err());
        Ran skipped = at.meanwhile(Way.ALONE, respond + "--exec-skip --exec exit~4", question);
        assertEquals(Exit.DONE, skipped.exit(), skipped.err());
        assertTrue(skipped.err().contains("exit status 4 for a message on '" + at.topic() + "/q', which is skipped"));
        Ran failed = at.meanwhile(Way.SESSION, respond + "--exec exit~5", question);
        assertEquals(Exit.HANDLER_FAILED, failed.exit(), failed.err());
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "MOSQUITTO_3_1_1"})
    void mosquitto_rr_is_answered_too(Ground ground) throws Exception {
        AtBroker at = at(ground);
        String responder = ground.version() == MqttVersion.V5 ? "" : " -e T/a";
        List<String> answer = new ArrayList<>();
        Ran ran = at.meanwhile(
                Way.ALONE,
                "respond -t T/q -C 1 -W 60 --exec tr~a-z~A-Z" + responder,
                () -> answer.add(mosquittoRr(at, ground)));
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("ABC\n", answer.getFirst());
    }

    private static String mosquittoRr(AtBroker at, Ground ground) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "mosquitto_rr",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + at.port(),
                            "-V",
                            ground.version() == MqttVersion.V5 ? "5" : "311",
                            "-t",
                            at.with("T/q"),
                            "-e",
                            at.with("T/a"),
                            "-m",
                            "abc",
                            "-W",
                            "60")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException notInstalled) {
            Assumptions.abort("mosquitto_rr is not installed");
            return "";
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_retained_is_listed_and_deleted(Ground ground) throws Exception {
        AtBroker at = at(ground);
        String idle = " --idle-timeout 0.2";
        at.done("pub -t T/1 -m one -r -q 1", "");
        at.done("pub -t T/2 -m two -r -q 1", "");
        assertEquals(at.with("T/1\nT/2\n"), sorted(at.done("retained list T/#" + idle, "")));
        assertEquals(at.with("T/1 one\nT/2 two\n"), sorted(at.done("retained list -v -t T/#" + idle, "")));
        assertEquals(
                at.with("T/2:3\n"),
                at.done("retained list T/# -T T/1 -F %t:%l" + idle, "").out());
        assertEquals(
                2,
                at.done("retained list T/1 T/2 --json" + idle, "").out().lines().count());
        assertEquals(at.with("T/1\nT/2\n"), sorted(at.done("retained clear T/# --dry-run" + idle, "")));
        assertEquals(
                at.with("T/1\n"),
                at.done("retained clear T/# -T T/2" + idle, "").out());
        assertEquals(
                at.with("T/2\n"),
                at.meanwhile(Way.PROMPT, "retained list T/#" + idle).out());
        Ran refused = at.atTerminal("retained clear T/#" + idle, "n\n");
        assertEquals("Delete 1 retained message? [y/N]\nmqkeep: nothing was deleted\n", refused.err());
        assertEquals(
                at.with("T/2\n"),
                at.atTerminal("retained clear T/#" + idle, "y\n").out());
        at.done("pub -t T/2 -m two -r -q 1", "");
        assertEquals(
                at.with("T/2\n"), at.done("retained clear T/# --yes" + idle, "").out());
        Ran nothing = at.done("retained clear T/#" + idle, "");
        assertEquals("mqkeep: nothing is retained there\n", nothing.err());
    }

    @ParameterizedTest
    @EnumSource
    void round_trips_are_measured(Ground ground) throws Exception {
        AtBroker at = at(ground);
        String ping = "ping -C 2 --interval 10ms -W 60 -q 0 -q 1 --qos 2";
        for (Ran ran : List.of(at.done(ping, ""), at.meanwhile(Way.PROMPT, ping))) {
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            Pattern summary = Pattern.compile("(?s).*2 sent, 2 received, 0% lost.*".repeat(4));
            assertTrue(summary.matcher(ran.out()).matches(), ran.out());
        }
    }

    private static String sorted(Ran ran) {
        return ran.out().lines().sorted().map(line -> line + "\n").reduce("", String::concat);
    }

    private AtBroker at(Ground ground) {
        return new AtBroker(BROKERS.on(ground), ground, directory);
    }
}
