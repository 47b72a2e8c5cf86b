package io.mqkeep.cli.shell;

import io.mqkeep.repl.CommandLines;
import io.mqkeep.repl.Word;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes passwords out of a line before it is remembered. */
final class Secrets {
    /** {@code -P}, alone or at the end of letters that take no value, and what is written right after it. */
    private static final Pattern LETTER = Pattern.compile("-[dlnrsvN]*P(.*)", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("--[a-z-]*(?:password|passphrase|token)(=.*)?", Pattern.DOTALL);
    private static final Pattern IN_URL = Pattern.compile("://[^/@:]*(:[^/]*)@");

    private Secrets() {}

    /** Returns the line without the options that have a password as their value, and without passwords in URLs. */
    static String without(String line) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (List<Word> command : CommandLines.of(line).commands()) {
            for (int i = 0; i < command.size(); i++) {
                Word word = command.get(i);
                int last = secret(command, i);
                if (last >= i) {
                    kept.append(line, from, word.start());
                    from = afterBlanks(line, command.get(last).end());
                    i = last;
                    continue;
                }
                Matcher url = IN_URL.matcher(line).region(word.start(), word.end());
                if (url.find()) {
                    kept.append(line, from, url.start(1));
                    from = url.end(1);
                }
            }
        }
        return kept.append(line, from, line.length()).toString().stripTrailing();
    }

    private static int afterBlanks(String line, int end) {
        int next = end;
        while (next < line.length() && line.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    /** Returns the last word that belongs to an option with a password that begins here, or -1 when none does. */
    private static int secret(List<Word> command, int i) {
        String text = command.get(i).text();
        Matcher letter = LETTER.matcher(text);
        if (i == 2
                && command.getFirst().text().equals("set")
                && NAME.matcher("--" + command.get(1).text()).matches()) {
            return command.size() - 1;
        }
        boolean attached;
        if (letter.matches()) {
            attached = !letter.group(1).isEmpty();
        } else {
            Matcher name = NAME.matcher(text);
            if (!name.matches()) {
                return -1;
            }
            attached = name.group(1) != null;
        }
        return attached || i + 1 == command.size() ? i : i + 1;
    }
}
