package io.mqkeep.cli.shell;

import io.mqkeep.cli.StandardStreams;
import io.mqkeep.repl.EditorSettings;
import io.mqkeep.repl.LineEditor;
import java.io.IOException;

/** The terminal this process was started from, if standard input and output are both one. */
public final class ProcessTerminal implements Terminal {
    @Override
    public boolean isThere() {
        return StandardStreams.inIsTerminal() && StandardStreams.outIsTerminal();
    }

    @Override
    public LineEditor open(EditorSettings settings) throws IOException {
        return LineEditor.open(settings);
    }
}
