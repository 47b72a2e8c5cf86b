package io.mqkeep.repl;

import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReader.SuggestionType;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/**
 * Reads lines from a terminal, and writes above the line that is being typed. Reading is for one thread at a time;
 * everything else may come from any.
 */
public final class LineEditor implements AutoCloseable {
    private static final int HISTORY_LINES = 10_000;
    private static final String CONTINUED = "> ";

    private final Terminal terminal;
    private final LineReaderImpl reader;
    private final RememberedLines history;
    private final boolean colours;
    private volatile boolean raw;

    private LineEditor(Terminal terminal, EditorSettings settings) {
        this.terminal = terminal;
        colours = settings.colours();
        history = new RememberedLines(settings.remembered());
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("mqkeep")
                .parser(new PosixParser(() -> raw))
                .completer(new ChoiceCompleter(settings.completion()))
                .history(history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .variable(LineReader.BELL_STYLE, "none")
                // A payload may well have an exclamation mark in it.
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_TIMESTAMPED, false)
                .option(Option.HISTORY_IGNORE_SPACE, true)
                .option(Option.HISTORY_IGNORE_DUPS, true)
                .option(Option.INSERT_TAB, false)
                .option(Option.AUTO_REMOVE_SLASH, false);
        if (settings.history() != null) {
            builder.variable(LineReader.HISTORY_FILE, settings.history());
        }
        reader = (LineReaderImpl) builder.build();
        reader.setAutosuggestion(SuggestionType.NONE);
        // What happens while a command runs is decided by whoever runs it.
        terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
    }

    /**
     * Opens the terminal of this process.
     *
     * @throws IOException when there is none
     */
    public static LineEditor open(EditorSettings settings) throws IOException {
        // Java's own way to native code: nothing is unpacked into the folder for temporary files. The other one starts
        // processes; both are better than none.
        return new LineEditor(
                TerminalBuilder.builder()
                        .name("mqkeep")
                        .system(true)
                        .providers("ffm,exec")
                        .encoding(StandardCharsets.UTF_8)
                        .dumb(true)
                        .build(),
                settings);
    }

    /** Opens a terminal at the other end of two streams, so many columns wide. */
    public static LineEditor on(InputStream in, OutputStream out, int columns, EditorSettings settings)
            throws IOException {
        return new LineEditor(
                TerminalBuilder.builder()
                        .name("mqkeep")
                        .system(false)
                        .streams(in, out)
                        .type("xterm")
                        .size(Size.of(columns, 24))
                        .encoding(StandardCharsets.UTF_8)
                        .build(),
                settings);
    }

    /** Reads a line, or several when quotes are open or a backslash ends the line. */
    public Input read(String prompt) {
        try {
            return new Input.Line(reader.readLine(prompt));
        } catch (UserInterruptException e) {
            return new Input.Interrupted();
        } catch (EndOfFileException | IOError e) {
            return new Input.End();
        }
    }

    /** Reads one line of any text, which is not remembered. */
    public Input readRaw(String prompt) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        raw = true;
        try {
            return read(prompt);
        } finally {
            raw = false;
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    /** Changes the prompt of the line that is being typed; it is shown with what is written {@link #above} next. */
    public void prompt(String prompt) {
        if (reader.isReading()) {
            reader.setPrompt(prompt);
        }
    }

    /** Writes text above the line that is being typed, which stays as it is. It ends with the end of a line. */
    public void above(String text) {
        reader.printAbove(text);
    }

    /** Does this when Ctrl-C is typed while no line is read. */
    public void onInterrupt(Runnable task) {
        terminal.handle(Terminal.Signal.INT, signal -> {
            // The terminal has shown ^C: what follows begins a line.
            terminal.writer().println();
            terminal.flush();
            task.run();
        });
    }

    /** Returns a text as it is to stand in a prompt when it warns. */
    public String warning(String text) {
        return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    public void clear() {
        terminal.puts(Capability.clear_screen);
        terminal.flush();
    }

    /** Returns the lines that were typed, the oldest first. */
    public List<String> history() {
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : history) {
            lines.add(entry.line());
        }
        return lines;
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
