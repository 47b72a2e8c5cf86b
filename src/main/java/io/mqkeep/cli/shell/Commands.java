package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.repl.Choice;
import io.mqkeep.repl.Word;
import java.util.List;

/** The commands that can be typed, as a shell needs them: it knows none by name. */
public interface Commands {
    /**
     * Runs one command. Never throws: what goes wrong is said and becomes the status.
     *
     * @param line what the words were typed in, for pointing at one
     */
    Exit run(Shell shell, App app, String line, List<Word> words);

    /** Returns what could be typed after these words. */
    List<Choice> choices(Shell shell, List<String> before, String word);
}
