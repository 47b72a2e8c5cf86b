package io.mqkeep.cli.shell;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.output.Printable;
import io.mqkeep.repl.LineEditor;
import org.jspecify.annotations.Nullable;

/** What stands before the line that is typed: how the last command ended when it failed, and where one is. */
final class PromptText {
    private PromptText() {}

    static String of(LineEditor editor, Exit last, @Nullable KeptConnection connection) {
        String failed = last == Exit.DONE ? "" : editor.warning("[" + last.status() + "]") + " ";
        if (connection == null) {
            return failed + "mqkeep> ";
        }
        String standing = switch (connection.watch().standing()) {
            case NEW, UP -> "";
            case REMAKING -> " " + editor.warning("(lost, trying again)");
            case LOST -> " " + editor.warning("(lost)");
        };
        return failed + Printable.of(connection.title()) + standing + "> ";
    }
}
