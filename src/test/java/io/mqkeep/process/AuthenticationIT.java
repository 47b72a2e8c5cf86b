package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.testing.AuthenticatingBroker;
import io.mqkeep.testing.Mqkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Enhanced authentication with a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationIT {
    @TempDir
    static Path temporary;

    private @Nullable AuthenticatingBroker broker;

    @BeforeAll
    void startBroker() throws IOException {
        broker = AuthenticatingBroker.start(Files.createDirectories(temporary.resolve("broker")));
        Files.writeString(temporary.resolve("secret"), AuthenticatingBroker.PASSWORD + "\n");
        Files.writeString(temporary.resolve("wrong"), "another\n");
    }

    @AfterAll
    void stopBroker() {
        Objects.requireNonNull(broker).close();
    }

    private String port() {
        return Integer.toString(Objects.requireNonNull(broker).port());
    }

    private Ran run(String line, String... more) {
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        words.addAll(List.of(more));
        words.addAll(List.of("-h", "127.0.0.1", "-p", port()));
        return new InProcess(temporary).mqkeep(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1"})
    void a_message_goes_out_once_both_know_each_other(String method) {
        Ran ran = run("pub -t a -m x -q 2 -u ann --password-file secret --debug --authentication-method", method);

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.err().contains("PUBCOMP"), ran.err());
    }

    @Test
    void a_wrong_password_is_refused() {
        Ran ran = run("connect -u ann --password-file wrong --authentication-method SCRAM-SHA-256");

        assertEquals(Exit.REFUSED, ran.exit(), ran.err());
        assertTrue(ran.err().contains("not authorized (0x87): the proof is wrong"), ran.err());
    }

    @Test
    void a_token_is_taken_and_a_wrong_one_is_not() {
        assertEquals(
                Exit.DONE,
                run("connect --authentication-method TOKEN --authentication-data", AuthenticatingBroker.TOKEN)
                        .exit());
        Ran wrong = run("connect --authentication-method TOKEN --authentication-data hex:00");
        assertEquals(Exit.REFUSED, wrong.exit(), wrong.err());
        assertTrue(wrong.err().contains("not that token"), wrong.err());
    }

    @Test
    void a_method_it_does_not_know_is_refused() {
        Ran ran = run("connect --authentication-method OTHER");

        assertEquals(Exit.REFUSED, ran.exit(), ran.err());
        assertTrue(ran.err().contains("bad authentication method (0x8C)"), ran.err());
        assertTrue(ran.err().contains("'OTHER'"), ran.err());
    }

    @Test
    void we_authenticate_again_while_messages_go_on() {
        String connect = "connect -h 127.0.0.1 -p " + port()
                + " -u ann --password-file secret --authentication-method SCRAM-SHA-256";
        Ran ran = new InProcess(temporary)
                .mqkeep(
                        "shell",
                        "-c",
                        connect + "; sub -t again -C 2 -W 20; pub -t again -m one -q 1; reauthenticate;"
                                + " reauthenticate; pub -t again -m two -q 1");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.out().endsWith("one\ntwo\n"), ran.out());
        assertEquals(2, ran.err().split("authenticated again at", -1).length - 1, ran.err());
    }

    @Test
    void who_may_not_do_it_again_is_told_so() {
        Ran ran = run("sub -t x -u once --password-file secret --authentication-method SCRAM-SHA-256"
                + " --reauthenticate-interval 10ms");

        assertEquals(Exit.REFUSED, ran.exit(), ran.err());
        assertTrue(ran.err().contains("not authorized (0x87): once is enough"), ran.err());
    }

    @Test
    void the_image_can_do_it_too_and_a_session_remembers_how() {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        String secret = temporary.resolve("secret").toString();
        mqkeep.run(
                        "pub",
                        "-t",
                        "a",
                        "-m",
                        "x",
                        "-q",
                        "2",
                        "--session",
                        "s",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        port(),
                        "-u",
                        "ann",
                        "--password-file",
                        secret,
                        "--authentication-method",
                        "SCRAM-SHA-256")
                .withExit(0);
        mqkeep.run("connect", "--session", "s").withExit(0);
        mqkeep.run("session", "remove", "s").withExit(0);
    }
}
