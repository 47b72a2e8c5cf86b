package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.Printable;
import io.mqkeep.cli.output.StandardOutput;
import io.mqkeep.repl.LineEditor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where all that the commands of a shell write goes: above the line that is being typed, or, without a terminal, to
 * standard output and standard error as they are.
 */
final class Screen {
    private final App app;
    private final @Nullable LineEditor editor;
    private final Notes notes;

    /** @param editor null without a terminal */
    Screen(App app, @Nullable LineEditor editor) {
        this.app = app;
        this.editor = editor;
        notes = editor == null
                ? app.notes()
                : new Notes(new PrintStream(
                        new ChunkedOutput(chunk -> above(editor, chunk)), false, StandardCharsets.UTF_8));
    }

    /** Returns standard output for one command. */
    StandardOutput out() {
        LineEditor lines = editor;
        return new StandardOutput(
                new ChunkedOutput(lines == null ? this::through : chunk -> above(lines, chunk)), app.out()::endsInPipe);
    }

    Notes notes() {
        return notes;
    }

    private void through(byte[] chunk) throws IOException {
        synchronized (app.out()) {
            app.out().write(chunk, 0, chunk.length);
            app.out().flush();
        }
    }

    /** A payload is a stranger's text: what would move the cursor is shown, not obeyed. */
    private static void above(LineEditor editor, byte[] chunk) {
        String text = new String(chunk, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder(text.length() + 16);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            shown.append(Printable.of(text.substring(start, stop).replace("\t", "    ")))
                    .append('\n');
            start = stop + 1;
        }
        editor.above(shown.toString());
    }
}
