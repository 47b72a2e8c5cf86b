package io.mqkeep.cli.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Turns off what a profile or the environment turns on: {@code --no-retain} is {@code --retain=false}, for every option that
 * takes no value and has no opposite of its own.
 */
final class NegatedFlags {
    private static final String NO = "--no-";

    private NegatedFlags() {}

    /** Returns the words with such options written out. */
    static List<String> writtenOut(List<String> words, CommandSpec spec) {
        boolean some = false;
        for (String word : words) {
            some |= word.startsWith(NO);
        }
        if (!some) {
            return words;
        }
        List<String> written = new ArrayList<>(words);
        Map<String, OptionSpec> options = spec.optionsMap();
        for (int i = 0; i < written.size() && !written.get(i).equals("--"); i++) {
            String word = written.get(i);
            OptionSpec option = options.get(word);
            if (option != null && option.arity().max() > 0) {
                // The next word is its value, whatever it looks like.
                i++;
            } else if (option == null
                    && word.startsWith(NO)
                    && !spec.negatedOptionsMap().containsKey(word)) {
                String positive = "--" + word.substring(NO.length());
                OptionSpec flag = options.get(positive);
                if (flag != null && isFlag(flag)) {
                    written.set(i, positive + "=false");
                }
            }
        }
        return written;
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0 && !option.usageHelp() && !option.versionHelp();
    }
}
