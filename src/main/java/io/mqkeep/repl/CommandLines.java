package io.mqkeep.repl;

import java.util.ArrayList;
import java.util.List;

/**
 * What was typed, as commands and words. Quoting is a POSIX shell's: a backslash takes the next character as it is, single
 * quotes keep everything, double quotes all but {@code \}, {@code "}, {@code $} and {@code `} after a backslash; a backslash
 * at the end of a line joins it to the next. A {@code ;} or the end of a line ends a command. Nothing is expanded. A {@code
 * #} begins a comment only where a command would begin: elsewhere it is a topic filter.
 */
public final class CommandLines {
    private final String typed;
    private final List<List<Word>> commands = new ArrayList<>();
    private List<Word> command = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int wordStart = -1;
    private int commandEnd;
    private Open open = Open.NOTHING;

    /** What asks for more text. */
    public enum Open {
        NOTHING,
        SINGLE_QUOTE,
        DOUBLE_QUOTE,
        /** The last character is a backslash. */
        BACKSLASH
    }

    private CommandLines(String typed) {
        this.typed = typed;
    }

    /** Takes a text apart. An open quote is taken as closed by the end of the text. */
    public static CommandLines of(String typed) {
        CommandLines lines = new CommandLines(typed);
        lines.read();
        return lines;
    }

    /** Returns the commands, each with at least one word. */
    public List<List<Word>> commands() {
        return commands;
    }

    /** Returns what is still open at the end. */
    public Open open() {
        return open;
    }

    /** Returns the words of the command that the text ends in; none when it ends with the end of a command. */
    public List<Word> last() {
        List<Word> last = commands.isEmpty() ? List.of() : commands.getLast();
        return last.isEmpty() || commandEnd > last.getLast().end() ? List.of() : last;
    }

    private void read() {
        int i = 0;
        while (i < typed.length()) {
            char c = typed.charAt(i);
            switch (c) {
                case '\\' -> i = afterBackslash(i);
                case '\'' -> i = singleQuoted(i);
                case '"' -> i = doubleQuoted(i);
                case ' ', '\t', '\r' -> {
                    endWord(i);
                    i++;
                }
                case ';', '\n' -> {
                    endWord(i);
                    endCommand();
                    commandEnd = i + 1;
                    i++;
                }
                case '#' -> i = wordStart < 0 && command.isEmpty() ? endOfLine(i) : add(c, i);
                default -> i = add(c, i);
            }
        }
        endWord(typed.length());
        endCommand();
    }

    private int add(char c, int at) {
        begin(at);
        word.append(c);
        return at + 1;
    }

    private void begin(int at) {
        if (wordStart < 0) {
            wordStart = at;
        }
    }

    private int endOfLine(int from) {
        int end = typed.indexOf('\n', from);
        return end < 0 ? typed.length() : end;
    }

    private int afterBackslash(int at) {
        if (at + 1 == typed.length()) {
            open = Open.BACKSLASH;
            return at + 1;
        }
        char next = typed.charAt(at + 1);
        if (next != '\n') {
            begin(at);
            word.append(next);
        }
        return at + 2;
    }

    private int singleQuoted(int at) {
        begin(at);
        int close = typed.indexOf('\'', at + 1);
        if (close < 0) {
            open = Open.SINGLE_QUOTE;
            word.append(typed, at + 1, typed.length());
            return typed.length();
        }
        word.append(typed, at + 1, close);
        return close + 1;
    }

    private int doubleQuoted(int at) {
        begin(at);
        int i = at + 1;
        while (i < typed.length() && typed.charAt(i) != '"') {
            char c = typed.charAt(i);
            if (c == '\\' && i + 1 < typed.length() && "\\\"$`\n".indexOf(typed.charAt(i + 1)) >= 0) {
                i++;
                c = typed.charAt(i);
                if (c == '\n') {
                    i++;
                    continue;
                }
            }
            word.append(c);
            i++;
        }
        if (i == typed.length()) {
            open = Open.DOUBLE_QUOTE;
            return i;
        }
        return i + 1;
    }

    private void endWord(int end) {
        if (wordStart >= 0) {
            command.add(new Word(word.toString(), wordStart, end));
            word.setLength(0);
            wordStart = -1;
        }
    }

    private void endCommand() {
        if (!command.isEmpty()) {
            commands.add(List.copyOf(command));
            command = new ArrayList<>();
        }
    }
}
