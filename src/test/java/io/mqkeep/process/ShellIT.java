package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.TestBroker;
import io.mqkeep.testing.TmuxTerminal;
import io.mqkeep.testing.Witness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The prompt at a real terminal, as a person sees it. */
class ShellIT {
    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

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

    @Test
    void a_message_appears_above_the_line_that_is_being_typed() throws Exception {
        TestBroker broker = BROKERS.on(Ground.EMBEDDED_5);
        String prompt = "127.0.0.1:" + broker.port() + ">";
        try (TmuxTerminal terminal = connected(broker.port(), prompt);
                Witness sender = Witness.publishing(broker.address());
                Witness receiver = Witness.of(broker.address(), "typing/b")) {
            terminal.enter("sub -t 'typing/a/#' -v");
            terminal.awaitLastLine(prompt);
            terminal.type("pub -t typing/b -m 'half ty");
            terminal.awaitLastLine(prompt + " pub -t typing/b -m 'half ty");
            sender.publish("typing/a/x", "hello");
            List<String> screen = terminal.await("the message", lines -> lines.contains("typing/a/x hello"));
            assertEquals(prompt + " pub -t typing/b -m 'half ty", screen.getLast());
            assertEquals("typing/a/x hello", screen.get(screen.size() - 2));

            terminal.enter("ped'");
            assertEquals(List.of("half typed"), receiver.await(1));
            leave(terminal, prompt);
        }
    }

    @Test
    void tab_completes_commands_and_options() throws Exception {
        try (TmuxTerminal terminal = atPrompt()) {
            terminal.type("discon");
            terminal.press("Tab");
            terminal.awaitLastLine("mqkeep> disconnect");
            terminal.press("C-c");
            terminal.awaitLastLine("mqkeep>");
            terminal.type("pub --retai");
            terminal.press("Tab");
            terminal.awaitLastLine("mqkeep> pub --retain");
            terminal.press("C-c");
            leave(terminal, "mqkeep>");
        }
    }

    @Test
    void ctrl_c_ends_what_runs_and_clears_a_line_and_never_ends_the_shell() throws Exception {
        TestBroker broker = BROKERS.on(Ground.EMBEDDED_5);
        try (Relay relay = Relay.to(broker.address())) {
            String prompt = "127.0.0.1:" + relay.port() + ">";
            try (TmuxTerminal terminal = connected(relay.port(), prompt);
                    Witness receiver = Witness.of(broker.address(), "interrupted")) {
                terminal.enter("pub -t interrupted -l");
                terminal.awaitLastLine("input>");
                terminal.enter("one");
                receiver.await(1);
                terminal.press("C-c");
                terminal.awaitLastLine("[130] " + prompt);

                relay.withhold(Direction.TO_CLIENT, PacketType.PUBACK);
                terminal.enter("pub -t interrupted -q 1 -m two");
                receiver.await(2);
                terminal.press("C-c");
                terminal.await("another prompt", lines -> endsWith(lines, List.of("^C", "[130] " + prompt)));

                terminal.type("pub -t interrupted -m never");
                terminal.awaitLastLine("[130] " + prompt + " pub -t interrupted -m never");
                terminal.press("C-c");
                terminal.awaitLastLine("[130] " + prompt);
                terminal.enter("pub -t interrupted -m three");
                receiver.await(3);
                assertEquals(List.of("one", "two", "three"), receiver.messages());

                terminal.enter("sub -t interrupted -C 1");
                terminal.awaitLastLine(prompt);
                terminal.enter("wait");
                terminal.awaitLastLine(prompt + " wait");
                terminal.press("C-c");
                terminal.awaitLastLine("[130] " + prompt);
                terminal.enter("status");
                terminal.await(
                        "the sub, which is not what was ended",
                        lines -> lines.stream().anyMatch(line -> line.endsWith(": sub -t interrupted -C 1")));
                leave(terminal, prompt);
            }
        }
    }

    private static long count(List<String> lines, String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    private static boolean endsWith(List<String> lines, List<String> end) {
        return lines.size() >= end.size()
                && lines.subList(lines.size() - end.size(), lines.size()).equals(end);
    }

    @Test
    void a_lost_connection_is_said_once_and_marked_until_it_is_there_again() throws Exception {
        CountDownLatch typed = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.playing(
                first -> {
                    first.accept();
                    typed.await();
                    first.reset();
                },
                second -> {
                    second.expect(PacketType.CONNECT);
                    second.reset();
                },
                third -> {
                    looked.await();
                    third.accept();
                    third.hold();
                })) {
            String server = "127.0.0.1:" + broker.port();
            try (TmuxTerminal terminal = connected(broker.port(), server + ">")) {
                terminal.type("half a li");
                terminal.awaitLastLine(server + "> half a li");
                typed.countDown();
                terminal.awaitLastLine(server + " (lost, trying again)> half a li");
                terminal.await("the third attempt", _ -> broker.connections() == 3);
                List<String> screen = terminal.screen();
                assertEquals(server + " (lost, trying again)> half a li", screen.getLast());
                assertEquals(1, count(screen, "mqkeep: "), () -> String.join("\n", screen));

                looked.countDown();
                terminal.awaitLastLine(server + "> half a li");
                terminal.press("C-c");
                leave(terminal, server + ">");
            }
            broker.await();
        }
    }

    @Test
    void a_line_longer_than_the_narrower_terminal_stays_whole() throws Exception {
        TestBroker broker = BROKERS.on(Ground.EMBEDDED_5);
        String prompt = "127.0.0.1:" + broker.port() + ">";
        String payload = "a line of text that was typed at a wider terminal than it ends";
        try (TmuxTerminal terminal = connected(broker.port(), prompt);
                Witness sender = Witness.publishing(broker.address());
                Witness receiver = Witness.of(broker.address(), "resized/b")) {
            terminal.enter("sub -t resized/a");
            terminal.awaitLastLine(prompt);
            String line = "pub -t resized/b -m '" + payload;
            terminal.type(line);
            terminal.awaitLastLine(prompt + " " + line);
            terminal.resize(50, 20);
            sender.publish("resized/a", "hello");
            List<String> screen = terminal.await(
                    "the message above the line",
                    lines -> lines.contains("hello") && joined(lines).equals(squeezed(prompt + line)));
            assertTrue(screen.stream().allMatch(shown -> shown.length() <= 50));
            terminal.resize(100, 24);
            terminal.enter(" in'");
            assertEquals(List.of(payload + " in"), receiver.await(1));
            leave(terminal, prompt);
        }
    }

    /** Returns what stands below the message; the blank at the end of a row can't be seen. */
    private static String joined(List<String> lines) {
        return squeezed(String.join("", lines.subList(lines.indexOf("hello") + 1, lines.size())));
    }

    private static String squeezed(String text) {
        return text.replace(" ", "");
    }

    @Test
    void killed_in_the_middle_of_a_publish_of_qos_2_a_one_shot_command_finishes_it_once() throws Exception {
        TestBroker broker = BROKERS.on(Ground.EMBEDDED_5);
        try (Witness receiver = Witness.of(broker.address(), "killed-shell");
                Relay relay = Relay.to(broker.address())) {
            relay.withhold(Direction.TO_CLIENT, PacketType.PUBREC);
            try (TmuxTerminal terminal = atPrompt()) {
                terminal.enter("connect --session till -h 127.0.0.1 -p " + relay.port());
                terminal.awaitLastLine("till@127.0.0.1:" + relay.port() + ">");
                terminal.enter("pub -t killed-shell -q 2 -m first");
                terminal.await("PUBREC on its way", _ -> relay.withheld() > 0);
                terminal.killNine();
            }
            relay.passEverything();

            mqkeep.run("connect", "--session", "till").withExit(0);
            mqkeep.run("pub", "--session", "till", "-t", "killed-shell", "-q", "2", "-m", "second")
                    .withExit(0);
            assertEquals(List.of("first"), receiver.awaitUntil("second"));
            assertEquals(3, relay.passed(Direction.TO_SERVER, PacketType.PUBLISH));
        }
    }

    @Test
    void the_history_is_there_at_the_next_start_without_passwords() throws Exception {
        try (TmuxTerminal terminal = atPrompt()) {
            terminal.enter("set user anna");
            terminal.awaitLastLine("mqkeep>");
            terminal.enter("set password hunter2");
            terminal.awaitLastLine("mqkeep>");
            terminal.enter("pub --dry-run -u anna -P hunter2 -t a -m 1");
            leave(terminal, "[2] mqkeep>");
        }
        Path file = mqkeep.home().resolve("history");
        String kept = Files.readString(file);
        assertTrue(kept.contains("set user anna"), kept);
        assertFalse(kept.contains("hunter2"), kept);

        try (TmuxTerminal terminal = atPrompt()) {
            terminal.press("Up");
            terminal.awaitLastLine("mqkeep> pub --dry-run -u anna -t a -m 1");
            terminal.press("C-c");
            terminal.awaitLastLine("mqkeep>");
            terminal.press("C-r");
            terminal.type("user");
            terminal.await(
                    "the line that was searched",
                    lines -> lines.contains("mqkeep> set user anna")
                            && lines.getLast().startsWith("bck-i-search: user"));
            terminal.press("C-c");
            leave(terminal, "mqkeep>");
        }
    }

    private TmuxTerminal atPrompt() throws Exception {
        TmuxTerminal terminal = TmuxTerminal.start(mqkeep, "shell");
        terminal.awaitLastLine("mqkeep>");
        return terminal;
    }

    private TmuxTerminal connected(int port, String prompt) throws Exception {
        TmuxTerminal terminal = atPrompt();
        terminal.enter("connect -h 127.0.0.1 -p " + port);
        terminal.awaitLastLine(prompt);
        return terminal;
    }

    /** Leaves with Ctrl-D from an empty line. */
    private static void leave(TmuxTerminal terminal, String prompt) throws Exception {
        terminal.await("an empty line", lines -> lines.getLast().endsWith(prompt));
        terminal.press("C-d");
        terminal.awaitExit(0);
    }
}
