package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.repl.Choice;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell with a person at a prompt. */
class PromptTest {
    private static final String RED = "\u001b[31m";

    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private ScriptedBroker broker = EchoBroker.start();
    private Person person;

    @BeforeEach
    void sitDown() throws IOException {
        person = new Person();
        here = new InProcess(directory).person(person).terminal();
    }

    @AfterEach
    void endBroker() {
        broker.close();
    }

    private CompletableFuture<Ran> shell() throws InterruptedException {
        CompletableFuture<Ran> shell = CompletableFuture.supplyAsync(() -> here.mqkeep("shell"));
        person.await("mqkeep> ");
        return shell;
    }

    private void leave(CompletableFuture<Ran> shell) throws IOException {
        person.type("exit\r");
        assertEquals(Exit.DONE, shell.join().exit(), shell.join().err());
        person.leave();
    }

    private List<String> offered(String word, String... before) {
        List<String> values = new ArrayList<>();
        for (Choice choice : person.completion().choices(List.of(before), word)) {
            values.add(choice.value());
        }
        return values;
    }

    @Test
    void values_files_names_and_topics_are_offered_where_they_could_stand() throws Exception {
        Files.writeString(directory.resolve("payload.txt"), "x");
        Files.createDirectory(directory.resolve("parts"));
        CompletableFuture<Ran> shell = shell();
        person.type("connect --session till -p " + broker.port() + "\r");
        person.await("till@localhost:" + broker.port() + "> ");
        person.type("connect --as second --id second -p " + broker.port() + "\r");
        person.await("second@localhost:" + broker.port() + "> ");
        person.type("sub -t 'a/#'\r");
        person.await("second@localhost:" + broker.port() + "> ");
        person.type("pub -t a/seen -m hello\r");
        person.await("hello");

        assertEquals(List.of("0", "1", "2"), offered("", "pub", "-q"));
        assertEquals(List.of("--qos=0", "--qos=1", "--qos=2"), offered("--qos=", "pub"));
        assertEquals(List.of("fail", "republish", "discard"), offered("", "connect", "--on-session-lost"));
        assertEquals(List.of("3.1.1", "5"), offered("", "set", "mqtt-version"));
        assertEquals(List.of("parts/", "payload.txt"), offered("pa", "pub", "-f"));
        assertEquals(List.of("till"), offered("", "session", "show"));
        assertEquals(List.of("till"), offered("", "pub", "--session"));
        assertEquals(List.of("second", "till"), offered("", "use"));
        assertEquals(List.of("a/seen", "a/#"), offered("", "sub", "-t"));
        assertEquals(List.of("a/seen"), offered("", "pub", "-t"), "a filter is no topic");
        assertTrue(offered("", "pub", "-m").isEmpty(), "nobody knows a payload");
        leave(shell);
    }

    @Test
    void tab_completes_a_topic_and_goes_on_behind_a_folder() throws Exception {
        Files.createDirectory(directory.resolve("parts"));
        Files.writeString(directory.resolve("parts/one"), "from a file");
        CompletableFuture<Ran> shell = shell();
        String prompt = "localhost:" + broker.port() + "> ";
        person.type("connect -p " + broker.port() + "\r");
        person.await(prompt);
        person.type("pub -t house/hall -m 1\r");
        person.await(prompt);
        person.type("pub -t ho\t-f pa\to\t-q 1\r");
        person.await(prompt);
        leave(shell);

        assertEquals(2, broker.seen(PacketType.PUBLISH).size());
        assertEquals("house/hall", broker.seen(PacketType.PUBLISH).getLast().topic());
        assertEquals("from a file", broker.seen(PacketType.PUBLISH).getLast().payloadText());
    }

    @Test
    void an_open_quote_and_a_backslash_ask_for_the_rest() throws Exception {
        CompletableFuture<Ran> shell = shell();
        String prompt = "localhost:" + broker.port() + "> ";
        person.type("connect -p " + broker.port() + "\r");
        person.await(prompt);
        person.type("pub -t a \\\r");
        person.await("\n> ");
        person.type("-q 1 -m 'one\\\r");
        person.await("\n> ");
        person.type("two'\r");
        person.await(prompt);
        leave(shell);

        assertEquals("one\\\ntwo", broker.seen(PacketType.PUBLISH).getFirst().payloadText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1"})
    void a_failure_is_marked_red_unless_no_color_says_otherwise(String noColor) throws Exception {
        here.environment("NO_COLOR", noColor);
        CompletableFuture<Ran> shell = shell();
        person.type("foo\r");
        person.await("there is no command 'foo'");
        String shown = person.await("mqkeep> ");
        leave(shell);

        assertTrue(shown.contains(noColor.isEmpty() ? RED + "[2]" : "[2]"), shown);
        assertEquals(noColor.isEmpty(), shown.contains("\u001b[31"), shown);
    }

    @Test
    void without_a_terminal_there_is_no_colour() {
        Ran ran = new InProcess(directory).mqkeep("shell", "--keep-going", "-c", "foo; status");

        assertFalse((ran.out() + ran.err()).contains("\u001b"), ran.out() + ran.err());
    }
}
