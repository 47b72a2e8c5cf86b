package io.mqkeep.cli.shell;

import io.mqkeep.repl.EditorSettings;
import io.mqkeep.repl.LineEditor;
import java.io.IOException;

/** The person's terminal. */
public interface Terminal {
    /** Says whether somebody types and looks. */
    boolean isThere();

    /**
     * Opens it for lines to be typed.
     *
     * @throws IOException when it can't be used
     */
    LineEditor open(EditorSettings settings) throws IOException;
}
