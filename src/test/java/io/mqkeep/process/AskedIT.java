package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.testing.Authority;
import io.mqkeep.testing.Authority.Wish;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.TmuxTerminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that are asked for, at a real terminal. */
class AskedIT {
    private static final String SECRET = "open sesame";

    @TempDir
    Path temporary;

    private Mqkeep mqkeep;

    @BeforeAll
    static void there_is_a_terminal() {
        TmuxTerminal.assumeTmux();
    }

    @BeforeEach
    void home() {
        mqkeep = new Mqkeep(temporary.resolve("home"));
    }

    private String[] withKey(String port) throws Exception {
        var me = Authority.named("Test Authority").issue(Wish.of("till-7"));
        return new String[] {
            "connect",
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "--insecure",
            "--cert",
            me.certificate(temporary.resolve("me.pem")).toString(),
            "--key",
            me.encryptedKey(temporary.resolve("me.key"), SECRET).toString()
        };
    }

    /** Nobody is at the port: what is said shows that the key was opened before anything went there. */
    @Test
    void the_password_of_a_key_is_asked_for_and_not_shown() throws Exception {
        try (TmuxTerminal terminal = TmuxTerminal.start(mqkeep, withKey("1"))) {
            terminal.await("the question", lines -> asks(lines, "The password of the private key in"));
            terminal.enter(SECRET);
            List<String> screen =
                    terminal.await("the end", lines -> String.join("", lines).contains("connection refused"));
            assertFalse(String.join("", screen).contains(SECRET), screen.toString());
            terminal.awaitExit(3);
        }
    }

    @Test
    void a_wrong_password_of_a_key_is_a_wrong_usage() throws Exception {
        try (TmuxTerminal terminal = TmuxTerminal.start(mqkeep, withKey("1"))) {
            terminal.await("the question", lines -> asks(lines, "The password of the private key in"));
            terminal.enter("wrong");
            terminal.await(
                    "the sentence",
                    lines -> String.join("", lines).contains("the password does not open the private key"));
            terminal.awaitExit(2);
        }
    }

    @Test
    void the_password_is_asked_for_and_sent_as_it_was_typed() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    assertTrue(
                            new String(peer.accept().body(), StandardCharsets.UTF_8).endsWith("\u0000\u000b" + SECRET));
                    peer.hold();
                });
                TmuxTerminal terminal = TmuxTerminal.start(
                        mqkeep,
                        "connect",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(broker.port()),
                        "-u",
                        "ann",
                        "--password-prompt")) {
            terminal.await("the question", lines -> asks(lines, "Password:"));
            terminal.enter(SECRET);
            terminal.awaitExit(0);
        }
    }

    @Test
    void ctrl_c_ends_the_question() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(Peer::hold);
                TmuxTerminal terminal = TmuxTerminal.start(
                        mqkeep,
                        "connect",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(broker.port()),
                        "--password-prompt")) {
            terminal.await("the question", lines -> asks(lines, "Password:"));
            terminal.press("C-c");
            terminal.awaitExit(130);
        }
    }

    private static boolean asks(List<String> screen, String question) {
        return !screen.isEmpty() && String.join("", screen).contains(question);
    }
}
