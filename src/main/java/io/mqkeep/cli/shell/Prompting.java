package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.repl.Completion;
import io.mqkeep.repl.EditorSettings;
import io.mqkeep.repl.Input;
import io.mqkeep.repl.LineEditor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shell for a person at a terminal. */
public final class Prompting implements Shell.Front {
    private final App app;
    private final Commands commands;
    private @Nullable Shell shell;
    private @Nullable LineEditor editor;

    public Prompting(App app, Commands commands) {
        this.app = app;
        this.commands = commands;
    }

    /** Reads lines and runs them until the person leaves. */
    public Exit run() throws IOException {
        Completion completion = (before, word) -> {
            Shell running = shell;
            return running == null ? List.of() : commands.choices(running, before, word);
        };
        boolean colours = app.environment().getOrDefault("NO_COLOR", "").isEmpty();
        EditorSettings settings = new EditorSettings(historyFile(), Secrets::without, completion, colours);
        try (LineEditor lines = app.terminal().open(settings);
                Shell running = new Shell(
                        app, commands, new Screen(app, lines), this, new TypedInput(lines, this::interruptReading))) {
            editor = lines;
            shell = running;
            lines.onInterrupt(() -> running.interrupt(Exit.INTERRUPTED));
            Thread reader = Thread.currentThread();
            app.interruption().whenRaised(_ -> reader.interrupt());
            return read(running, lines);
        }
    }

    private Exit read(Shell running, LineEditor lines) {
        while (!running.isLeaving() && !app.interruption().isRaised()) {
            switch (lines.read(PromptText.of(lines, running.last(), running.current()))) {
                case Input.Line(String text) -> running.run(text, false);
                case Input.Interrupted _ -> {
                    // The line is cleared, and that is all.
                }
                case Input.End _ -> running.leave();
            }
        }
        return Exit.DONE;
    }

    private void interruptReading() {
        Shell running = shell;
        if (running != null) {
            running.interruptAndWait();
        }
    }

    /** Returns the file of the history, which only its owner can read; null when it can't be. */
    private @Nullable Path historyFile() {
        try {
            return HistoryFile.in(app.sessions().folder());
        } catch (IOException e) {
            app.notes().warning("there will be no history: " + e.getMessage());
            return null;
        }
    }

    @Override
    public void standingChanged() {
        LineEditor lines = editor;
        Shell running = shell;
        if (lines != null && running != null) {
            lines.prompt(PromptText.of(lines, running.last(), running.current()));
        }
    }

    @Override
    public List<String> history() {
        LineEditor lines = editor;
        return lines == null ? List.of() : lines.history();
    }

    @Override
    public void clear() {
        LineEditor lines = editor;
        if (lines != null) {
            lines.clear();
        }
    }
}
