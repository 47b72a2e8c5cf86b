package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.TestBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Command lines in this process at a real broker. In a line, {@code T} as a word or before a slash is a topic of this
 * object's own, and {@code ~} is a space within a word.
 */
final class AtBroker {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestBroker broker;
    private final Ground ground;
    private final Path directory;
    private final String topic =
            "t" + COUNT.incrementAndGet() + "-" + ProcessHandle.current().pid();

    /** @param directory where relative paths start and sessions live */
    AtBroker(TestBroker broker, Ground ground, Path directory) {
        this.broker = broker;
        this.ground = ground;
        this.directory = directory;
    }

    /** How a command has its connection. */
    enum Way {
        ALONE,
        SESSION,
        PROMPT
    }

    /** Returns the topic of its own. */
    String topic() {
        return topic;
    }

    int port() {
        return broker.port();
    }

    /** Returns a text with {@code T} for the topic. */
    String with(String text) {
        return text.replaceAll("(?<![-A-Za-z0-9])T(?![A-Za-z0-9])", topic);
    }

    /** Runs a command to its end. */
    Ran mqkeep(String line) {
        return mqkeep(line, "");
    }

    /** Runs a command to its end, with this on its standard input. */
    Ran mqkeep(String line, String input) {
        return run(words(line), broker.port(), input);
    }

    /** Runs a command that must succeed. */
    Ran done(String line, String input) {
        Ran ran = mqkeep(line, input);
        assertEquals(Exit.DONE, ran.exit(), line + "\n" + ran.err());
        return ran;
    }

    /**
     * Runs a command that subscribes; as soon as it has, runs others, which must succeed; returns how the first one ended.
     */
    Ran meanwhile(Way way, String line, String... others) throws Exception {
        if (way == Way.PROMPT) {
            return atPrompt(line, others);
        }
        return meanwhile(way, line, () -> {
            for (String other : others) {
                done(other, "");
            }
        });
    }

    /** What happens while a command reads. */
    interface Happening {
        void happen() throws Exception;
    }

    /** Runs a command that subscribes, not at a prompt; lets something happen as soon as it has; returns how it ended. */
    Ran meanwhile(Way way, String line, Happening happening) throws Exception {
        List<String> words = words(way == Way.SESSION ? line + " --session m" + COUNT.incrementAndGet() : line);
        try (Relay relay = Relay.to(broker.address())) {
            CompletableFuture<Ran> running = CompletableFuture.supplyAsync(
                    () -> run(words, relay.port(), ""),
                    task -> Thread.ofPlatform().daemon().start(task));
            while (relay.passed(Relay.Direction.TO_CLIENT, PacketType.SUBACK) == 0 && !running.isDone()) {
                Thread.sleep(1);
            }
            happening.happen();
            return running.get();
        }
    }

    /** The same lines in one shell. */
    private Ran atPrompt(String line, String... others) {
        List<String> lines = new ArrayList<>();
        lines.add("connect --json -h 127.0.0.1 -p " + broker.port() + " -V " + ground.versionOption());
        lines.add(quoted(line));
        Arrays.stream(others).map(this::quoted).forEach(lines::add);
        lines.add("wait");
        Ran ran = new InProcess(directory).environment("WHO", "me").mqkeep("shell", "-c", String.join("; ", lines));
        // Without what connect printed.
        byte[] all = ran.outBytes().array();
        int begin = ran.out().indexOf('\n') + 1;
        return new Ran(ran.exit(), Binary.wrap(Arrays.copyOfRange(all, begin, all.length)), ran.err());
    }

    private String quoted(String line) {
        return words(line).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private List<String> words(String line) {
        return Arrays.stream(line.strip().split(" +"))
                .map(word -> with(word).replace('~', ' '))
                .toList();
    }

    /** Runs a command to its end, of somebody who looks at both outputs and types this. */
    Ran atTerminal(String line, String typed) {
        return run(new InProcess(directory).terminal().errTerminal(), words(line), broker.port(), typed);
    }

    private Ran run(List<String> words, int port, String input) {
        return run(new InProcess(directory), words, port, input);
    }

    private Ran run(InProcess here, List<String> words, int port, String input) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-V", ground.versionOption()));
        return here.stdin(input).environment("WHO", "me").mqkeep(all.toArray(String[]::new));
    }
}
