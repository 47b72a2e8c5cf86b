package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.publish.StandardInput;
import io.mqkeep.repl.CommandLines;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shell without a person: lines of a file, a pipe or the command line, one after the other. */
public final class Script implements Shell.Front {
    private final App app;
    private final Commands commands;
    private final boolean keepGoing;
    private Exit first = Exit.DONE;

    /** @param keepGoing whether a failure does not end it */
    public Script(App app, Commands commands, boolean keepGoing) {
        this.app = app;
        this.commands = commands;
        this.keepGoing = keepGoing;
    }

    /**
     * Runs all lines.
     *
     * @param lines the text, or null for standard input
     * @return how the first command that failed ended
     */
    public Exit run(@Nullable String lines) throws Exception {
        // A script that comes on standard input is not the input of its commands too.
        InputStream in = lines == null ? InputStream.nullInputStream() : app.in();
        try (Shell shell = new Shell(app, commands, new Screen(app, null), this, in);
                BufferedReader reader = new BufferedReader(
                        lines == null
                                ? new InputStreamReader(app.in(), StandardCharsets.UTF_8)
                                : new StringReader(lines))) {
            boolean whole = run(shell, reader);
            if (whole && !shell.isLeaving()) {
                // What was given an end is a part of the script.
                note(shell.awaitBackground(app.interruption()));
            }
        }
        return first;
    }

    /** Returns whether the end was reached. */
    private boolean run(Shell shell, BufferedReader reader) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String line = next(reader); line != null; line = next(reader)) {
            text.append(line);
            if (CommandLines.of(text.toString()).open() != CommandLines.Open.NOTHING) {
                text.append('\n');
                continue;
            }
            note(shell.run(text.toString(), !keepGoing));
            text.setLength(0);
            if (shell.isLeaving() || app.interruption().isRaised() || (first != Exit.DONE && !keepGoing)) {
                return false;
            }
        }
        if (!text.isEmpty()) {
            throw Failure.usage("the script ends in the middle of a line: a quote is open, or its last character is a"
                    + " backslash");
        }
        return true;
    }

    /** Read apart: a wish to end reaches us while the next line is still to come. */
    private @Nullable String next(BufferedReader reader) throws Exception {
        return app.interruption()
                .await(StandardInput.apart(() -> Optional.ofNullable(reader.readLine()))
                        .result())
                .orElse(null);
    }

    private void note(Exit exit) {
        first = first == Exit.DONE ? exit : first;
    }

    @Override
    public void standingChanged() {
        // There is no prompt to say so.
    }

    @Override
    public List<String> history() {
        return List.of();
    }

    @Override
    public void clear() {
        // Nobody looks.
    }
}
