package io.mqkeep.cli;

import io.mqkeep.cli.connection.OneShotLeases;
import io.mqkeep.cli.connection.TcpNetwork;
import io.mqkeep.cli.dispatch.MqkeepCommand;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.StandardOutput;
import io.mqkeep.cli.shell.Terminal;
import io.mqkeep.protocol.Binary;
import io.mqkeep.repl.EditorSettings;
import io.mqkeep.repl.LineEditor;
import io.mqkeep.store.Journals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs command lines in this process, as often as one likes, in surroundings of their own. */
public final class InProcess {
    /** What the clock of these surroundings always says. */
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Sessions sessions;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private boolean outGiven;
    private boolean terminal;
    private boolean errTerminal;
    private InstantSource clock = () -> NOW;
    private Interruption interruption = new Interruption();
    private Terminal person = new NoTerminal();

    /** @param directory where relative paths start and, in {@code home}, sessions live */
    public InProcess(Path directory) {
        this(directory, null);
    }

    /**
     * @param directory where relative paths start and, in {@code home}, sessions live
     * @param journals how session files are opened, or null for the usual way
     */
    public InProcess(Path directory, @Nullable Journals journals) {
        this.directory = directory;
        environment.put("HOME", directory.resolve("user").toString());
        environment.put("MQKEEP_HOME", directory.resolve("home").toString());
        sessions = new Sessions(environment, directory, journals);
    }

    /** How a command ended and what it wrote. */
    public record Ran(Exit exit, Binary outBytes, String err) {
        public String out() {
            return new String(outBytes.array(), StandardCharsets.UTF_8);
        }
    }

    public InProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public InProcess stdin(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public InProcess stdin(InputStream stream) {
        in = stream;
        return this;
    }

    /** Takes the place of standard output. */
    public InProcess stdout(OutputStream stream) {
        out = stream;
        outGiven = true;
        return this;
    }

    public InProcess terminal() {
        terminal = true;
        return this;
    }

    /** Takes the place of a clock that always says the same. */
    public InProcess clock(InstantSource other) {
        clock = other;
        return this;
    }

    /** Lets somebody look at standard error. */
    public InProcess errTerminal() {
        errTerminal = true;
        return this;
    }

    public InProcess interruption(Interruption other) {
        interruption = other;
        return this;
    }

    /** Lets somebody sit at a terminal. */
    public InProcess person(Terminal other) {
        person = other;
        return this;
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Nobody is there. */
    private static final class NoTerminal implements Terminal {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public LineEditor open(EditorSettings settings) {
            throw new AssertionError("nobody is there");
        }
    }

    /** Runs one command line. */
    public Ran mqkeep(String... words) {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        App app = new App(
                in,
                new StandardOutput(outGiven ? out : captured, () -> false),
                new Notes(new PrintStream(err, false, StandardCharsets.UTF_8), () -> errTerminal),
                () -> terminal,
                environment,
                directory,
                sessions,
                new TcpNetwork(),
                new OneShotLeases(),
                clock,
                null,
                "1.2.3",
                interruption,
                person);
        Exit exit = new MqkeepCommand(app).run(List.of(words));
        return new Ran(exit, Binary.wrap(captured.toByteArray()), err.toString(StandardCharsets.UTF_8));
    }
}
