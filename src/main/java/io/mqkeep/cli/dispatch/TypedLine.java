package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.Printable;
import io.mqkeep.cli.shell.Shell;
import io.mqkeep.repl.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The line of a shell that words come from, so that an error can point at one of them.
 *
 * @param text all that was typed
 */
record TypedLine(Shell shell, String text, List<Word> words) {

    private static final Pattern SEPARATORS = Pattern.compile("[ ,:;]");

    /** Shows the line and below it the word that a sentence complains about, if it names one. */
    void pointAt(String sentence, @Nullable CommandSpec spec, Notes notes) {
        Word word = blamed(sentence, spec);
        if (word == null) {
            return;
        }
        int start = text.lastIndexOf('\n', word.start() - 1) + 1;
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end);
        // Printing may lengthen what stands before the word.
        int column = Printable.of(line.substring(0, word.start() - start)).length();
        notes.plain("  " + line);
        notes.plain("  " + " ".repeat(column)
                + "^".repeat(Math.max(1, Math.min(word.end(), start + line.length()) - word.start())));
    }

    private @Nullable Word blamed(String sentence, @Nullable CommandSpec spec) {
        for (String quoted : quoted(sentence)) {
            for (Word word : words.reversed()) {
                String said = word.text();
                if (said.equals(quoted) || (said.startsWith("-") && said.endsWith("=" + quoted))) {
                    return word;
                }
            }
        }
        for (String token : SEPARATORS.split(sentence, -1)) {
            if (token.startsWith("-")) {
                Word word = option(token, spec);
                if (word != null) {
                    return word;
                }
            }
        }
        return null;
    }

    private static List<String> quoted(String sentence) {
        List<String> quoted = new ArrayList<>();
        int open = sentence.indexOf('\'');
        while (open >= 0) {
            int close = sentence.indexOf('\'', open + 1);
            if (close < 0) {
                break;
            }
            quoted.add(sentence.substring(open + 1, close));
            open = sentence.indexOf('\'', close + 1);
        }
        return quoted;
    }

    /** Returns the word that is this option, by whichever of its names. */
    private @Nullable Word option(String name, @Nullable CommandSpec spec) {
        OptionSpec option = spec == null ? null : spec.findOption(name);
        List<String> names = option == null ? List.of(name) : List.of(option.names());
        for (Word word : words.reversed()) {
            for (String each : names) {
                boolean letter = !each.startsWith("--");
                // A word of 'set' is an option without its dashes.
                if (word.text().equals(each)
                        || (word.start() > words.getFirst().start() && each.equals("--" + word.text()))
                        || word.text().startsWith(each + "=")
                        || (letter && word.text().startsWith(each))) {
                    return word;
                }
            }
        }
        return null;
    }
}
