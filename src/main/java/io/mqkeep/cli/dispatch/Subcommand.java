package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.command.Action;
import io.mqkeep.cli.command.BrokerCommand;
import io.mqkeep.cli.command.ConnectCommand;
import io.mqkeep.cli.command.DemoCommand;
import io.mqkeep.cli.command.PingCommand;
import io.mqkeep.cli.command.ProfileListCommand;
import io.mqkeep.cli.command.ProfileRemoveCommand;
import io.mqkeep.cli.command.ProfileSetCommand;
import io.mqkeep.cli.command.ProfileShowCommand;
import io.mqkeep.cli.command.ProfileUseCommand;
import io.mqkeep.cli.command.PubCommand;
import io.mqkeep.cli.command.RequestCommand;
import io.mqkeep.cli.command.RespondCommand;
import io.mqkeep.cli.command.RestoreSessionCommand;
import io.mqkeep.cli.command.RetainedClearCommand;
import io.mqkeep.cli.command.RetainedListCommand;
import io.mqkeep.cli.command.SaveSessionCommand;
import io.mqkeep.cli.command.SessionDropCommand;
import io.mqkeep.cli.command.SessionListCommand;
import io.mqkeep.cli.command.SessionRemoveCommand;
import io.mqkeep.cli.command.SessionRepairCommand;
import io.mqkeep.cli.command.SessionResetCommand;
import io.mqkeep.cli.command.SessionShowCommand;
import io.mqkeep.cli.command.SessionVerifyCommand;
import io.mqkeep.cli.command.ShellCommand;
import io.mqkeep.cli.command.SubCommand;
import io.mqkeep.cli.command.UnsubCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of commands: how each is typed, what it does, and the class it lives in. */
public enum Subcommand {
    CONNECT(Group.MESSAGES, "connect", ConnectCommand.SUMMARY),
    PUB(Group.MESSAGES, "pub", PubCommand.SUMMARY),
    SUB(Group.MESSAGES, "sub", SubCommand.SUMMARY),
    UNSUB(Group.MESSAGES, "unsub", UnsubCommand.SUMMARY),
    REQUEST(Group.MESSAGES, "request", RequestCommand.SUMMARY),
    RESPOND(Group.MESSAGES, "respond", RespondCommand.SUMMARY),
    RETAINED_LIST(Group.MESSAGES, "retained list", RetainedListCommand.SUMMARY),
    RETAINED_CLEAR(Group.MESSAGES, "retained clear", RetainedClearCommand.SUMMARY),
    PING(Group.MESSAGES, "ping", PingCommand.SUMMARY),
    SHELL(Group.MESSAGES, "shell", ShellCommand.SUMMARY),
    SAVE_SESSION(Group.SESSIONS, "save-session", SaveSessionCommand.SUMMARY),
    RESTORE_SESSION(Group.SESSIONS, "restore-session", RestoreSessionCommand.SUMMARY),
    SESSION_LIST(Group.SESSIONS, "session list", SessionListCommand.SUMMARY),
    SESSION_SHOW(Group.SESSIONS, "session show", SessionShowCommand.SUMMARY),
    SESSION_REMOVE(Group.SESSIONS, "session remove", SessionRemoveCommand.SUMMARY),
    SESSION_RESET(Group.SESSIONS, "session reset", SessionResetCommand.SUMMARY),
    SESSION_DROP(Group.SESSIONS, "session drop", SessionDropCommand.SUMMARY),
    SESSION_VERIFY(Group.SESSIONS, "session verify", SessionVerifyCommand.SUMMARY),
    SESSION_REPAIR(Group.SESSIONS, "session repair", SessionRepairCommand.SUMMARY),
    PROFILE_LIST(Group.SETTINGS, "profile list", ProfileListCommand.SUMMARY),
    PROFILE_SHOW(Group.SETTINGS, "profile show", ProfileShowCommand.SUMMARY),
    PROFILE_SET(Group.SETTINGS, "profile set", ProfileSetCommand.SUMMARY),
    PROFILE_USE(Group.SETTINGS, "profile use", ProfileUseCommand.SUMMARY),
    PROFILE_REMOVE(Group.SETTINGS, "profile remove", ProfileRemoveCommand.SUMMARY),
    BROKER(Group.TRYING, "broker", BrokerCommand.SUMMARY),
    DEMO(Group.TRYING, "demo", DemoCommand.SUMMARY),
    COMPLETION(Group.SHELL, "completion", CompletionCommand.SUMMARY);

    private final Group group;
    private final String commandLine;
    private final String summary;

    Subcommand(Group group, String commandLine, String summary) {
        this.group = group;
        this.commandLine = commandLine;
        this.summary = summary;
    }

    /** Builds the command. */
    Action action() {
        return switch (this) {
            case CONNECT -> new ConnectCommand();
            case PUB -> new PubCommand();
            case SUB -> new SubCommand();
            case UNSUB -> new UnsubCommand();
            case REQUEST -> new RequestCommand();
            case RESPOND -> new RespondCommand();
            case RETAINED_LIST -> new RetainedListCommand();
            case RETAINED_CLEAR -> new RetainedClearCommand();
            case PING -> new PingCommand();
            case SHELL -> new ShellCommand(new ShellCommands());
            case SAVE_SESSION -> new SaveSessionCommand();
            case RESTORE_SESSION -> new RestoreSessionCommand();
            case SESSION_LIST -> new SessionListCommand();
            case SESSION_SHOW -> new SessionShowCommand();
            case SESSION_REMOVE -> new SessionRemoveCommand();
            case SESSION_RESET -> new SessionResetCommand();
            case SESSION_DROP -> new SessionDropCommand();
            case SESSION_VERIFY -> new SessionVerifyCommand();
            case SESSION_REPAIR -> new SessionRepairCommand();
            case PROFILE_LIST -> new ProfileListCommand();
            case PROFILE_SHOW -> new ProfileShowCommand(new KnownOptions());
            case PROFILE_SET -> new ProfileSetCommand(new KnownOptions());
            case PROFILE_USE -> new ProfileUseCommand();
            case PROFILE_REMOVE -> new ProfileRemoveCommand();
            case BROKER -> new BrokerCommand();
            case DEMO -> new DemoCommand();
            case COMPLETION -> new CompletionCommand();
        };
    }

    /** Returns what is typed after the program's name: one word or two. */
    public String commandLine() {
        return commandLine;
    }

    /** Returns what it does, in a line. */
    public String summary() {
        return summary;
    }

    /** Returns whether it makes a connection, unless it is asked for something else. */
    boolean connects() {
        return group == Group.MESSAGES && this != SHELL;
    }

    Group group() {
        return group;
    }

    /** Says whether a shell has defaults for its options: the shell's own are given before there is one. */
    boolean hasDefaults() {
        return this != SHELL;
    }

    int words() {
        return commandLine.indexOf(' ') < 0 ? 1 : 2;
    }

    private String firstWord() {
        int space = commandLine.indexOf(' ');
        return space < 0 ? commandLine : commandLine.substring(0, space);
    }

    /** Returns the command that a line begins with, or null when it begins with none. */
    static @Nullable Subcommand named(List<String> line) {
        String one = line.getFirst();
        String two = line.size() > 1 ? one + " " + line.get(1) : one;
        for (Subcommand subcommand : values()) {
            if (subcommand.commandLine.equals(one) || subcommand.commandLine.equals(two)) {
                return subcommand;
            }
        }
        return null;
    }

    /** Says whether commands of two words begin with this one. */
    static boolean isGroup(String word) {
        return !beginningWith(word).isEmpty();
    }

    static List<Subcommand> beginningWith(String word) {
        List<Subcommand> found = new ArrayList<>();
        for (Subcommand subcommand : values()) {
            if (subcommand.words() == 2 && subcommand.firstWord().equals(word)) {
                found.add(subcommand);
            }
        }
        return found;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Subcommand subcommand : values()) {
            names.add(subcommand.commandLine);
        }
        return names;
    }

    static List<String> firstWords() {
        List<String> words = new ArrayList<>(List.of("help"));
        for (Subcommand subcommand : values()) {
            words.add(subcommand.firstWord());
        }
        return words;
    }

    /** Under what heading the help lists a command. */
    enum Group {
        MESSAGES("Messages"),
        SESSIONS("Sessions"),
        SETTINGS("Settings"),
        TRYING("Trying things out"),
        SHELL("In your shell");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }

        List<Subcommand> members() {
            List<Subcommand> members = new ArrayList<>();
            for (Subcommand subcommand : Subcommand.values()) {
                if (subcommand.group == this) {
                    members.add(subcommand);
                }
            }
            return members;
        }
    }
}
