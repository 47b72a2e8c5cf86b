package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.command.Action;
import io.mqkeep.cli.command.ClearCommand;
import io.mqkeep.cli.command.ConnectionsCommand;
import io.mqkeep.cli.command.DisconnectCommand;
import io.mqkeep.cli.command.ExitCommand;
import io.mqkeep.cli.command.HistoryCommand;
import io.mqkeep.cli.command.ReauthenticateCommand;
import io.mqkeep.cli.command.SetCommand;
import io.mqkeep.cli.command.StatusCommand;
import io.mqkeep.cli.command.StopCommand;
import io.mqkeep.cli.command.UseCommand;
import io.mqkeep.cli.command.WaitCommand;
import io.mqkeep.cli.shell.Shell;
import org.jspecify.annotations.Nullable;

/** The table of commands that only a shell has, because they are about the shell. */
enum PromptVerb {
    CONNECTIONS("connections", ConnectionsCommand.SUMMARY),
    USE("use", UseCommand.SUMMARY),
    DISCONNECT("disconnect", DisconnectCommand.SUMMARY),
    REAUTHENTICATE("reauthenticate", ReauthenticateCommand.SUMMARY),
    STATUS("status", StatusCommand.SUMMARY),
    STOP("stop", StopCommand.SUMMARY),
    WAIT("wait", WaitCommand.SUMMARY),
    SET("set", SetCommand.SUMMARY),
    HISTORY("history", HistoryCommand.SUMMARY),
    CLEAR("clear", ClearCommand.SUMMARY),
    EXIT("exit", ExitCommand.SUMMARY),
    QUIT("quit", ExitCommand.SUMMARY);

    private final String word;
    private final String summary;

    PromptVerb(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    String word() {
        return word;
    }

    String summary() {
        return summary;
    }

    Action action(Shell shell) {
        return switch (this) {
            case CONNECTIONS -> new ConnectionsCommand(shell);
            case USE -> new UseCommand(shell);
            case DISCONNECT -> new DisconnectCommand(shell);
            case REAUTHENTICATE -> new ReauthenticateCommand(shell);
            case STATUS -> new StatusCommand(shell);
            case STOP -> new StopCommand(shell);
            case WAIT -> new WaitCommand(shell);
            case SET -> new SetCommand(shell, new SettableOptions());
            case HISTORY -> new HistoryCommand(shell);
            case CLEAR -> new ClearCommand(shell);
            case EXIT, QUIT -> new ExitCommand(shell);
        };
    }

    /** Returns the one that is typed like this, or null. */
    static @Nullable PromptVerb named(String word) {
        for (PromptVerb verb : values()) {
            if (verb.word.equals(word)) {
                return verb;
            }
        }
        return null;
    }
}
