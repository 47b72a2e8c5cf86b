package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.output.TextLayout;
import java.util.List;

/** The help that names all commands. It comes from the table, so that no command is built for it. */
final class RootHelp {
    private static final int COLUMN = 20;

    private RootHelp() {}

    static String text() {
        TextLayout text = new TextLayout();
        text.line("mqkeep: MQTT on the command line, with sessions that outlive the process")
                .line("")
                .line("Usage: mqkeep COMMAND [OPTION...]")
                .line("       mqkeep help COMMAND")
                .line("       mqkeep --version");
        for (Subcommand.Group group : Subcommand.Group.values()) {
            List<Subcommand> members = group.members();
            if (!members.isEmpty()) {
                text.line("").line(group.heading() + ":");
                list(members, text);
            }
        }
        text.line("").line("Exit status:");
        for (Exit exit : Exit.values()) {
            text.entry(2, 7, Integer.toString(exit.status()), exit.meaning());
        }
        return text.toString();
    }

    /** Returns the help within a shell. */
    static String ofShell() {
        TextLayout text = new TextLayout();
        text.line("Usage: COMMAND [OPTION...]").line("       help COMMAND");
        for (Subcommand.Group group : Subcommand.Group.values()) {
            text.line("").line(group.heading() + ":");
            list(group.members().stream().filter(Subcommand::hasDefaults).toList(), text);
        }
        text.line("").line("This shell:");
        for (PromptVerb verb : PromptVerb.values()) {
            text.entry(2, COLUMN, verb.word(), verb.summary());
        }
        return text.toString();
    }

    /** Returns the help of a word that several commands begin with. */
    static String ofGroup(String word) {
        TextLayout text = new TextLayout();
        text.line("Usage: mqkeep " + word + " COMMAND [OPTION...]").line("").line("Commands:");
        list(Subcommand.beginningWith(word), text);
        return text.line("").line("See 'mqkeep help " + word + " COMMAND'.").toString();
    }

    static List<String> lines() {
        return text().lines().toList();
    }

    private static void list(List<Subcommand> subcommands, TextLayout text) {
        for (Subcommand subcommand : subcommands) {
            text.entry(2, COLUMN, subcommand.commandLine(), subcommand.summary());
        }
    }
}
