package io.mqkeep.testing;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.testing.MqkeepProcess.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The image as a user has it, with a home of its own: nothing of the machine's own environment reaches it.
 *
 * <pre>{@code
 * Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
 * mqkeep.run("pub", "-t", "a/b", "-m", "hello", "--session", "s").withExit(0);
 * try (MqkeepProcess reader = mqkeep.start("sub", "-t", "a/b")) {
 *     reader.awaitLines(1);
 *     reader.killNine();
 * }
 * }</pre>
 */
public final class Mqkeep {
    private static final Path IMAGE = Path.of(System.getProperty("mqkeep.image", "target/mqkeep"));

    private final Path home;
    private final Map<String, String> environment;

    /** @param home where its sessions live; made when it isn't there */
    public Mqkeep(Path home) {
        this(home, Map.of());
    }

    private Mqkeep(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** Returns the same with one more environment variable. */
    public Mqkeep with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Mqkeep(home, more);
    }

    /** Returns the folder of the image. */
    public static Path image() {
        return IMAGE.toAbsolutePath();
    }

    public Path home() {
        return home;
    }

    /** Returns the file that holds the journal of a session, whose name must be of small letters and digits. */
    public Path sessionFile(String session) {
        return home.resolve(session + ".mqs");
    }

    /** Returns all that its home holds, but for who holds or held what: name and contents. */
    public Map<String, String> stored() {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                if (!name.endsWith(".lock") && !name.endsWith(".holder")) {
                    contents.put(name, Bytes.toHex(Files.readAllBytes(file)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return contents;
    }

    /** Starts a command; its stdin stays open until the test ends it. */
    public MqkeepProcess start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(image().resolve("bin/mqkeep").toString());
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Starts a command that goes to a port of this machine; its stdin stays open until the test ends it. */
    public MqkeepProcess startAt(int port, MqttVersion version, String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, "-h", "127.0.0.1", "-p", "" + port, "-V", "" + version));
        words.addAll(List.of(options));
        return start(words.toArray(String[]::new));
    }

    /** Runs a command to its end, with nothing on stdin. */
    public Ended run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs a command to its end with this on stdin. */
    public Ended runWith(String input, String... arguments) {
        try (MqkeepProcess process = start(arguments)) {
            feed(process, input);
            return process.await();
        }
    }

    /** Starts a shell script, in which {@code mqkeep} is the image. */
    public MqkeepProcess startScript(String script) {
        return start(List.of("/bin/sh", "-c", script));
    }

    /** Runs a shell script to its end, in which {@code mqkeep} is the image. */
    public Ended script(String script) {
        try (MqkeepProcess process = startScript(script)) {
            feed(process, "");
            return process.await();
        }
    }

    private static void feed(MqkeepProcess process, String input) {
        try {
            process.type(input);
            process.endInput();
        } catch (IOException endedAlready) {
            // It did not want to read all of it: what it said instead is what counts.
        }
    }

    private MqkeepProcess start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> own = builder.environment();
        own.clear();
        own.putAll(surroundings());
        return MqkeepProcess.start(command, builder);
    }

    /** Returns all its environment. */
    Map<String, String> surroundings() {
        Map<String, String> all = new TreeMap<>();
        all.put("PATH", image().resolve("bin") + ":/usr/bin:/bin");
        all.put("HOME", home.resolveSibling("user").toString());
        all.put("MQKEEP_HOME", home.toString());
        all.putAll(environment);
        return all;
    }
}
